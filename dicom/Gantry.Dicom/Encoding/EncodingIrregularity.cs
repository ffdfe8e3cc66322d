namespace Gantry.Dicom;

/// <summary>Something that the standard does not allow and that was read all the same.</summary>
/// <param name="Kind">What.</param>
/// <param name="Tag">The element.</param>
/// <param name="Depth">0 in the data set itself, 1 in an item of its sequences, and so on.</param>
/// <param name="Offset">Where the element begins, in bytes from the start of the data set, inflated where it is deflated.</param>
public readonly record struct EncodingIrregularity(EncodingIrregularityKind Kind, Tag Tag, int Depth, long Offset);
