using System.Buffers;

namespace Gantry.Dicom.Imaging;

/// <summary>The quantized coefficients of a component that is encoded, in whole units. Rented until it is disposed.</summary>
internal sealed class CodedPlane(int across, int unitsAcross, int unitsDown, QuantizationTable quantization) : IDisposable
{
    private const int Side = 8;

    private readonly int _blocksAcross = unitsAcross * across;
    private readonly short[] _coefficients = ArrayPool<short>.Shared.Rent(checked(unitsAcross * across * unitsDown * ZigZag.Count));
    private readonly short[] _rows = new short[unitsAcross * across * Side * Side];

    /// <summary>Its samples in a unit, horizontally.</summary>
    public int Across => across;

    /// <summary>One of eight rows of samples, for the transform; the middle of their range is zero.</summary>
    public Span<short> Row(int row) => _rows.AsSpan(row * _blocksAcross * Side, _blocksAcross * Side);

    /// <summary>The coefficients of a block, row by row.</summary>
    public Span<short> Block(int across, int down) => _coefficients.AsSpan(((down * _blocksAcross) + across) * ZigZag.Count, ZigZag.Count);

    /// <summary>Transforms the eight rows to a row of blocks.</summary>
    public void Transform(int down)
    {
        for (var block = 0; block < _blocksAcross; block++)
        {
            ForwardTransform.Block(_rows.AsSpan(block * Side), _blocksAcross * Side, quantization.Factors, Block(block, down));
        }
    }

    public void Dispose() => ArrayPool<short>.Shared.Return(_coefficients);
}
