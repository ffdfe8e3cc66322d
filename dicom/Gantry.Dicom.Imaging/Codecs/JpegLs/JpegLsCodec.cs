using System.Buffers;
using System.Buffers.Binary;

namespace Gantry.Dicom.Imaging;

/// <summary>JPEG-LS, lossless and near-lossless (ITU-T T.87).</summary>
internal sealed class JpegLsCodec : IPixelDecoder, IPixelEncoder
{
    private const byte PresetParameters = 1;
    private const string Process = "JPEG-LS";

    public IReadOnlyCollection<TransferSyntax> TransferSyntaxes { get; } = [new(Uids.JPEGLSLossless), new(Uids.JPEGLSNearLossless)];

    public PixelDescription Decode(ReadOnlySpan<byte> encoded, TransferSyntax transferSyntax, PixelDescription description, Span<byte> frame)
    {
        JpegFrameHeader.CheckCells(description, Process);
        var segments = new JpegSegments(encoded);
        JpegFrameHeader? header = null;
        JpegLsParameters? preset = null;
        for (var left = description.SamplesPerPixel; left > 0;)
        {
            var marker = segments.Next(out var parameters);
            switch (marker)
            {
                case JpegMarker.StartOfFrameJpegLs:
                    header = JpegFrameHeader.ReadPredictive(parameters, description, Process);
                    break;
                case JpegMarker.JpegLsParameters when parameters.Length >= 11 && parameters[0] == PresetParameters:
                    preset = ReadPreset(parameters);
                    break;
                case JpegMarker.StartOfScan:
                    var scan = JpegLsScan.Read(parameters, header ?? throw new PixelDataException("A JPEG-LS frame has a scan before its header."), preset);
                    segments.Position += scan.Decode(segments.Rest, description, frame);
                    left -= scan.Components.Length;
                    break;
                case JpegMarker.EndOfImage:
                    throw new PixelDataException("A JPEG-LS frame ends before all its samples.");
                case JpegMarker.DefineRestartInterval:
                    throw new PixelDataException("A JPEG-LS frame has restart markers, which are not decoded here.");
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
        if (IsLossy(transferSyntax) && (description.IsSigned || description.PhotometricInterpretation == PhotometricInterpretation.PaletteColor))
        {
            throw new PixelDataException("Near-lossless JPEG-LS keeps neither signed samples nor those of a palette: errors would turn the least into the largest.");
        }

        return description with { IsPlanar = false };
    }

    public void Encode(ReadOnlySpan<byte> frame, TransferSyntax transferSyntax, PixelDescription description, PixelEncodingOptions options, IBufferWriter<byte> output) =>
        JpegLsFrameWriter.Write(frame, description, IsLossy(transferSyntax) ? options.NearLosslessError : 0, output);

    private static bool IsLossy(TransferSyntax transferSyntax) => transferSyntax.Uid == Uids.JPEGLSNearLossless;

    private static JpegLsParameters ReadPreset(ReadOnlySpan<byte> parameters) => new(
        BinaryPrimitives.ReadUInt16BigEndian(parameters[1..]), 0, BinaryPrimitives.ReadUInt16BigEndian(parameters[3..]),
        BinaryPrimitives.ReadUInt16BigEndian(parameters[5..]), BinaryPrimitives.ReadUInt16BigEndian(parameters[7..]), BinaryPrimitives.ReadUInt16BigEndian(parameters[9..]));

    private static void Refuse(byte marker)
    {
        if (JpegMarker.IsStartOfFrame(marker))
        {
            throw new PixelDataException($"The frame is not of JPEG-LS: its header is {marker:X2}, not F7.");
        }
    }
}
