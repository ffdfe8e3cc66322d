namespace Gantry.Dicom;

/// <summary>A line of the canonical text that is still to be written, or a change of the path.</summary>
/// <param name="kind">Which of them.</param>
/// <param name="tag">The element.</param>
/// <param name="number">The bytes of a value or fragment, the items of a sequence, the fragments of pixel data.</param>
internal struct DigestEntry(DigestEntryKind kind, Tag tag, int number)
{
    public readonly DigestEntryKind Kind = kind;
    public readonly Tag Tag = tag;
    public int Number = number;
}

internal enum DigestEntryKind : byte
{
    Value,
    Sequence,
    Item,
    EndOfSequence,
    Fragments,
    Fragment,
}
