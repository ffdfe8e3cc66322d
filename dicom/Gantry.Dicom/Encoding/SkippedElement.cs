namespace Gantry.Dicom;

/// <summary>An element that was read over because its value is longer than <see cref="DataSetReaderOptions.MaximumValueBytes"/>.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Vr">The VR.</param>
/// <param name="Depth">0 in the data set itself, 1 in an item of its sequences, and so on.</param>
/// <param name="Offset">Where the element begins, in bytes from the start of the data set.</param>
/// <param name="Length">The bytes of its value; of encapsulated pixel data those of all fragments.</param>
public readonly record struct SkippedElement(Tag Tag, Vr Vr, int Depth, long Offset, long Length);
