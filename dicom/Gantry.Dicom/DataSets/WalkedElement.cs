namespace Gantry.Dicom;

/// <summary>What <see cref="DicomDataSet.Walk"/> comes to: a data element, or an item of a sequence or of encapsulated pixel data (PS3.5 §7.1, §7.5, §A.4).</summary>
/// <param name="Tag">The tag; (FFFE,E000) of an item.</param>
/// <param name="Vr">The VR as <see cref="DicomElement.Vr"/> has it; <c>default</c> of an item.</param>
/// <param name="Depth">How many items it is in; an item counts itself.</param>
/// <param name="Value">
/// The value field, padding included; of an item of encapsulated pixel data its bytes, the Basic Offset Table first. Empty for sequences, for their items and for
/// pixel data whose fragments follow.
/// </param>
/// <param name="IsBigEndian">True where binary values are in big endian order (PS3.5 §7.3).</param>
public readonly record struct WalkedElement(Tag Tag, Vr Vr, int Depth, ReadOnlyMemory<byte> Value, bool IsBigEndian)
{
    /// <summary>True for an item: of the sequence, or of the pixel data, that came before it one less deep.</summary>
    public bool IsItem => Tag == Tags.Item;

    /// <summary>True for a sequence; its items follow.</summary>
    public bool IsSequence { get; internal init; }

    /// <summary>True for encapsulated pixel data; its Basic Offset Table and fragments follow as items.</summary>
    public bool IsEncapsulated { get; internal init; }
}
