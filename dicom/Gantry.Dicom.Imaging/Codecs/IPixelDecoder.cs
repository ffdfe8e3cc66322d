namespace Gantry.Dicom.Imaging;

/// <summary>Decodes frames of some transfer syntaxes. Without state, and safe for concurrent use.</summary>
/// <remarks>
/// What it is given may be hostile: it reads no more than the bytes given, writes no more than the frame described, and ends in a time that these bound. Whoever implements it over
/// native code checks before the call that the bytes announce the frame described.
/// </remarks>
public interface IPixelDecoder
{
    /// <summary>The transfer syntaxes it decodes.</summary>
    IReadOnlyCollection<TransferSyntax> TransferSyntaxes { get; }

    /// <summary>Why it does not work here, in a sentence, for example that a library is missing; null where it does.</summary>
    string? WhyUnavailable => null;

    /// <summary>Decodes a frame.</summary>
    /// <param name="encoded">The frame as it is stored, padding included.</param>
    /// <param name="transferSyntax">One of <see cref="TransferSyntaxes"/>.</param>
    /// <param name="description">What the data set says that the frame is; checked.</param>
    /// <param name="frame">
    /// <see cref="PixelDescription.FrameBytes"/> zeros for the samples: little endian, those of a pixel together, single bits from the least significant.
    /// </param>
    /// <returns>What the samples in <paramref name="frame"/> are, where it is not as described: another photometric interpretation.</returns>
    /// <exception cref="PixelDataException">The bytes are damaged, or not the frame described.</exception>
    PixelDescription Decode(ReadOnlySpan<byte> encoded, TransferSyntax transferSyntax, PixelDescription description, Span<byte> frame);
}
