namespace Gantry.Dicom.Imaging;

/// <summary>A frame that was decoded.</summary>
/// <param name="Description">What the samples are.</param>
/// <param name="Samples"><see cref="PixelDescription.FrameBytes"/> bytes: little endian, those of a pixel together, single bits from the least significant.</param>
public sealed record DecodedFrame(PixelDescription Description, ReadOnlyMemory<byte> Samples);
