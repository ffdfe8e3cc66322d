using System.Buffers;
using JpegLibrary;

namespace Gantry.Dicom.Imaging;

/// <summary>Encodes JPEG baseline: grey, or luminance with chrominances for two pixels of a row.</summary>
internal static class JpegBaseline
{
    /// <summary>Writes a frame.</summary>
    /// <param name="samples">Bytes: grey, or luminance and chrominances together.</param>
    /// <param name="description">What they are.</param>
    /// <param name="quality">1 to 100.</param>
    /// <param name="output">Where to.</param>
    public static void Encode(byte[] samples, PixelDescription description, int quality, IBufferWriter<byte> output)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        var encoder = new JpegEncoder();
        encoder.SetQuantizationTable(JpegStandardQuantizationTable.ScaleByQuality(JpegStandardQuantizationTable.GetLuminanceTable(JpegElementPrecision.Precision8Bit, 0), quality));
        encoder.SetHuffmanTable(true, 0);
        encoder.SetHuffmanTable(false, 0);
        if (description.SamplesPerPixel == 1)
        {
            encoder.AddComponent(1, 0, 0, 0, 1, 1);
        }
        else
        {
            encoder.SetQuantizationTable(JpegStandardQuantizationTable.ScaleByQuality(JpegStandardQuantizationTable.GetChrominanceTable(JpegElementPrecision.Precision8Bit, 1), quality));
            encoder.SetHuffmanTable(true, 1);
            encoder.SetHuffmanTable(false, 1);
            encoder.AddComponent(1, 0, 0, 0, 2, 1);
            encoder.AddComponent(2, 1, 1, 1, 1, 1);
            encoder.AddComponent(3, 1, 1, 1, 1, 1);
        }

        encoder.SetInputReader(new BlockReader8(samples, description));
        encoder.SetOutput(output);
        encoder.Encode();
    }
}
