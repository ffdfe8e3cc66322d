using System.Buffers;
using System.IO.Pipelines;

namespace Gantry.Plugins.DicomWeb;

/// <summary>The bytes of a body up to its next boundary; neither they nor the boundary are consumed but by who reads.</summary>
/// <param name="body">The body.</param>
/// <param name="delimiter">LF, two hyphens and the boundary. A CR before it belongs to it, too.</param>
internal sealed class PartContent(PipeReader body, byte[] delimiter) : PipeReader
{
    private ReadOnlySequence<byte> _whole;
    private SequencePosition _end;
    private bool _isWhole;

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) =>
        body.AdvanceTo(consumed, !_isWhole && examined.Equals(_end) ? _whole.End : examined); // what is held back was looked at, too

    public override void CancelPendingRead() => body.CancelPendingRead();

    /// <summary>Does nothing: the body is not this part's.</summary>
    public override void Complete(Exception? exception = null)
    {
    }

    /// <exception cref="MultipartException">The body ends before the boundary.</exception>
    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (TryShow(read, out var shown))
            {
                return shown;
            }

            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <exception cref="MultipartException">The body ends before the boundary.</exception>
    public override bool TryRead(out ReadResult result)
    {
        result = default;
        if (!body.TryRead(out var read))
        {
            return false;
        }

        var isShown = TryShow(read, out result);
        if (!isShown)
        {
            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }

        return isShown;
    }

    private bool TryShow(in ReadResult read, out ReadResult shown)
    {
        var buffer = _whole = read.Buffer;
        var reader = new SequenceReader<byte>(buffer);
        _isWhole = reader.TryReadTo(out ReadOnlySequence<byte> before, delimiter, advancePastDelimiter: false);
        if (!_isWhole && read.IsCompleted)
        {
            body.AdvanceTo(buffer.Start, buffer.End);
            throw new MultipartException("The body ends before its last boundary.");
        }

        // A boundary may have begun at the end of what there is.
        var length = _isWhole ? before.Length - (EndsWithReturn(before) ? 1 : 0) : Math.Max(0, buffer.Length - delimiter.Length);
        var content = buffer.Slice(0, length);
        _end = content.End;
        shown = new ReadResult(content, read.IsCanceled, _isWhole);
        return _isWhole || length > 0 || read.IsCanceled;
    }

    private static bool EndsWithReturn(in ReadOnlySequence<byte> bytes) => !bytes.IsEmpty && bytes.Slice(bytes.Length - 1).FirstSpan[0] == '\r';
}
