namespace Gantry.Dicom.Imaging;

/// <summary>Blocks of a progressive process: some coefficients of each, or one more bit of some (ITU-T T.81 §G.1).</summary>
internal sealed class ProgressiveBlocks : IBlockDecoder
{
    private readonly DctScan _scan;
    private readonly CoefficientTable[] _tables;
    private readonly int[] _predictions;
    private int _emptyBlocks;

    /// <exception cref="PixelDataException">There is no such scan, or a table is missing.</exception>
    public ProgressiveBlocks(DctScan scan)
    {
        var isOfMeans = scan.First == 0;
        if (scan.First > scan.Last || scan.Last >= ZigZag.Count || (isOfMeans ? scan.Last > 0 : scan.Planes.Count > 1) || scan.LowBit > 13)
        {
            throw new PixelDataException("A progressive JPEG frame has a scan of coefficients that cannot be in one.");
        }

        _scan = scan;
        _tables = isOfMeans && scan.HighBit > 0 ? [] : Array.ConvertAll(isOfMeans ? scan.Means : scan.Others, SequentialBlocks.Needed);
        _predictions = new int[scan.Planes.Count];
    }

    public void Restart()
    {
        Array.Clear(_predictions);
        _emptyBlocks = 0;
    }

    public void Decode(ref JpegBitReader reader, int component, int across, int down)
    {
        var coefficients = _scan.Planes[component].Coefficients(across, down);
        switch (_scan.First, _scan.HighBit)
        {
            case (0, 0):
                var entry = Next(ref reader, _tables[component]);
                _predictions[component] += CoefficientTable.CoefficientOf(entry);
                coefficients[0] = (short)(_predictions[component] << _scan.LowBit);
                break;
            case (0, _):
                coefficients[0] |= (short)(reader.ReadBit() << _scan.LowBit);
                break;
            case (_, 0):
                DecodeFirst(ref reader, coefficients);
                break;
            default:
                Refine(ref reader, coefficients);
                break;
        }
    }

    private static int Next(ref JpegBitReader reader, CoefficientTable table)
    {
        reader.Fill();
        var entry = table.Next(reader.Bits);
        reader.Skip(CoefficientTable.LengthOf(entry));
        return entry;
    }

    private void DecodeFirst(ref JpegBitReader reader, Span<short> coefficients)
    {
        if (_emptyBlocks > 0)
        {
            _emptyBlocks--;
            return;
        }

        for (var at = _scan.First; at <= _scan.Last; at++)
        {
            var entry = Next(ref reader, _tables[0]);
            var (zeros, coefficient) = (CoefficientTable.ZerosOf(entry), CoefficientTable.CoefficientOf(entry));
            if (coefficient == 0 && zeros != 15)
            {
                _emptyBlocks = ReadEmptyBlocks(ref reader, zeros) - 1;
                return;
            }

            at += zeros;
            if (coefficient != 0)
            {
                coefficients[ZigZag.Places[at]] = (short)(coefficient << _scan.LowBit);
            }
        }
    }

    // Of how many blocks, this one included, the rest is zero.
    private static int ReadEmptyBlocks(ref JpegBitReader reader, int bits) => (1 << bits) + reader.ReadBits(bits);

    // Coefficients that were not zero get their next bit where they are passed; between them zeros are counted, and new ones come (T.81 Figure G.7).
    private void Refine(ref JpegBitReader reader, Span<short> coefficients)
    {
        var bit = (short)(1 << _scan.LowBit);
        var at = _scan.First;
        while (_emptyBlocks == 0 && at <= _scan.Last)
        {
            var entry = Next(ref reader, _tables[0]);
            var (zeros, coefficient) = (CoefficientTable.ZerosOf(entry), CoefficientTable.CoefficientOf(entry));
            if (coefficient == 0 && zeros != 15)
            {
                _emptyBlocks = ReadEmptyBlocks(ref reader, zeros);
                break;
            }

            at = RefineUntil(ref reader, coefficients, at, zeros, bit);
            if (coefficient != 0 && at <= _scan.Last)
            {
                coefficients[ZigZag.Places[at]] = coefficient > 0 ? bit : (short)-bit;
            }

            at++;
        }

        if (_emptyBlocks > 0)
        {
            RefineUntil(ref reader, coefficients, at, int.MaxValue, bit);
            _emptyBlocks--;
        }
    }

    /// <returns>The place behind so many zeros: that of another zero, or one behind the last.</returns>
    private int RefineUntil(ref JpegBitReader reader, Span<short> coefficients, int at, int zeros, short bit)
    {
        for (; at <= _scan.Last; at++)
        {
            ref var coefficient = ref coefficients[ZigZag.Places[at]];
            if (coefficient == 0)
            {
                if (zeros-- == 0)
                {
                    break;
                }
            }
            else if (reader.ReadBit() != 0 && (coefficient & bit) == 0)
            {
                coefficient += coefficient > 0 ? bit : (short)-bit;
            }
        }

        return at;
    }
}
