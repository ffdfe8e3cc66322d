using System.Collections.Immutable;

namespace Gantry.Dicom;

/// <summary>A sequence of items, each a data set (PS3.5 §7.5).</summary>
public sealed class DicomSequence : DicomElement
{
    /// <summary>A sequence of its items.</summary>
    public DicomSequence(Tag tag, ImmutableArray<DicomDataSet> items) : this(tag, items, hasUndefinedLength: false)
    {
    }

    internal DicomSequence(Tag tag, ImmutableArray<DicomDataSet> items, bool hasUndefinedLength) : base(tag, Vr.SQ, hasUndefinedLength) => Items = items.IsDefault ? [] : items;

    /// <summary>The items, in order.</summary>
    public ImmutableArray<DicomDataSet> Items { get; }

    /// <summary>True where it was read and a delimiter ended it: it is written so again.</summary>
    internal bool HasUndefinedLength => HasOtherForm;

    /// <inheritdoc/>
    public override bool IsEmpty => Items.IsEmpty;

    private protected override DicomElement WithOtherTag(Tag tag) => new DicomSequence(tag, Items, HasUndefinedLength);
}
