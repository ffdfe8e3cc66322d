using System.Buffers;
using JpegLibrary;

namespace Gantry.Dicom.Imaging;

/// <summary>Lossy JPEG: baseline, extended with 12 bits, progressive (processes 1, 2 and 4, 10 and 12 of ITU-T T.81); it encodes baseline.</summary>
internal sealed class JpegCodec : IPixelDecoder, IPixelEncoder
{
    private static readonly TransferSyntax Baseline = new(Uids.JPEGBaseline8Bit);

    IReadOnlyCollection<TransferSyntax> IPixelDecoder.TransferSyntaxes { get; } = [Baseline, new(Uids.JPEGExtended12Bit), new(Uids.JPEGFullProgressionNonHierarchical1012)];

    IReadOnlyCollection<TransferSyntax> IPixelEncoder.TransferSyntaxes { get; } = [Baseline];

    string? IPixelDecoder.WhyUnavailable => null;

    string? IPixelEncoder.WhyUnavailable => null;

    public PixelDescription Decode(ReadOnlySpan<byte> encoded, TransferSyntax transferSyntax, PixelDescription description, Span<byte> frame)
    {
        if (description.BitsAllocated is not (8 or 16))
        {
            throw new PixelDataException($"JPEG has samples of 8 or 12 bits, in cells of 8 or 16, not of {description.BitsAllocated}.");
        }

        var stream = JpegStream.Read(encoded, description);
        var samples = new byte[frame.Length];
        try
        {
            var decoder = new JpegDecoder();
            decoder.SetInput(encoded.ToArray());
            decoder.Identify();
            decoder.SetOutputWriter(new BlockWriter(samples, description, stream.Header.Precision));
            decoder.Decode();
        }
        catch (Exception fault) when (IsOfDamagedStream(fault))
        {
            throw new PixelDataException("A JPEG frame is damaged.", fault);
        }

        samples.CopyTo(frame);
        if (description.SamplesPerPixel != 3)
        {
            return description;
        }

        if (description.BitsAllocated == 8)
        {
            ChrominanceSmoothing.Apply(frame, description.Rows, description.Columns, stream.Header);
        }

        // Where Adobe's segment is silent the data set is right: so do others.
        var isYbr = stream.IsYbr ?? description.PhotometricInterpretation != PhotometricInterpretation.Rgb;
        if (isYbr && description.BitsAllocated == 8)
        {
            YbrColor.ToRgb(frame);
        }

        return description with { PhotometricInterpretation = isYbr && description.BitsAllocated != 8 ? PhotometricInterpretation.YbrFull : PhotometricInterpretation.Rgb };
    }

    public PixelDescription Describe(TransferSyntax transferSyntax, PixelDescription description)
    {
        var isColor = description.SamplesPerPixel == 3;
        var isPossible = description is { BitsAllocated: 8, IsSigned: false } && (isColor
            ? description.PhotometricInterpretation == PhotometricInterpretation.Rgb || description.PhotometricInterpretation == PhotometricInterpretation.YbrFull
            : description.SamplesPerPixel == 1 && description.PhotometricInterpretation.IsMonochrome);
        return isPossible
            ? description with { IsPlanar = false, PhotometricInterpretation = isColor ? PhotometricInterpretation.YbrFull422 : description.PhotometricInterpretation }
            : throw new PixelDataException("JPEG baseline has unsigned samples of 8 bits, grey or of three colours; the pixels are others.");
    }

    public void Encode(ReadOnlySpan<byte> frame, TransferSyntax transferSyntax, PixelDescription description, PixelEncodingOptions options, IBufferWriter<byte> output)
    {
        var samples = frame.ToArray();
        if (description.PhotometricInterpretation == PhotometricInterpretation.Rgb)
        {
            YbrColor.FromRgb(samples);
        }

        JpegBaseline.Encode(samples, description, options.Quality, output);
    }

    // What the library throws of bytes that are no JPEG: it says so of most, and stumbles over some.
    private static bool IsOfDamagedStream(Exception fault) =>
        fault is InvalidDataException or InvalidOperationException or ArgumentException or IndexOutOfRangeException or NotSupportedException or NullReferenceException or ArithmeticException or InvalidCastException;
}
