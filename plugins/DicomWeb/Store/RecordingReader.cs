using System.Buffers;
using System.IO.Pipelines;

namespace Gantry.Plugins.DicomWeb;

/// <summary>Reads a pipe and keeps what is consumed of it, so that it can be read again with the rest.</summary>
/// <param name="inner">The pipe; not completed here.</param>
internal sealed class RecordingReader(PipeReader inner) : PipeReader
{
    private readonly ArrayBufferWriter<byte> _record = new();
    private ReadOnlySequence<byte> _read;

    /// <summary>What was consumed.</summary>
    public ReadOnlyMemory<byte> Record => _record.WrittenMemory;

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        foreach (var segment in _read.Slice(0, consumed))
        {
            _record.Write(segment.Span);
        }

        _read = default;
        inner.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    /// <summary>Does nothing: the pipe is the caller's.</summary>
    public override void Complete(Exception? exception = null)
    {
    }

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        var result = await inner.ReadAsync(cancellationToken).ConfigureAwait(false);
        _read = result.Buffer;
        return result;
    }

    public override bool TryRead(out ReadResult result)
    {
        var isRead = inner.TryRead(out result);
        _read = result.Buffer;
        return isRead;
    }
}
