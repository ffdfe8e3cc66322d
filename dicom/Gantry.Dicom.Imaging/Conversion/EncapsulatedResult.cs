using System.Buffers;
using System.Buffers.Binary;

namespace Gantry.Dicom.Imaging;

/// <summary>An instance whose pixel data become compressed: a fragment for each frame, and an offset table.</summary>
internal static class EncapsulatedResult
{
    public static void Write(PixelData pixels, FileStream output, string path, TransferSyntax to, PixelConversionOptions options, CancellationToken cancellationToken)
    {
        if (pixels.Description.IsFloatingPoint)
        {
            throw new PixelDataException("Floating-point pixel data are native always: no transfer syntax compresses them.");
        }

        var encoder = options.Codecs.EncoderOf(to);
        var first = pixels.Decode(1, options.Codecs);
        var described = encoder.Describe(to, first.Description);
        using var spool = new FileStream(path + ".frames", new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose,
            BufferSize = 1 << 16,
        });
        var lengths = Encode(pixels, spool, encoder, to, first, options, cancellationToken);

        var builder = ResultDataSet.Describe(pixels, described);
        if (LossyCompression.Method(to) is { } method)
        {
            var nativeBytes = (double)first.Samples.Length * lengths.Count;
            ResultDataSet.DeriveLossy(builder, pixels, method, nativeBytes / Math.Max(lengths.Sum(length => (long)length), 1), options.KeepsSopInstance);
        }

        var hasBasicTable = AddOffsets(builder, lengths);
        var dataSet = builder.Build();
        NativeResult.WriteMeta(ResultDataSet.FileMeta(dataSet, to), output);
        ResultDataSet.Write(dataSet, Tags.PixelData, isBehind: false, to, output);
        PixelElementHeader.Write(Tags.PixelData, described, PixelElementHeader.Undefined, to, output);
        WriteItems(lengths, hasBasicTable, spool, output);
        ResultDataSet.Write(dataSet, Tags.PixelData, isBehind: true, to, output);
    }

    private static List<int> Encode(
        PixelData pixels, FileStream spool, IPixelEncoder encoder, TransferSyntax to, DecodedFrame first, PixelConversionOptions options, CancellationToken cancellationToken)
    {
        var lengths = new List<int>(pixels.Description.NumberOfFrames);
        FrameConversion.Run(
            pixels, first, options,
            (frame, made) =>
            {
                if (frame.Description != first.Description)
                {
                    throw new PixelDataException("The frames are not all of one kind, so one description cannot be true of them.");
                }

                encoder.Encode(frame.Samples.Span, to, frame.Description, options.Encoding, made);
                if (made.WrittenCount % 2 != 0)
                {
                    made.Put(0);
                }

                return made.WrittenMemory;
            },
            frame =>
            {
                spool.Write(frame.Span);
                lengths.Add(frame.Length);
            },
            cancellationToken);
        return lengths;
    }

    /// <summary>Beyond 4 GiB only the extended table can say where frames begin, and then the basic one is empty (PS3.3 §C.7.6.3.1.8).</summary>
    private static bool AddOffsets(DicomDataSetBuilder builder, List<int> lengths)
    {
        var total = lengths.Sum(length => (long)length + Fragment.HeaderBytes);
        if (total <= uint.MaxValue)
        {
            return true;
        }

        var (offsets, sizes) = (new byte[8 * lengths.Count], new byte[8 * lengths.Count]);
        long offset = 0;
        for (var frame = 0; frame < lengths.Count; frame++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(offsets.AsSpan(8 * frame), offset);
            BinaryPrimitives.WriteInt64LittleEndian(sizes.AsSpan(8 * frame), lengths[frame]);
            offset += lengths[frame] + Fragment.HeaderBytes;
        }

        builder.Set(Tags.ExtendedOffsetTable, offsets, Vr.OV).Set(Tags.ExtendedOffsetTableLengths, sizes, Vr.OV);
        return false;
    }

    private static void WriteItems(List<int> lengths, bool hasBasicTable, FileStream spool, FileStream output)
    {
        PixelElementHeader.WriteItem(Tags.Item, hasBasicTable ? (uint)(4 * lengths.Count) : 0, output);
        Span<byte> entry = stackalloc byte[4];
        long offset = 0;
        for (var frame = 0; hasBasicTable && frame < lengths.Count; frame++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(entry, (uint)offset);
            output.Write(entry);
            offset += lengths[frame] + Fragment.HeaderBytes;
        }

        spool.Position = 0;
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        foreach (var length in lengths)
        {
            PixelElementHeader.WriteItem(Tags.Item, (uint)length, output);
            for (var left = length; left > 0;)
            {
                var count = Math.Min(left, buffer.Length);
                spool.ReadExactly(buffer, 0, count);
                output.Write(buffer, 0, count);
                left -= count;
            }
        }

        ArrayPool<byte>.Shared.Return(buffer);
        PixelElementHeader.WriteItem(Tags.SequenceDelimitationItem, 0, output);
    }
}
