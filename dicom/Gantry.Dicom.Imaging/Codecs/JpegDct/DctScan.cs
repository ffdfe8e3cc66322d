namespace Gantry.Dicom.Imaging;

/// <summary>A scan of a lossy process: its components with their tables, and which coefficients of them it has (ITU-T T.81 §B.2.3).</summary>
internal sealed class DctScan
{
    private readonly DctPlane[] _planes;

    private DctScan(DctPlane[] planes) => _planes = planes;

    /// <summary>Its components.</summary>
    public IReadOnlyList<DctPlane> Planes => _planes;

    /// <summary>For each of them the table of means; null where there is none of its number.</summary>
    public required CoefficientTable?[] Means { get; init; }

    /// <summary>For each of them the table of the other coefficients.</summary>
    public required CoefficientTable?[] Others { get; init; }

    /// <summary>The first of its coefficients, in their coded order; of progressive frames.</summary>
    public required int First { get; init; }

    /// <summary>The last of its coefficients.</summary>
    public required int Last { get; init; }

    /// <summary>The bit that was there before; 0 in the first scan of coefficients.</summary>
    public required int HighBit { get; init; }

    /// <summary>The lowest bit that it has.</summary>
    public required int LowBit { get; init; }

    /// <summary>The restart interval in units; 0 for none.</summary>
    public required int RestartInterval { get; init; }

    /// <exception cref="PixelDataException">It is none of this frame.</exception>
    public static DctScan Read(ReadOnlySpan<byte> parameters, JpegFrameHeader header, DctPlane[] planes, CoefficientTable?[] means, CoefficientTable?[] others, int restartInterval)
    {
        var count = parameters.Length > 0 ? parameters[0] : 0;
        if (count < 1 || count > planes.Length || parameters.Length < 4 + (2 * count))
        {
            throw new PixelDataException("A scan header of a JPEG frame is not whole.");
        }

        var (chosen, tablesOfMeans, tablesOfOthers) = (new DctPlane[count], new CoefficientTable?[count], new CoefficientTable?[count]);
        for (var index = 0; index < count; index++)
        {
            chosen[index] = planes[header.IndexOf(parameters[1 + (2 * index)])];
            tablesOfMeans[index] = means[(parameters[2 + (2 * index)] >> 4) & 3];
            tablesOfOthers[index] = others[parameters[2 + (2 * index)] & 3];
        }

        var last = parameters[(1 + (2 * count))..];
        return new DctScan(chosen)
        {
            Means = tablesOfMeans,
            Others = tablesOfOthers,
            First = last[0],
            Last = last[1],
            HighBit = last[2] >> 4,
            LowBit = last[2] & 0x0F,
            RestartInterval = restartInterval,
        };
    }

    /// <summary>Decodes it.</summary>
    /// <returns>The bytes of its entropy-coded segments that were looked at.</returns>
    /// <exception cref="PixelDataException">The bits are damaged or too few.</exception>
    public int Decode(ReadOnlySpan<byte> data, IBlockDecoder blocks)
    {
        var reader = new JpegBitReader(data);
        var (only, untilRestart) = (_planes.Length == 1 ? _planes[0] : null, RestartInterval);

        // A scan of one component has its blocks row by row, and none that only fill up a unit (T.81 §A.2).
        var across = only?.BlocksAcross ?? (_planes[0].Stride / (8 * _planes[0].Across));
        var down = only?.BlocksDown ?? (_planes[0].Lines / (8 * _planes[0].Down));
        for (var row = 0; row < down; row++)
        {
            for (var column = 0; column < across; column++)
            {
                if (RestartInterval > 0 && untilRestart-- == 0)
                {
                    Restart(ref reader, blocks);
                    untilRestart = RestartInterval - 1;
                }

                if (only is not null)
                {
                    blocks.Decode(ref reader, 0, column, row);
                }
                else
                {
                    DecodeUnit(ref reader, blocks, column, row);
                }
            }

            if (reader.IsBeyondEnd)
            {
                throw new PixelDataException("A JPEG frame ends before its last row.");
            }
        }

        return reader.Position;
    }

    private void DecodeUnit(ref JpegBitReader reader, IBlockDecoder blocks, int column, int row)
    {
        for (var component = 0; component < _planes.Length; component++)
        {
            var (across, down) = (_planes[component].Across, _planes[component].Down);
            for (var y = 0; y < down; y++)
            {
                for (var x = 0; x < across; x++)
                {
                    blocks.Decode(ref reader, component, (column * across) + x, (row * down) + y);
                }
            }
        }
    }

    private static void Restart(ref JpegBitReader reader, IBlockDecoder blocks)
    {
        if (!reader.TryRestart())
        {
            throw new PixelDataException("A restart marker of a JPEG frame is missing.");
        }

        blocks.Restart();
    }
}
