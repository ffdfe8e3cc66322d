using System.Buffers;

namespace Gantry.Dicom.Imaging;

/// <summary>Writes frames of JPEG-LS: one scan, line by line where there are several components.</summary>
internal static class JpegLsFrameWriter
{
    public static void Write(ReadOnlySpan<byte> frame, PixelDescription description, int near, IBufferWriter<byte> output)
    {
        var precision = SampleRow.PrecisionOf(frame, description);
        var components = description.SamplesPerPixel;
        output.Put(0xFF, JpegMarker.StartOfImage, 0xFF, JpegMarker.StartOfFrameJpegLs, 0, (byte)(8 + (3 * components)), (byte)precision);
        output.Put((byte)(description.Rows >> 8), (byte)description.Rows, (byte)(description.Columns >> 8), (byte)description.Columns, (byte)components);
        for (var component = 1; component <= components; component++)
        {
            output.Put((byte)component, 0x11, 0);
        }

        output.Put(0xFF, JpegMarker.StartOfScan, 0, (byte)(6 + (2 * components)), (byte)components);
        for (var component = 1; component <= components; component++)
        {
            output.Put((byte)component, 0);
        }

        output.Put((byte)near, (byte)(components == 1 ? 0 : 1), 0);
        WriteScan(frame, description, JpegLsParameters.Of(precision, near), output);
        output.Put(0xFF, JpegMarker.EndOfImage);
    }

    private static void WriteScan(ReadOnlySpan<byte> frame, PixelDescription description, JpegLsParameters parameters, IBufferWriter<byte> output)
    {
        var writer = new JpegLsBitWriter(output);
        var lines = new JpegLsLines(description.SamplesPerPixel, description.Columns);
        var encoder = new JpegLsScanEncoder(parameters, lines, writer);
        for (var row = 0; row < description.Rows; row++)
        {
            lines.Next();
            for (var component = 0; component < description.SamplesPerPixel; component++)
            {
                SampleRow.Load(frame, description, row, component, lines.Samples(component));
            }

            encoder.EncodeLines();
        }

        writer.Complete();
    }
}
