using System.Buffers;
using System.Buffers.Binary;

namespace Gantry.Dicom.Imaging;

/// <summary>JPEG lossless, non-hierarchical, Huffman coding (process 14, ITU-T T.81 Annex H), with any predictor or the first alone.</summary>
internal sealed class JpegLosslessCodec : IPixelDecoder, IPixelEncoder
{
    private const string Process = "JPEG lossless";

    public IReadOnlyCollection<TransferSyntax> TransferSyntaxes { get; } = [new(Uids.JPEGLossless), new(Uids.JPEGLosslessSV1)];

    public PixelDescription Decode(ReadOnlySpan<byte> encoded, TransferSyntax transferSyntax, PixelDescription description, Span<byte> frame)
    {
        JpegFrameHeader.CheckCells(description, Process);
        var segments = new JpegSegments(encoded);
        var tables = new DifferenceTable?[4];
        JpegFrameHeader? header = null;
        var (restartInterval, left) = (0, description.SamplesPerPixel);
        while (left > 0)
        {
            var marker = segments.Next(out var parameters);
            switch (marker)
            {
                case JpegMarker.DefineHuffmanTables:
                    ReadTables(parameters, tables);
                    break;
                case JpegMarker.StartOfFrameLossless:
                    header = JpegFrameHeader.ReadPredictive(parameters, description, Process);
                    break;
                case JpegMarker.DefineRestartInterval when parameters.Length >= 2:
                    restartInterval = BinaryPrimitives.ReadUInt16BigEndian(parameters);
                    break;
                case JpegMarker.StartOfScan:
                    var scan = new LosslessScan(parameters, header ?? throw new PixelDataException("A JPEG frame has a scan before its header."), tables);
                    segments.Position += scan.Decode(segments.Rest, header, description, restartInterval, frame);
                    left -= parameters[0];
                    break;
                case JpegMarker.EndOfImage:
                    throw new PixelDataException("A JPEG frame ends before all its samples.");
                default:
                    Refuse(marker);
                    break;
            }
        }

        return description;
    }

    public PixelDescription Describe(TransferSyntax transferSyntax, PixelDescription description)
    {
        JpegFrameHeader.CheckCells(description, Process);
        return description with { IsPlanar = false };
    }

    public void Encode(ReadOnlySpan<byte> frame, TransferSyntax transferSyntax, PixelDescription description, PixelEncodingOptions options, IBufferWriter<byte> output) =>
        LosslessEncoder.Encode(frame, description, output);

    private static void ReadTables(ReadOnlySpan<byte> parameters, DifferenceTable?[] tables)
    {
        while (parameters.Length >= 17)
        {
            var counts = parameters.Slice(1, 16);
            var total = 0;
            foreach (var count in counts)
            {
                total += count;
            }

            if (parameters.Length < 17 + total)
            {
                throw new PixelDataException("A Huffman table of a JPEG frame is not whole.");
            }

            // Tables of the other class are for the coefficients of lossy processes.
            if (parameters[0] < 0x10)
            {
                tables[parameters[0] & 3] = new DifferenceTable(counts, parameters.Slice(17, total));
            }

            parameters = parameters[(17 + total)..];
        }
    }

    private static void Refuse(byte marker)
    {
        if (JpegMarker.IsStartOfFrame(marker))
        {
            throw new PixelDataException($"The frame is not of lossless JPEG: its header is {marker:X2}, not C3.");
        }
    }
}
