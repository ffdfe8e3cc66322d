using System.Buffers;
using System.Globalization;

namespace Gantry.Dicom.Imaging;

/// <summary>Native pixel data (PS3.5 §8.1), those that are encapsulated all the same too (§A.4.11): in the order of samples that is described, and with all chrominances.</summary>
internal sealed class NativeCodec : IPixelDecoder, IPixelEncoder
{
    public IReadOnlyCollection<TransferSyntax> TransferSyntaxes { get; } =
    [
        TransferSyntax.ExplicitVRLittleEndian, TransferSyntax.ImplicitVRLittleEndian, TransferSyntax.DeflatedExplicitVRLittleEndian, TransferSyntax.ExplicitVRBigEndian,
        new(Uids.EncapsulatedUncompressedExplicitVRLittleEndian),
    ];

    public PixelDescription Decode(ReadOnlySpan<byte> encoded, TransferSyntax transferSyntax, PixelDescription description, Span<byte> frame)
    {
        encoded = transferSyntax.IsEncapsulated && encoded.Length % 2 == 0 && encoded.Length == frame.Length + 1 ? encoded[..^1] : encoded; // fragments are of even length
        if (description.PhotometricInterpretation == PhotometricInterpretation.YbrFull422 && description is { SamplesPerPixel: 3, BitsAllocated: 8 })
        {
            if (encoded.Length == description.PixelsPerFrame * 2)
            {
                RepeatChrominances(encoded, frame);
                return description with { PhotometricInterpretation = PhotometricInterpretation.YbrFull };
            }

            description = description with { PhotometricInterpretation = PhotometricInterpretation.YbrFull };
        }

        if (encoded.Length != frame.Length)
        {
            throw new PixelDataException(string.Create(CultureInfo.InvariantCulture, $"A native frame has {encoded.Length} bytes, not {frame.Length}."));
        }

        if (description is { IsPlanar: true, SamplesPerPixel: > 1, BitsAllocated: > 1 })
        {
            SampleOrder.Interleave(encoded, description, frame);
        }
        else
        {
            encoded.CopyTo(frame);
        }

        return description;
    }

    public PixelDescription Describe(TransferSyntax transferSyntax, PixelDescription description) => description with { IsPlanar = false };

    public void Encode(ReadOnlySpan<byte> frame, TransferSyntax transferSyntax, PixelDescription description, PixelEncodingOptions options, IBufferWriter<byte> output) => output.Write(frame);

    // Y1 Y2 Cb Cr for two pixels of a row (PS3.3 §C.7.6.3.1.2).
    private static void RepeatChrominances(ReadOnlySpan<byte> encoded, Span<byte> frame)
    {
        for (int from = 0, to = 0; from + 4 <= encoded.Length; from += 4, to += 6)
        {
            (frame[to], frame[to + 1], frame[to + 2]) = (encoded[from], encoded[from + 2], encoded[from + 3]);
            (frame[to + 3], frame[to + 4], frame[to + 5]) = (encoded[from + 1], encoded[from + 2], encoded[from + 3]);
        }
    }
}
