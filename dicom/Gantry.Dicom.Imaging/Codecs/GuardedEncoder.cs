using System.Buffers;

namespace Gantry.Dicom.Imaging;

/// <summary>An encoder of whom nobody knows how it fails: whatever it throws becomes a <see cref="PixelDataException"/> that names it, so that it costs an instance and no more.</summary>
internal sealed class GuardedEncoder(IPixelEncoder encoder) : IPixelEncoder
{
    public IReadOnlyCollection<TransferSyntax> TransferSyntaxes { get; } = CodecFailure.TransferSyntaxes(() => encoder.TransferSyntaxes);

    public string? WhyUnavailable => CodecFailure.WhyUnavailable(encoder, () => encoder.WhyUnavailable);

    public PixelDescription Describe(TransferSyntax transferSyntax, PixelDescription description)
    {
        try
        {
            return encoder.Describe(transferSyntax, description) ?? throw CodecFailure.Of(encoder, "it does not describe what it encodes");
        }
        catch (Exception fault) when (fault is not PixelDataException)
        {
            throw CodecFailure.Of(encoder, fault);
        }
    }

    public void Encode(ReadOnlySpan<byte> frame, TransferSyntax transferSyntax, PixelDescription description, PixelEncodingOptions options, IBufferWriter<byte> output)
    {
        options.Check();
        try
        {
            encoder.Encode(frame, transferSyntax, description, options, output);
        }
        catch (Exception fault) when (fault is not PixelDataException)
        {
            throw CodecFailure.Of(encoder, fault);
        }
    }
}
