using System.Buffers;

namespace Gantry.Dicom.Imaging;

/// <summary>Lossy JPEG: baseline, extended with 12 bits, progressive (processes 1, 2 and 4, 10 and 12 of ITU-T T.81); it encodes baseline.</summary>
internal sealed class JpegCodec : IPixelDecoder, IPixelEncoder
{
    private static readonly TransferSyntax Baseline = new(Uids.JPEGBaseline8Bit);

    IReadOnlyCollection<TransferSyntax> IPixelDecoder.TransferSyntaxes { get; } = [Baseline, new(Uids.JPEGExtended12Bit), new(Uids.JPEGSpectralSelectionNonHierarchical68), new(Uids.JPEGFullProgressionNonHierarchical1012)];

    IReadOnlyCollection<TransferSyntax> IPixelEncoder.TransferSyntaxes { get; } = [Baseline];

    string? IPixelDecoder.WhyUnavailable => null;

    string? IPixelEncoder.WhyUnavailable => null;

    public PixelDescription Decode(ReadOnlySpan<byte> encoded, TransferSyntax transferSyntax, PixelDescription description, Span<byte> frame)
    {
        if (description.BitsAllocated is not (8 or 16))
        {
            throw new PixelDataException($"JPEG has samples of 8 or 12 bits, in cells of 8 or 16, not of {description.BitsAllocated}.");
        }

        using var decoder = DctDecoder.Decode(encoded, description);
        for (var component = 0; component < decoder.Planes.Count; component++)
        {
            var upsampling = new Upsampling(decoder.Planes[component], decoder.Header, description.Columns);
            for (var row = 0; row < description.Rows; row++)
            {
                SampleRow.Store(upsampling.Row(row)[..description.Columns], description, row, component, shift: 0, frame);
            }
        }

        if (description.SamplesPerPixel != 3)
        {
            return description;
        }

        // Where Adobe's segment is silent the data set is right: so do others.
        var isYbr = decoder.IsYbr ?? description.PhotometricInterpretation != PhotometricInterpretation.Rgb;
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

    public void Encode(ReadOnlySpan<byte> frame, TransferSyntax transferSyntax, PixelDescription description, PixelEncodingOptions options, IBufferWriter<byte> output) =>
        JpegBaseline.Encode(frame, description, description.PhotometricInterpretation == PhotometricInterpretation.Rgb, options.Quality, output);
}
