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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void EncodeLine(ReadOnlySpan<ushort> above, Span<ushort> row, ref int runIndex)
    {
        var last = row.Length - 2;
        for (var column = 1; column <= last;)
        {
            int left = row[column - 1], over = above[column], overLeft = above[column - 1];
            var context = _model.ContextOf(left, over, overLeft, above[column + 1]);
            if (context != 0)
            {
                row[column] = (ushort)EncodeRegular(context, JpegLsModel.Predict(left, over, overLeft), row[column]);
                column++;
                continue;
            }

            var start = column;
            for (; column <= last && _model.IsNear(row[column], left); column++)
            {
                row[column] = (ushort)left;
            }

            WriteRun(column - start, column > last, ref runIndex);
            if (column <= last)
            {
                row[column] = (ushort)EncodeRunEnd(row[column], left, above[column], runIndex);
                runIndex -= runIndex > 0 ? 1 : 0;
                column++;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int EncodeRegular(int number, int prediction, int sample)
    {
        var sign = JpegLsModel.SignOf(number);
        ref var context = ref _model.Contexts[number * sign];
        var bits = context.GolombBits;
        var corrected = _model.Correct(prediction, sign * context.Correction);
        var error = _model.ErrorOf((sample - corrected) * sign);
        var ordered = bits == 0 && _isLossless && context.IsInverted ? ~error : error;
        _writer.WriteGolomb((ordered << 1) ^ (ordered >> 31), bits, _longest, _errorBits);
        context.Update(error, _step, _reset);
        return _isLossless ? sample : _model.Reconstruct(corrected, error * sign);
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
