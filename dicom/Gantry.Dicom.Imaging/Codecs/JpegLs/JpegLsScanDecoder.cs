using System.Runtime.CompilerServices;

namespace Gantry.Dicom.Imaging;

/// <summary>Decodes the lines of a scan of JPEG-LS (ITU-T T.87 Annex A).</summary>
internal sealed class JpegLsScanDecoder
{
    private readonly JpegLsModel _model;
    private readonly JpegLsLines _lines;
    private readonly int[] _runIndexes;
    private readonly int _longest;
    private readonly int _reset;
    private readonly int _step;
    private readonly int _errorBits;
    private readonly bool _isLossless;

    public JpegLsScanDecoder(JpegLsParameters parameters, JpegLsLines lines)
    {
        _model = new JpegLsModel(parameters);
        _lines = lines;
        _runIndexes = new int[lines.Components];
        (_reset, _step, _errorBits, _isLossless) = (parameters.Reset, parameters.Step, parameters.ErrorBits, parameters.Near == 0);
        _longest = parameters.Limit - _errorBits - 1;
    }

    /// <summary>Decodes the next line of each component, one after the other.</summary>
    public void DecodeLines(ref JpegLsBitReader reader)
    {
        _lines.Next();
        for (var component = 0; component < _lines.Components; component++)
        {
            DecodeLine(ref reader, _lines.Above(component), _lines.Current(component), ref _runIndexes[component]);
        }
    }

    /// <summary>Decodes the next line of all components, the samples of a pixel together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void DecodeInterleaved(ref JpegLsBitReader reader)
    {
        _lines.Next();
        Span<int> contexts = stackalloc int[_lines.Components];
        for (var column = 1; column <= _lines.Columns;)
        {
            if (FindContexts(column, contexts))
            {
                for (var component = 0; component < contexts.Length; component++)
                {
                    var row = _lines.Current(component);
                    var above = _lines.Above(component);
                    row[column] = (ushort)DecodeRegular(ref reader, contexts[component], JpegLsModel.Predict(row[column - 1], above[column], above[column - 1]));
                }

                column++;
            }
            else
            {
                column += DecodeInterleavedRun(ref reader, column);
            }
        }
    }

    private bool FindContexts(int column, Span<int> contexts)
    {
        var isRegular = false;
        for (var component = 0; component < contexts.Length; component++)
        {
            var row = _lines.Current(component);
            var above = _lines.Above(component);
            contexts[component] = _model.ContextOf(row[column - 1], above[column], above[column - 1], above[column + 1]);
            isRegular |= contexts[component] != 0;
        }

        return isRegular;
    }

    // Each sample waits for the one before it, so what it waits for stays in registers: that sample, those above, and the bits that come next.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void DecodeLine(ref JpegLsBitReader reader, ReadOnlySpan<ushort> above, Span<ushort> row, ref int runIndex)
    {
        ReadOnlySpan<sbyte> levels = _model.Levels;
        var (contexts, maximum, longest, last) = (_model.Contexts, _model.Parameters.MaximumValue, _longest, row.Length - 2);
        var (window, count) = reader.Window;
        int left = row[0], over = above[1], overLeft = above[0];
        for (var column = 1; column <= last;)
        {
            int overRight = above[column + 1];
            var number = JpegLsModel.ContextOf(levels, maximum, left, over, overLeft, overRight);
            if (number == 0)
            {
                reader.Window = (window, count);
                column = DecodeRun(ref reader, above, row, column, ref runIndex);
                (window, count) = reader.Window;
                (left, over, overLeft) = (row[column - 1], above[Math.Min(column, last + 1)], above[column - 1]);
                continue;
            }

            var sign = number >> 31;
            ref var context = ref contexts[(number ^ sign) - sign];
            var bits = context.GolombBits;
            var corrected = _model.Correct(JpegLsModel.Predict(left, over, overLeft), (context.Correction ^ sign) - sign);
            if (count < 32)
            {
                reader.Window = (window, count);
                reader.FillUp();
                (window, count) = reader.Window;
            }

            int mapped;
            var length = JpegLsBitReader.LengthOfGolomb(window, bits, longest);
            if (length > 0)
            {
                mapped = JpegLsBitReader.GolombOf(window, length, bits);
                window <<= length;
                count -= length;
            }
            else
            {
                reader.Window = (window, count);
                mapped = reader.ReadLongGolomb(bits, longest, _errorBits);
                (window, count) = reader.Window;
            }

            var error = ErrorOf(mapped, bits, ref context);
            left = _model.Reconstruct(corrected, (error ^ sign) - sign);
            row[column++] = (ushort)left;
            (overLeft, over) = (over, overRight);
        }

        reader.Window = (window, count);
    }

