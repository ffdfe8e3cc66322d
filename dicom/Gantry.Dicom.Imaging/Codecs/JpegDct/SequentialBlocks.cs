using System.Runtime.CompilerServices;

namespace Gantry.Dicom.Imaging;

/// <summary>Blocks of a sequential process, which have all their coefficients at once (ITU-T T.81 §F.2.2).</summary>
internal sealed class SequentialBlocks : IBlockDecoder
{
    private readonly DctPlane[] _planes;
    private readonly CoefficientTable[] _means;
    private readonly CoefficientTable[] _others;
    private readonly int[] _predictions;
    private readonly short[] _coefficients = new short[ZigZag.Count];
    private readonly int _precision;

    /// <exception cref="PixelDataException">A table is missing.</exception>
    public SequentialBlocks(DctScan scan, int precision)
    {
        _planes = [.. scan.Planes];
        _means = Array.ConvertAll(scan.Means, Needed);
        _others = Array.ConvertAll(scan.Others, Needed);
        _predictions = new int[_planes.Length];
        _precision = precision;
    }

    public void Restart() => Array.Clear(_predictions);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Decode(ref JpegBitReader reader, int component, int across, int down)
    {
        var (plane, others) = (_planes[component], _others[component]);
        Span<short> coefficients = _coefficients;
        var (window, count) = reader.Window;
        if (count < 32)
        {
            reader.FillUp();
            (window, count) = reader.Window;
        }

        var entry = _means[component].Next(window);
        window <<= CoefficientTable.LengthOf(entry);
        count -= CoefficientTable.LengthOf(entry);
        var mean = _predictions[component] += CoefficientTable.CoefficientOf(entry);
        var isMeanOnly = true;
        for (var at = 1; at < ZigZag.Count; at++)
        {
            if (count < 32)
            {
                reader.Window = (window, count);
                reader.FillUp();
                (window, count) = reader.Window;
            }

            entry = others.Next(window);
            window <<= CoefficientTable.LengthOf(entry);
            count -= CoefficientTable.LengthOf(entry);
            var (zeros, coefficient) = (CoefficientTable.ZerosOf(entry), CoefficientTable.CoefficientOf(entry));
            at += zeros;
            if (coefficient != 0)
            {
                coefficients[ZigZag.Places[at]] = (short)coefficient;
                isMeanOnly = false;
            }
            else if (zeros != 15)
            {
                break; // the rest is zero
            }
        }

        reader.Window = (window, count);
        if (isMeanOnly)
        {
            InverseTransform.Mean((short)mean, plane.Quantization![0], _precision, plane.Block(across, down), plane.Stride);
            return;
        }

        coefficients[0] = (short)mean;
        InverseTransform.Block(coefficients, plane.Quantization, _precision, plane.Block(across, down), plane.Stride);
        coefficients.Clear();
    }

    internal static CoefficientTable Needed(CoefficientTable? table) => table ?? throw new PixelDataException("A scan of a JPEG frame needs a Huffman table that is not there.");
}
