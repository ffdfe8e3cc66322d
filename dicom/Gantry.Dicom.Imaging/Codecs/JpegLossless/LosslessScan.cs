namespace Gantry.Dicom.Imaging;

/// <summary>A scan of JPEG lossless: which components, their tables, predictor and point transform (ITU-T T.81 §B.2.3, Annex H).</summary>
internal sealed class LosslessScan
{
    private readonly int[] _components;
    private readonly DifferenceTable[] _tables;
    private readonly int _predictor;
    private readonly int _pointTransform;

    /// <exception cref="PixelDataException">It is none of this frame.</exception>
    public LosslessScan(ReadOnlySpan<byte> parameters, JpegFrameHeader frame, DifferenceTable?[] tables)
    {
        var count = parameters.Length > 0 ? parameters[0] : 0;
        if (count < 1 || count > frame.Components.Length || parameters.Length < 4 + (2 * count))
        {
            throw new PixelDataException("A scan header of a JPEG frame is not whole.");
        }

        var (components, chosen) = (new int[count], new DifferenceTable[count]);
        for (var index = 0; index < count; index++)
        {
            components[index] = frame.IndexOf(parameters[1 + (2 * index)]);
            chosen[index] = tables[(parameters[2 + (2 * index)] >> 4) & 3] ?? throw new PixelDataException("A scan of a JPEG frame needs a Huffman table that is not there.");
        }

        (_components, _tables) = (components, chosen);
        _predictor = parameters[1 + (2 * count)];
        _pointTransform = parameters[3 + (2 * count)] & 0x0F;
        if (_predictor is < 1 or > 7 || _pointTransform >= frame.Precision)
        {
            throw new PixelDataException("A scan of a JPEG frame has no predictor of lossless processes.");
        }
    }

    /// <summary>Decodes it into the samples of a frame.</summary>
    /// <returns>The bytes of its entropy-coded segments that were looked at.</returns>
    /// <exception cref="PixelDataException">The bits are damaged or too few.</exception>
    public int Decode(ReadOnlySpan<byte> data, JpegFrameHeader frame, PixelDescription description, int restartInterval, Span<byte> samples)
    {
        var columns = description.Columns;
        if (restartInterval % columns != 0)
        {
            throw new PixelDataException("A JPEG lossless frame is restarted within a row, which T.81 does not allow.");
        }

        var reader = new JpegBitReader(data);
        var rows = new PredictedRows(_components.Length, columns);
        var restartRows = restartInterval / columns;
        for (var row = 0; row < description.Rows; row++)
        {
            var isFirst = row == 0;
            if (restartRows > 0 && row > 0 && row % restartRows == 0)
            {
                isFirst = reader.TryRestart() ? true : throw new PixelDataException("A restart marker of a JPEG frame is missing.");
            }

            rows.Next();
            Decode(ref reader, rows, isFirst ? 1 : _predictor, isFirst ? 1 << (frame.Precision - _pointTransform - 1) : -1);
            if (reader.IsBeyondEnd)
            {
                throw new PixelDataException("A JPEG frame ends before its last row.");
            }

            for (var index = 0; index < _components.Length; index++)
            {
                SampleRow.Store(rows.Current(index), description, row, _components[index], _pointTransform, samples);
            }
        }

        return reader.Position;
    }

    // Of several components the samples of a pixel follow each other.
    private void Decode(ref JpegBitReader reader, PredictedRows rows, int predictor, int start)
    {
        if (_components.Length == 1)
        {
            rows.Decode(ref reader, _tables[0], 0, predictor, start);
            return;
        }

        for (var column = 0; column < rows.Columns; column++)
        {
            for (var index = 0; index < _components.Length; index++)
            {
                var difference = _tables[index].Read(ref reader);
                rows.Set(index, column, difference + rows.Predict(index, column, predictor, start));
            }
        }
    }
}
