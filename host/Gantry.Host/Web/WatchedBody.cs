using System.Buffers;
using System.IO.Pipelines;

namespace Gantry.Host.Web;

/// <summary>When the last bytes of a request or its response went by, and whether any of the response did.</summary>
internal sealed class WebProgress(TimeProvider time)
{
    private long _at = time.GetTimestamp(), _bytes;

    /// <summary>How long nothing has gone by.</summary>
    public TimeSpan Idle => time.GetElapsedTime(Volatile.Read(ref _at));

    /// <summary>True once the plugin has written something.</summary>
    public bool HasWritten { get; private set; }

    /// <summary>The bytes that the plugin has read and written.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public void Add(long bytes) => Interlocked.Add(ref _bytes, bytes);

    public void Note() => Volatile.Write(ref _at, time.GetTimestamp());

    public void NoteWritten()
    {
        HasWritten = true;
        Note();
    }
}

/// <summary>The body of a request, watched for progress and for its length. It cannot be completed: it is the server's.</summary>
/// <param name="inner">The server's.</param>
/// <param name="progress">What is told of each read.</param>
/// <param name="maximumBytes">The most bytes; null for any number.</param>
internal sealed class WatchedReader(PipeReader inner, WebProgress progress, long? maximumBytes) : PipeReader
{
    private ReadOnlySequence<byte> _read;
    private long _consumed;

    /// <summary>What is thrown of a body that is longer than its route takes.</summary>
    public static BadHttpRequestException TooLong(long maximumBytes) =>
        new($"The body is longer than the {maximumBytes} bytes that are taken here.", StatusCodes.Status413PayloadTooLarge);

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        var count = _read.Slice(0, consumed).Length;
        progress.Add(count);
        _consumed += count;
        _read = default;
        inner.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => progress.Note();

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => Note(await inner.ReadAsync(cancellationToken).ConfigureAwait(false));

    public override bool TryRead(out ReadResult result)
    {
        var isRead = inner.TryRead(out result);
        if (isRead)
        {
            Note(result);
        }

        return isRead;
    }

    private ReadResult Note(ReadResult result)
    {
        progress.Note();
        _read = result.Buffer;
        if (_consumed + result.Buffer.Length > maximumBytes)
        {
            inner.AdvanceTo(result.Buffer.End);
            throw TooLong(maximumBytes.Value);
        }

        return result;
    }
}

/// <summary>The body of a response, watched for progress. It cannot be completed: it is the server's.</summary>
internal sealed class WatchedWriter(PipeWriter inner, WebProgress progress) : PipeWriter
{
    public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => inner.UnflushedBytes;

    public override void Advance(int bytes)
    {
        progress.NoteWritten();
        progress.Add(bytes);
        inner.Advance(bytes);
    }

    public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => progress.Note();

    public override async ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        var result = await inner.FlushAsync(cancellationToken).ConfigureAwait(false);
        progress.NoteWritten();
        return result;
    }
}
