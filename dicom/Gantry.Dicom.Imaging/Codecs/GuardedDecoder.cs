namespace Gantry.Dicom.Imaging;

/// <summary>A decoder of whom nobody knows how it fails: whatever it throws becomes a <see cref="PixelDataException"/> that names it, so that it costs a frame and no more.</summary>
internal sealed class GuardedDecoder(IPixelDecoder decoder) : IPixelDecoder
{
    public IReadOnlyCollection<TransferSyntax> TransferSyntaxes { get; } = CodecFailure.TransferSyntaxes(() => decoder.TransferSyntaxes);

    public string? WhyUnavailable => CodecFailure.WhyUnavailable(decoder, () => decoder.WhyUnavailable);

    public PixelDescription Decode(ReadOnlySpan<byte> encoded, TransferSyntax transferSyntax, PixelDescription description, Span<byte> frame)
    {
        try
        {
            var decoded = decoder.Decode(encoded, transferSyntax, description, frame);
            return decoded?.FrameBytes == frame.Length ? decoded : throw CodecFailure.Of(decoder, "it describes another frame than it was given");
        }
        catch (Exception fault) when (fault is not PixelDataException)
        {
            throw CodecFailure.Of(decoder, fault);
        }
    }
}
