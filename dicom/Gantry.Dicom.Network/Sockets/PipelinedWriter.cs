using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;

namespace Gantry.Dicom.Network;

/// <summary>What is sent on a socket: the first bytes of an answer at once, on the thread of who flushes; what follows on another, while who writes goes on.</summary>
/// <remarks>
/// A short answer has no thread woken for it. A long one is made while it is sent, and goes in large pieces. To flush never throws where the peer is gone: the result says that it is
/// complete, as with every pipe.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "Completing gives everything back.")]
internal sealed class PipelinedWriter : PipeWriter, IThreadPoolWorkItem
{
    // What is longer is worth another thread.
    private const int ShortAnswer = 65_536;

    // So long, a peer that takes nothing is waited for at the end.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly PolledSocket _socket;
    private readonly Pipe _pipe;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _flushes; // that were not sent; who has begun to send sends for all
    private long _sent;
    private long _answered; // bytes since the peer was heard last

    /// <param name="socket">The socket.</param>
    /// <param name="maximumUnsent">How many bytes wait at most; who writes more waits.</param>
    /// <param name="pool">Where the memory for them comes from.</param>
    public PipelinedWriter(PolledSocket socket, int maximumUnsent, MemoryPool<byte> pool)
    {
        _socket = socket;
        _pipe = new Pipe(new PipeOptions(
            pool, readerScheduler: PipeScheduler.Inline, pauseWriterThreshold: maximumUnsent, resumeWriterThreshold: maximumUnsent / 2, useSynchronizationContext: false));
    }

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => _pipe.Writer.UnflushedBytes;

    public override void Advance(int bytes) => _pipe.Writer.Advance(bytes);

    public override Memory<byte> GetMemory(int sizeHint = 0) => _pipe.Writer.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _pipe.Writer.GetSpan(sizeHint);

    public override void CancelPendingFlush() => _pipe.Writer.CancelPendingFlush();

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        _answered = UnflushedBytes + (_socket.IsUnanswered ? 0 : _answered);
        var flushing = _pipe.Writer.FlushAsync(cancellationToken);
        Send(isHere: _answered <= ShortAnswer);
        return flushing;
    }

    public override void Complete(Exception? exception = null)
    {
        _pipe.Writer.Complete();
        Send(isHere: true);
    }

    /// <summary>Waits until all is sent, as long as the peer takes some of it. The writer is completed before.</summary>
    public async Task EndAsync()
    {
        for (var before = -1L; before != Volatile.Read(ref _sent) && !_ended.Task.IsCompleted;)
        {
            before = Volatile.Read(ref _sent);
            await _ended.Task.WaitAsync(Patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Sends.</summary>
    public void Execute() => _ = SendAsync();

    private void Send(bool isHere)
    {
        if (Interlocked.Increment(ref _flushes) > 1)
        {
            return; // who sends looks again
        }

        if (isHere)
        {
            _ = SendAsync();
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private async Task SendAsync()
    {
        try
        {
            int flushes;
            do
            {
                flushes = Volatile.Read(ref _flushes);
                while (_pipe.Reader.TryRead(out var result))
                {
                    var count = result.Buffer.IsEmpty ? 0 : _socket.Send(result.Buffer);
                    var isStuck = count == 0 && !result.Buffer.IsEmpty;
                    Volatile.Write(ref _sent, _sent + count);
                    _pipe.Reader.AdvanceTo(result.Buffer.GetPosition(count));
                    if (isStuck)
                    {
                        await _socket.WaitWritableAsync().ConfigureAwait(false);
                    }
                    else if (result.IsCompleted && count == result.Buffer.Length)
                    {
                        End();
                        return; // and nobody begins again
                    }
                }
            }
            while (Interlocked.CompareExchange(ref _flushes, 0, flushes) != flushes);
        }
        catch (IOException)
        {
            End(); // who writes is told by the next flush
        }
    }

    private void End()
    {
        _pipe.Reader.Complete();
        _ended.TrySetResult();
    }
}
