using System.Buffers;

namespace Gantry.Dicom.Imaging;

/// <summary>The quantization of ITU-T T.81 §K.1, finer or coarser by a quality of 1 to 100 in the way that is usual: 50 for the tables as they are.</summary>
internal sealed class QuantizationTable
{
    private readonly byte[] _steps = new byte[ZigZag.Count];

    private QuantizationTable(ReadOnlySpan<byte> table, int quality)
    {
        var percent = quality < 50 ? 5_000 / quality : 200 - (2 * quality);
        for (var at = 0; at < ZigZag.Count; at++)
        {
            _steps[at] = (byte)Math.Clamp(((table[at] * percent) + 50) / 100, 1, 255);
            Factors[at] = 1f / (8 * _steps[at]);
        }
    }

    /// <summary>One divided by eight times the steps, row by row.</summary>
    public float[] Factors { get; } = new float[ZigZag.Count];

    /// <summary>That of luminance, and of grey.</summary>
    public static QuantizationTable OfLuminance(int quality) => new(
        [
            16, 11, 10, 16, 24, 40, 51, 61,
            12, 12, 14, 19, 26, 58, 60, 55,
            14, 13, 16, 24, 40, 57, 69, 56,
            14, 17, 22, 29, 51, 87, 80, 62,
            18, 22, 37, 56, 68, 109, 103, 77,
            24, 35, 55, 64, 81, 104, 113, 92,
            49, 64, 78, 87, 103, 121, 120, 101,
            72, 92, 95, 98, 112, 100, 103, 99,
        ],
        quality);

    /// <summary>That of chrominances.</summary>
    public static QuantizationTable OfChrominance(int quality) => new(
        [
            17, 18, 24, 47, 99, 99, 99, 99,
            18, 21, 26, 66, 99, 99, 99, 99,
            24, 26, 56, 99, 99, 99, 99, 99,
            47, 66, 99, 99, 99, 99, 99, 99,
            99, 99, 99, 99, 99, 99, 99, 99,
            99, 99, 99, 99, 99, 99, 99, 99,
            99, 99, 99, 99, 99, 99, 99, 99,
            99, 99, 99, 99, 99, 99, 99, 99,
        ],
        quality);

    /// <summary>Writes its marker segment.</summary>
    public void Write(int number, IBufferWriter<byte> output)
    {
        output.Put(0xFF, JpegMarker.DefineQuantizationTables, 0, 3 + ZigZag.Count, (byte)number);
        for (var at = 0; at < ZigZag.Count; at++)
        {
            output.Put(_steps[ZigZag.Places[at]]);
        }
    }
}
