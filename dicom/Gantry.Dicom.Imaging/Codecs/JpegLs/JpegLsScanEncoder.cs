using System.Runtime.CompilerServices;

namespace Gantry.Dicom.Imaging;

/// <summary>Encodes the lines of a scan of JPEG-LS, each component's after the other (ITU-T T.87 Annex A).</summary>
internal sealed class JpegLsScanEncoder
{
    private readonly JpegLsModel _model;
    private readonly JpegLsLines _lines;
    private readonly JpegLsBitWriter _writer;
    private readonly int[] _runIndexes;
    private readonly int _step;
    private readonly int _reset;
    private readonly bool _isLossless;
    private readonly int _longest;
    private readonly int _errorBits;

    public JpegLsScanEncoder(JpegLsParameters parameters, JpegLsLines lines, JpegLsBitWriter writer)
    {
        (_lines, _writer) = (lines, writer);
        (_step, _reset, _isLossless) = (parameters.Step, parameters.Reset, parameters.Near == 0);
        _model = new JpegLsModel(parameters);
        _runIndexes = new int[lines.Components];
        _errorBits = parameters.ErrorBits;
        _longest = parameters.Limit - _errorBits - 1;
    }

    /// <summary>Encodes the line that is in place of each component; where something is lost, it becomes what a decoder will have.</summary>
    public void EncodeLines()
    {
        for (var component = 0; component < _lines.Components; component++)
        {
            EncodeLine(_lines.Above(component), _lines.Current(component), ref _runIndexes[component]);
        }
    }

    // As in decoding, what each sample waits for stays in registers: that before it, those above, and the bits that are not yet whole words.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void EncodeLine(ReadOnlySpan<ushort> above, Span<ushort> row, ref int runIndex)
    {
        ReadOnlySpan<sbyte> levels = _model.Levels;
        var (contexts, maximum, longest, last, isLossless) = (_model.Contexts, _model.Parameters.MaximumValue, _longest, row.Length - 2, _isLossless);
        var (window, count) = _writer.Window;
        int left = row[0], over = above[1], overLeft = above[0];
        for (var column = 1; column <= last;)
        {
            int overRight = above[column + 1];
            var number = JpegLsModel.ContextOf(levels, maximum, left, over, overLeft, overRight);
            if (number == 0)
            {
                _writer.Window = (window, count);
                column = EncodeRun(above, row, column, ref runIndex);
                (window, count) = _writer.Window;
                (left, over, overLeft) = (row[column - 1], above[Math.Min(column, last + 1)], above[column - 1]);
                continue;
            }

            var sign = number >> 31;
            ref var context = ref contexts[(number ^ sign) - sign];
            var bits = context.GolombBits;
            var corrected = _model.Correct(JpegLsModel.Predict(left, over, overLeft), (context.Correction ^ sign) - sign);
            int sample = row[column];
            var error = _model.ErrorOf(((sample - corrected) ^ sign) - sign);
            var ordered = bits == 0 && isLossless && context.IsInverted ? ~error : error;
            var mapped = (ordered << 1) ^ (ordered >> 31);
            var zeros = mapped >> bits;
            var length = zeros + 1 + bits;
            if (zeros < longest && length <= 32)
            {
                window = (window << length) | (1u << bits) | ((uint)mapped & ((1u << bits) - 1));
                count += length;
                if (count >= 32)
                {
                    _writer.Window = (window, count);
                    _writer.Drain();
                    (window, count) = _writer.Window;
                }
            }
            else
            {
                _writer.Window = (window, count);
                _writer.WriteLongGolomb(mapped, bits, longest, _errorBits);
                (window, count) = _writer.Window;
            }

            context.Update(error, _step, _reset);
            left = isLossless ? sample : _model.Reconstruct(corrected, (error ^ sign) - sign);
            row[column++] = (ushort)left;
            (overLeft, over) = (over, overRight);
        }

        _writer.Window = (window, count);
    }

    /// <summary>A run and the sample that ends it.</summary>
    /// <returns>The column behind them.</returns>
    private int EncodeRun(ReadOnlySpan<ushort> above, Span<ushort> row, int column, ref int runIndex)
    {
        var (left, last, start) = (row[column - 1], row.Length - 2, column);
        for (; column <= last && _model.IsNear(row[column], left); column++)
        {
            row[column] = left;
        }

        WriteRun(column - start, column > last, ref runIndex);
        if (column > last)
        {
            return column;
        }

        row[column] = (ushort)EncodeRunEnd(row[column], left, above[column], runIndex);
        runIndex -= runIndex > 0 ? 1 : 0;
        return column + 1;
    }

    private void WriteRun(int length, bool isToEnd, ref int runIndex)
    {
        while (length >= 1 << JpegLsModel.RunBits[runIndex])
        {
            _writer.Write(1, 1);
            length -= 1 << JpegLsModel.RunBits[runIndex];
            runIndex += runIndex < 31 ? 1 : 0;
        }

        if (!isToEnd)
        {
            _writer.Write((uint)length, 1 + JpegLsModel.RunBits[runIndex]);
        }
        else if (length > 0)
        {
            _writer.Write(1, 1);
        }
    }

    private int EncodeRunEnd(int sample, int left, int above, int runIndex)
    {
        var isLike = _model.IsNear(left, above);
        var context = _model.RunContexts[isLike ? 1 : 0];
        var sign = isLike ? 1 : JpegLsModel.SignOf(above - left);
        var error = _model.ErrorOf((sample - (isLike ? left : above)) * sign);
        var bits = context.GolombBits;
        var mapped = context.NumberOf(error, bits);
        _writer.WriteGolomb(mapped, bits, _longest - JpegLsModel.RunBits[runIndex] - 1, _errorBits);
        context.Update(error, mapped, _reset);
        return _model.Reconstruct(isLike ? left : above, error * sign);
    }
}
