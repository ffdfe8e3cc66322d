using System.Buffers;
using System.Composition;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;

namespace Gantry.Plugins.Codecs;

/// <summary>The codecs of Gantry's imaging library, for all plugins that need some. What a vendor's codec does comes before them.</summary>
[Export(typeof(IPixelDecoder)), Export(typeof(IPixelEncoder)), Shared]
public sealed class BuiltInCodecs : IPixelDecoder, IPixelEncoder
{
    IReadOnlyCollection<TransferSyntax> IPixelDecoder.TransferSyntaxes { get; } = Compressed(PixelCodecs.BuiltIn.Decoded);

    IReadOnlyCollection<TransferSyntax> IPixelEncoder.TransferSyntaxes { get; } = Compressed(PixelCodecs.BuiltIn.Encoded);

    // What does not work here is not among the transfer syntaxes.
    string? IPixelDecoder.WhyUnavailable => null;

    string? IPixelEncoder.WhyUnavailable => null;

    /// <inheritdoc/>
    public PixelDescription Decode(ReadOnlySpan<byte> encoded, TransferSyntax transferSyntax, PixelDescription description, Span<byte> frame) =>
        PixelCodecs.BuiltIn.DecoderOf(transferSyntax).Decode(encoded, transferSyntax, description, frame);

    /// <inheritdoc/>
    public PixelDescription Describe(TransferSyntax transferSyntax, PixelDescription description) =>
        PixelCodecs.BuiltIn.EncoderOf(transferSyntax).Describe(transferSyntax, description);

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<byte> frame, TransferSyntax transferSyntax, PixelDescription description, PixelEncodingOptions options, IBufferWriter<byte> output) =>
        PixelCodecs.BuiltIn.EncoderOf(transferSyntax).Encode(frame, transferSyntax, description, options, output);

    private static TransferSyntax[] Compressed(IEnumerable<TransferSyntax> transferSyntaxes) =>
        [.. transferSyntaxes.Where(syntax => syntax.IsEncapsulated).OrderBy(syntax => syntax.Uid.Value, StringComparer.Ordinal)];
}
