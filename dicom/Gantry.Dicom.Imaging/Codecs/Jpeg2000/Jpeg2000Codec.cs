using System.Buffers;

namespace Gantry.Dicom.Imaging;

/// <summary>JPEG 2000 (ITU-T T.800), decoded and encoded by OpenJPEG; with its version 2.5 or later it decodes High-Throughput JPEG 2000 (T.814), too, which it does not encode.</summary>
internal sealed class Jpeg2000Codec : IPixelDecoder, IPixelEncoder
{
    private static readonly Version WithHighThroughput = new(2, 5);
    private static readonly TransferSyntax[] Encoded = [new(Uids.JPEG2000Lossless), new(Uids.JPEG2000)];
    private static readonly TransferSyntax[] HighThroughput = [new(Uids.HTJ2KLossless), new(Uids.HTJ2KLosslessRPCL), new(Uids.HTJ2K)];

    IReadOnlyCollection<TransferSyntax> IPixelDecoder.TransferSyntaxes { get; } = [.. Encoded, .. HighThroughput];

    IReadOnlyCollection<TransferSyntax> IPixelEncoder.TransferSyntaxes => Encoded;

    string? IPixelDecoder.WhyUnavailable => OpenJpeg.WhyUnavailable;

    string? IPixelEncoder.WhyUnavailable => OpenJpeg.WhyUnavailable;

    public PixelDescription Decode(ReadOnlySpan<byte> encoded, TransferSyntax transferSyntax, PixelDescription description, Span<byte> frame)
    {
        if (HighThroughput.Contains(transferSyntax) && OpenJpeg.Version < WithHighThroughput)
        {
            throw new PixelDataException($"High-Throughput JPEG 2000 needs libopenjp2 2.5 or later; here is {OpenJpeg.Version}.");
        }

        if (description.BitsAllocated is not (1 or 8 or 16 or 32))
        {
            throw new PixelDataException($"JPEG 2000 has samples of up to 32 bits, not of {description.BitsAllocated}.");
        }

        var codestream = Jpeg2000Header.FindCodestream(encoded);
        Jpeg2000Header.CheckIs(codestream, description);
        Jpeg2000Decoder.Decode(codestream, description, frame);

        // The components' transformation belongs to the codestream, and is undone.
        return description.PhotometricInterpretation == PhotometricInterpretation.YbrRct || description.PhotometricInterpretation == PhotometricInterpretation.YbrIct
            ? description with { PhotometricInterpretation = PhotometricInterpretation.Rgb }
            : description;
    }

    public PixelDescription Describe(TransferSyntax transferSyntax, PixelDescription description)
    {
        if (description.BitsAllocated is not (8 or 16))
        {
            throw new PixelDataException($"JPEG 2000 is encoded of samples of 8 or 16 bits, not of {description.BitsAllocated}.");
        }

        var isLossy = IsLossy(transferSyntax);
        if (isLossy && description.PhotometricInterpretation == PhotometricInterpretation.PaletteColor)
        {
            throw new PixelDataException("Lossy JPEG 2000 does not keep indexes into a palette: errors would make other colours of them.");
        }

        return description with
        {
            IsPlanar = false,
            PhotometricInterpretation = description.PhotometricInterpretation != PhotometricInterpretation.Rgb ? description.PhotometricInterpretation
                : isLossy ? PhotometricInterpretation.YbrIct : PhotometricInterpretation.YbrRct,
        };
    }

    public void Encode(ReadOnlySpan<byte> frame, TransferSyntax transferSyntax, PixelDescription description, PixelEncodingOptions options, IBufferWriter<byte> output) =>
        Jpeg2000Encoder.Encode(frame, description, IsLossy(transferSyntax) ? options.CompressionRatio : null, output);

    private static bool IsLossy(TransferSyntax transferSyntax) => transferSyntax.Uid == Uids.JPEG2000;
}
