namespace Gantry.Dicom;

/// <summary>An element that was read over because its value is longer than <see cref="DataSetReaderOptions.MaximumValueBytes"/>.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Vr">The VR.</param>
/// <param name="Depth">0 in the data set itself, 1 in an item of its sequences, and so on.</param>
/// <param name="Offset">Where the element begins, in bytes from the start of the data set, inflated where it is deflated.</param>
/// <param name="Length">The bytes of its value; of encapsulated pixel data those of all fragments.</param>
/// <param name="ValueOffset">Where its value field begins, as <paramref name="Offset"/>.</param>
/// <param name="ValueLength">The bytes of its value field; of encapsulated pixel data the headers of the items and the delimiter count.</param>
public readonly record struct SkippedElement(Tag Tag, Vr Vr, int Depth, long Offset, long Length, long ValueOffset, long ValueLength);
