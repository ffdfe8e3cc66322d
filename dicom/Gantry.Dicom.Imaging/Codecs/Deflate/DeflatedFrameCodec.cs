using System.Buffers;
using System.IO.Compression;

namespace Gantry.Dicom.Imaging;

/// <summary>Deflated Image Frame Compression: each frame deflated by itself (PS3.5 §A.4.13, RFC 1951).</summary>
internal sealed class DeflatedFrameCodec : IPixelDecoder, IPixelEncoder
{
    public IReadOnlyCollection<TransferSyntax> TransferSyntaxes { get; } = [new(Uids.DeflatedImageFrameCompression)];

    public PixelDescription Decode(ReadOnlySpan<byte> encoded, TransferSyntax transferSyntax, PixelDescription description, Span<byte> frame)
    {
        try
        {
            using var source = new MemoryStream(encoded.ToArray(), writable: false);
            using var inflated = new DeflateStream(source, CompressionMode.Decompress);
            inflated.ReadExactly(frame);
        }
        catch (Exception fault) when (fault is EndOfStreamException or InvalidDataException)
        {
            throw new PixelDataException("A deflated frame is damaged or too short.", fault);
        }

        if (description is { IsPlanar: true, SamplesPerPixel: > 1, BitsAllocated: > 1 })
        {
            SampleOrder.Interleave(frame.ToArray(), description, frame);
        }

        return description;
    }

    public PixelDescription Describe(TransferSyntax transferSyntax, PixelDescription description) => description with { IsPlanar = false };

    public void Encode(ReadOnlySpan<byte> frame, TransferSyntax transferSyntax, PixelDescription description, PixelEncodingOptions options, IBufferWriter<byte> output)
    {
        using var deflated = new MemoryStream();
        using (var deflating = new DeflateStream(deflated, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflating.Write(frame);
        }

        output.Write(deflated.GetBuffer().AsSpan(0, (int)deflated.Length));
    }
}
