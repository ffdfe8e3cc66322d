using System.Buffers.Binary;

namespace Gantry.Dicom.Imaging;

/// <summary>The stored values of a grey frame, whatever their cells are.</summary>
internal readonly struct StoredValues(DecodedFrame frame)
{
    private readonly PixelDescription _description = frame.Description;
    private readonly ReadOnlyMemory<byte> _samples = frame.Samples;

    /// <summary>How many there are.</summary>
    public int Count => (int)_description.PixelsPerFrame;

    /// <summary>The bits that a value is looked up by; 0 where there are too many values for a table.</summary>
    public int TableBits => _description.IsFloatingPoint || _description.BitsAllocated > 16 ? 0 : Math.Max(_description.BitsAllocated, 8);

    /// <summary>What is in the cell of a pixel, for a table.</summary>
    public int Cell(int index)
    {
        var samples = _samples.Span;
        return _description.BitsAllocated switch
        {
            1 => (samples[index / 8] >> (index % 8)) & 1,
            8 => samples[index],
            _ => BinaryPrimitives.ReadUInt16LittleEndian(samples[(2 * index)..]),
        };
    }

    /// <summary>The stored value of what is in a cell: the stored bits alone, with their sign (PS3.5 §8.1.1).</summary>
    public double OfCell(long cell)
    {
        var unused = 64 - _description.BitsStored;
        var shifted = cell << (63 - _description.HighBit);
        return _description.IsSigned ? shifted >> unused : (double)((ulong)shifted >> unused);
    }

    /// <summary>The stored value of a pixel.</summary>
    public double Value(int index)
    {
        var samples = _samples.Span;
        return _description switch
        {
            { IsFloatingPoint: true, BitsAllocated: 64 } => BinaryPrimitives.ReadDoubleLittleEndian(samples[(8 * index)..]),
            { IsFloatingPoint: true } => BinaryPrimitives.ReadSingleLittleEndian(samples[(4 * index)..]),
            { BitsAllocated: 64 } => OfCell(BinaryPrimitives.ReadInt64LittleEndian(samples[(8 * index)..])),
            { BitsAllocated: 32 } => OfCell(BinaryPrimitives.ReadUInt32LittleEndian(samples[(4 * index)..])),
            _ => OfCell(Cell(index)),
        };
    }
}
