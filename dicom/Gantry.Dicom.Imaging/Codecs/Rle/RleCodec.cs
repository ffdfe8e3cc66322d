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

        if (segments == 1)
        {
            PackBits.Decode(Segment(encoded, 0, 1), frame);
            return description;
        }

        var count = (int)description.PixelsPerFrame;
        var planes = ArrayPool<byte>.Shared.Rent(2 * count);
        try
        {
            Decode(encoded, description, planes.AsSpan(0, count), planes.AsSpan(count, count), frame);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(planes);
        }

        return description;
    }

    // The second byte of a pixel has a plane of its own beside that of the first, where there are two.
    private static void Decode(ReadOnlySpan<byte> encoded, PixelDescription description, Span<byte> plane, Span<byte> other, Span<byte> frame)
    {
        var segments = Segments(description);
        if (segments == 2 && description.SampleBytes == 2)
        {
            PackBits.Decode(Segment(encoded, 0, segments), other);
            PackBits.Decode(Segment(encoded, 1, segments), plane);
            BytePlanes.PutBoth(plane, other, frame);
            return;
        }

        for (var segment = 0; segment < segments; segment++)
        {
            PackBits.Decode(Segment(encoded, segment, segments), plane);
            BytePlanes.Put(plane, PlaneOffset(description, segment), segments, frame);
        }
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
        var plane = ArrayPool<byte>.Shared.Rent(frame.Length / segments);
        for (var segment = 0; segment < segments; segment++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(header[(4 + (4 * segment))..], HeaderBytes + encoded.WrittenCount);
            BytePlanes.Take(frame, PlaneOffset(description, segment), segments, plane.AsSpan(0, frame.Length / segments));
            PackBits.Encode(plane.AsSpan(0, frame.Length / segments), columns, encoded);
            if ((encoded.WrittenCount & 1) != 0)
            {
                encoded.Put(0);
            }
        }

        ArrayPool<byte>.Shared.Return(plane);

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