    /// <summary>A run and the sample that ends it.</summary>
    /// <returns>The column behind them.</returns>
    private int DecodeRun(ref JpegLsBitReader reader, ReadOnlySpan<ushort> above, Span<ushort> row, int column, ref int runIndex)
    {
        var (left, last) = (row[column - 1], row.Length - 2);
        var length = ReadRun(ref reader, last - column + 1, ref runIndex);
        row.Slice(column, length).Fill(left);
        column += length;
        if (column > last)
        {
            return column;
        }

        row[column] = (ushort)DecodeRunEnd(ref reader, left, above[column], _model.IsNear(left, above[column]), runIndex);
        runIndex -= runIndex > 0 ? 1 : 0;
        return column + 1;
    }

    private int DecodeInterleavedRun(ref JpegLsBitReader reader, int column)
    {
        var length = ReadRun(ref reader, _lines.Columns - column + 1, ref _runIndexes[0]);
        for (var component = 0; component < _lines.Components; component++)
        {
            var row = _lines.Current(component);
            row.Slice(column, length).Fill(row[column - 1]);
        }

        if (column + length > _lines.Columns)
        {
            return length;
        }

        for (var component = 0; component < _lines.Components; component++)
        {
            var row = _lines.Current(component);
            row[column + length] = (ushort)DecodeRunEnd(ref reader, row[column + length - 1], _lines.Above(component)[column + length], isLike: false, _runIndexes[0]);
        }

        _runIndexes[0] -= _runIndexes[0] > 0 ? 1 : 0;
        return length + 1;
    }

    private int DecodeRegular(ref JpegLsBitReader reader, int number, int prediction)
    {
        var sign = JpegLsModel.SignOf(number);
        ref var context = ref _model.Contexts[number * sign];
        var bits = context.GolombBits;
        var corrected = _model.Correct(prediction, sign * context.Correction);
        var error = ErrorOf(reader.ReadGolomb(bits, _longest, _errorBits), bits, ref context);
        return _model.Reconstruct(corrected, error * sign);
    }

    // The error of a number, learned.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int ErrorOf(int mapped, int bits, ref JpegLsContext context)
    {
        var error = (mapped >> 1) ^ -(mapped & 1);
        if (bits == 0 && _isLossless && context.IsInverted)
        {
            error = ~error;
        }

        context.Update(error, _step, _reset);
        return error;
    }

    // T.87 §A.7.1: how many samples are as the one before.
    private static int ReadRun(ref JpegLsBitReader reader, int room, ref int runIndex)
    {
        var length = 0;
        while (reader.ReadBit())
        {
            var full = 1 << JpegLsModel.RunBits[runIndex];
            if (full > room - length)
            {
                return room;
            }

            length += full;
            runIndex += runIndex < 31 ? 1 : 0;
            if (length == room)
            {
                return room;
            }
        }

        length += reader.ReadBits(JpegLsModel.RunBits[runIndex]);
        return length < room ? length : throw new PixelDataException("A run of a JPEG-LS frame is longer than its line.");
    }

    // T.87 §A.7.2: the sample that ends a run.
    private int DecodeRunEnd(ref JpegLsBitReader reader, int left, int above, bool isLike, int runIndex)
    {
        var context = _model.RunContexts[isLike ? 1 : 0];
        var bits = context.GolombBits;
        var mapped = reader.ReadGolomb(bits, _longest - JpegLsModel.RunBits[runIndex] - 1, _errorBits);
        var error = context.ErrorOf(mapped, bits);
        context.Update(error, mapped, _reset);
        return isLike ? _model.Reconstruct(left, error) : _model.Reconstruct(above, error * JpegLsModel.SignOf(above - left));
    }
}
