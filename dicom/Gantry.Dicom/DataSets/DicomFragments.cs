using System.Collections.Immutable;

namespace Gantry.Dicom;

/// <summary>Encapsulated pixel data: a Basic Offset Table and the fragments (PS3.5 §A.4).</summary>
public sealed class DicomFragments : DicomElement
{
    /// <summary>Encapsulated pixel data of its parts.</summary>
    /// <param name="tag">The tag, usually (7FE0,0010).</param>
    /// <param name="vr">The VR, usually OB.</param>
    /// <param name="offsetTable">The value of the first item: 32-bit little endian offsets, or empty.</param>
    /// <param name="fragments">The values of the items that follow.</param>
    public DicomFragments(Tag tag, Vr vr, ReadOnlyMemory<byte> offsetTable, ImmutableArray<ReadOnlyMemory<byte>> fragments) : base(tag, vr, hasOtherForm: false)
    {
        OffsetTable = offsetTable;
        Fragments = fragments.IsDefault ? [] : fragments;
    }

    /// <summary>The Basic Offset Table's bytes; empty where the writer left it out.</summary>
    public ReadOnlyMemory<byte> OffsetTable { get; }

    /// <summary>The fragments, in order, padding included.</summary>
    public ImmutableArray<ReadOnlyMemory<byte>> Fragments { get; }

    /// <inheritdoc/>
    public override bool IsEmpty => Fragments.IsEmpty && OffsetTable.IsEmpty;

    private protected override DicomElement WithOtherTag(Tag tag) => new DicomFragments(tag, Vr, OffsetTable, Fragments);
}
