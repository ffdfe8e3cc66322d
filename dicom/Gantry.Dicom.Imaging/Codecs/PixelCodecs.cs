using System.Buffers;

namespace Gantry.Dicom.Imaging;

/// <summary>Who decodes and encodes which transfer syntax. Immutable.</summary>
/// <remarks>Whatever a codec throws is a <see cref="PixelDataException"/> to whom has it from here.</remarks>
public sealed class PixelCodecs
{
    private readonly Dictionary<string, IPixelDecoder> _decoders;
    private readonly Dictionary<string, IPixelEncoder> _encoders;

    /// <summary>Codecs; of several for a transfer syntax the first that works here. Native pixel data are always decoded and encoded.</summary>
    public PixelCodecs(IEnumerable<IPixelDecoder> decoders, IEnumerable<IPixelEncoder> encoders)
    {
        _decoders = ByTransferSyntax(decoders.Append(new NativeCodec()).Select(one => (IPixelDecoder)new GuardedDecoder(one)), one => one.TransferSyntaxes, one => one.WhyUnavailable);
        _encoders = ByTransferSyntax(encoders.Append(new NativeCodec()).Select(one => (IPixelEncoder)new GuardedEncoder(one)), one => one.TransferSyntaxes, one => one.WhyUnavailable);
    }

    /// <summary>The codecs that this library has itself: native, RLE Lossless, Deflated Image Frame Compression, JPEG, JPEG lossless, JPEG-LS, and JPEG 2000 where OpenJPEG is installed.</summary>
    public static PixelCodecs BuiltIn { get; } = new(
        [new RleCodec(), new DeflatedFrameCodec(), new JpegLosslessCodec(), new JpegLsCodec(), new JpegCodec(), new Jpeg2000Codec()],
        [new RleCodec(), new DeflatedFrameCodec(), new JpegLosslessCodec(), new JpegLsCodec(), new JpegCodec(), new Jpeg2000Codec()]);

    /// <summary>The transfer syntaxes that can be decoded.</summary>
    public IEnumerable<TransferSyntax> Decoded => _decoders.Values.Where(one => one.WhyUnavailable is null).SelectMany(one => one.TransferSyntaxes).Distinct();

    /// <summary>The transfer syntaxes that can be encoded in.</summary>
    public IEnumerable<TransferSyntax> Encoded => _encoders.Values.Where(one => one.WhyUnavailable is null).SelectMany(one => one.TransferSyntaxes).Distinct();

    /// <summary>Decodes a frame.</summary>
    /// <param name="encoded">The frame as it is stored, padding included.</param>
    /// <param name="transferSyntax">How it is encoded.</param>
    /// <param name="description">What the data set says that it is.</param>
    /// <exception cref="PixelDataException">The frame is damaged, or nobody decodes its transfer syntax.</exception>
    public DecodedFrame Decode(ReadOnlySpan<byte> encoded, TransferSyntax transferSyntax, PixelDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        return Decode(encoded, transferSyntax, description, new FrameBuffer());
    }

    /// <summary>The same in memory that is used again.</summary>
    internal DecodedFrame Decode(ReadOnlySpan<byte> encoded, TransferSyntax transferSyntax, PixelDescription description, FrameBuffer buffer)
    {
        var decoder = DecoderOf(transferSyntax);
        var samples = buffer.Take(description.Checked().FrameBytes);
        samples.Span.Clear();
        var decoded = decoder.Decode(encoded, transferSyntax, description, samples.Span);
        return new DecodedFrame(decoded with { IsPlanar = false }, samples);
    }

    /// <summary>Who decodes a transfer syntax.</summary>
    /// <exception cref="PixelDataException">Nobody does.</exception>
    public IPixelDecoder DecoderOf(TransferSyntax transferSyntax) => Find(_decoders, transferSyntax, one => one.WhyUnavailable, "decoded");

    /// <summary>Who encodes in a transfer syntax.</summary>
    /// <exception cref="PixelDataException">Nobody does.</exception>
    public IPixelEncoder EncoderOf(TransferSyntax transferSyntax) => Find(_encoders, transferSyntax, one => one.WhyUnavailable, "encoded");

    /// <summary>Encodes a frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="transferSyntax">How it is to be encoded.</param>
    /// <param name="options">Where the transfer syntax leaves a choice.</param>
    /// <param name="output">Where to.</param>
    /// <returns>The description that the data set has to have.</returns>
    /// <exception cref="PixelDataException">Such a frame cannot be in this transfer syntax, or nobody encodes in it.</exception>
    public PixelDescription Encode(DecodedFrame frame, TransferSyntax transferSyntax, PixelEncodingOptions options, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var encoder = EncoderOf(transferSyntax);
        var described = encoder.Describe(transferSyntax, frame.Description);
        encoder.Encode(frame.Samples.Span, transferSyntax, frame.Description, options, output);
        return described;
    }

    // Whether one works is asked only where there is a choice: of a native library that means to load it.
    private static Dictionary<string, T> ByTransferSyntax<T>(IEnumerable<T> codecs, Func<T, IReadOnlyCollection<TransferSyntax>> syntaxes, Func<T, string?> whyUnavailable) where T : class
    {
        var chosen = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var codec in codecs)
        {
            foreach (var syntax in syntaxes(codec))
            {
                if (!chosen.TryAdd(syntax.Uid.Value, codec) && whyUnavailable(chosen[syntax.Uid.Value]) is not null && whyUnavailable(codec) is null)
                {
                    chosen[syntax.Uid.Value] = codec;
                }
            }
        }

        return chosen;
    }

    private static T Find<T>(Dictionary<string, T> codecs, TransferSyntax transferSyntax, Func<T, string?> whyUnavailable, string action)
    {
        if (!codecs.TryGetValue(transferSyntax.Uid.Value, out var codec))
        {
            throw new PixelDataException($"Pixel data are not {action} here in transfer syntax {transferSyntax} ({DicomUidRegistry.GetName(transferSyntax.Uid)}).");
        }

        return whyUnavailable(codec) is { } why ? throw new PixelDataException(why) : codec;
    }
}
