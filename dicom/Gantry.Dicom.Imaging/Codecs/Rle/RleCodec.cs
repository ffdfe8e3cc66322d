using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;

namespace Gantry.Dicom.Imaging;

/// <summary>RLE Lossless (PS3.5 Annex G): a plane for each byte of each sample, the most significant first, each in runs.</summary>
internal sealed class RleCodec : IPixelDecoder, IPixelEncoder
{
    private const int MaximumSegments = 15;
    private const int HeaderBytes = 4 + (4 * MaximumSegments);

    public IReadOnlyCollection<TransferSyntax> TransferSyntaxes { get; } = [new(Uids.RLELossless)];

    public PixelDescription Decode(ReadOnlySpan<byte> encoded, TransferSyntax transferSyntax, PixelDescription description, Span<byte> frame)
    {
        var segments = Segments(description);
        if (encoded.Length < HeaderBytes || BinaryPrimitives.ReadUInt32LittleEndian(encoded) != segments)
        {
            throw new PixelDataException(string.Create(CultureInfo.InvariantCulture, $"An RLE frame does not begin with a header of {segments} segments."));
        }

        for (var segment = 0; segment < segments; segment++)
        {
            PackBits.Decode(Segment(encoded, segment, segments), frame[PlaneOffset(description, segment)..], segments);
        }

        return description;
    }

    public PixelDescription Describe(TransferSyntax transferSyntax, PixelDescription description)
    {
        if (Segments(description) > MaximumSegments)
        {
            throw new PixelDataException(string.Create(CultureInfo.InvariantCulture, $"RLE Lossless has no room for {Segments(description)} bytes a pixel."));
        }

        return description with { IsPlanar = false };
    }

    public void Encode(ReadOnlySpan<byte> frame, TransferSyntax transferSyntax, PixelDescription description, PixelEncodingOptions options, IBufferWriter<byte> output)
    {
        var segments = Segments(description);
        var encoded = new ArrayBufferWriter<byte>((frame.Length / 2) + 1024);
        Span<byte> header = stackalloc byte[HeaderBytes];
        header.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(header, segments);

        // Rows are coded separately (PS3.5 §G.3.1); rows of single bits do not end with a byte, so they are one.
        var columns = description.BitsAllocated == 1 ? frame.Length : description.Columns;
        for (var segment = 0; segment < segments; segment++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(header[(4 + (4 * segment))..], HeaderBytes + encoded.WrittenCount);
            PackBits.Encode(frame[PlaneOffset(description, segment)..], segments, columns, encoded);
            if ((encoded.WrittenCount & 1) != 0)
            {
                encoded.Put(0);
            }
        }

        output.Write(header);
        output.Write(encoded.WrittenSpan);
    }

    private static int Segments(PixelDescription description) => description.BitsAllocated == 1 ? 1 : description.SamplesPerPixel * description.SampleBytes;

    private static int PlaneOffset(PixelDescription description, int segment)
    {
        var size = Math.Max(description.SampleBytes, 1);
        return ((segment / size) * size) + (size - 1) - (segment % size);
    }

    private static ReadOnlySpan<byte> Segment(ReadOnlySpan<byte> encoded, int segment, int segments)
    {
        var start = BinaryPrimitives.ReadUInt32LittleEndian(encoded[(4 + (4 * segment))..]);
        var end = segment + 1 < segments ? BinaryPrimitives.ReadUInt32LittleEndian(encoded[(8 + (4 * segment))..]) : (uint)encoded.Length;
        return start >= HeaderBytes && start <= end && end <= encoded.Length
            ? encoded[(int)start..(int)end]
            : throw new PixelDataException(string.Create(CultureInfo.InvariantCulture, $"Segment {segment + 1} of an RLE frame is not within the frame."));
    }
}
