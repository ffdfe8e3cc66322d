using System.Buffers;
using System.IO.Pipelines;
using static Gantry.Dicom.Network.UlEvent;

namespace Gantry.Dicom.Network;

/// <content>What goes out.</content>
internal sealed partial class UpperLayerProvider : IThreadPoolWorkItem
{
    private const int FlushThreshold = 65_536;

    // A peer that does not take even the A-ABORT is not worth more.
    private static readonly TimeSpan AbortTimeout = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly Watch _write;
    private bool _flushing;
    private bool _completed;
    private int _flushScheduled;
    private long _unflushed;

    /// <summary>The bytes sent.</summary>
    public long BytesSent { get; private set; }

    /// <summary>Takes the turn to write P-DATA-TFs to the writer that is returned; <see cref="EndData"/> must follow.</summary>
    /// <exception cref="AssociationException">The association does not carry data: not established, being released, or gone.</exception>
    public async ValueTask<IBufferWriter<byte>> BeginDataAsync()
    {
        await _writing.WaitAsync().ConfigureAwait(false);
        if (!_completed && TryTransit(Evt9, out _))
        {
            return _output;
        }

        _writing.Release();
        throw EndException();
    }

    /// <summary>Throws where the association has ended meanwhile, so that a long turn ends too.</summary>
    public void ThrowIfEnded()
    {
        lock (_gate)
        {
            if (_end is null)
            {
                return;
            }
        }

        throw EndException();
    }

    /// <summary>Gives the turn back.</summary>
    public void EndData() => _writing.Release();

    /// <summary>Counts what was written in this turn, and sends it where enough has come together; waits while the peer is slow.</summary>
    /// <param name="written">The bytes written since the last call.</param>
    /// <param name="mustFlush">True where more will not follow.</param>
    public ValueTask WrittenAsync(long written, bool mustFlush)
    {
        BytesSent += written;
        _unflushed += written;
        return mustFlush || _unflushed >= FlushThreshold ? FlushAsync() : ValueTask.CompletedTask;
    }

    /// <summary>Sends what was written a moment later, together with what is written until then.</summary>
    public void ScheduleFlush()
    {
        if (Interlocked.Exchange(ref _flushScheduled, 1) == 0)
        {
            LateFlushes.Add(this);
        }
    }

    /// <summary>The moment has come; mostly all was sent meanwhile.</summary>
    public void FlushLate()
    {
        Volatile.Write(ref _flushScheduled, 0);
        if (Volatile.Read(ref _unflushed) > 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    void IThreadPoolWorkItem.Execute() => _ = FlushScheduledAsync();

    private async Task FlushScheduledAsync()
    {
        await _writing.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_unflushed > 0 && !_completed)
            {
                await FlushAsync().ConfigureAwait(false);
            }
        }
        catch (AssociationException exception)
        {
            OnLost(exception.Message);
        }
        finally
        {
            _writing.Release();
        }
    }

    private async ValueTask SendAsync(Action<IBufferWriter<byte>> write, bool isAbort = false)
    {
        await _writing.WaitAsync().ConfigureAwait(false);
        try
        {
            if (!_completed)
            {
                write(_output);
                await FlushAsync(isAbort).ConfigureAwait(false);
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    private async ValueTask FlushAsync(bool isAbort = false)
    {
        lock (_gate)
        {
            if (_closing)
            {
                throw EndException();
            }

            _flushing = true;
        }

        try
        {
            _unflushed = 0;
            var flush = _output.FlushAsync();
            FlushResult result;
            if (flush.IsCompletedSuccessfully)
            {
                result = flush.Result;
            }
            else
            {
                _write.Start(isAbort && _options.WriteTimeout > AbortTimeout ? AbortTimeout : _options.WriteTimeout);
                result = await flush.ConfigureAwait(false);
                await SocketThreads.Yield(); // it may be the sending thread, or who cancels within a lock
            }

            if (result.IsCompleted || (result.IsCanceled && !isAbort))
            {
                throw EndException();
            }
        }
        catch (Exception exception) when (exception is not (AssociationException or OutOfMemoryException))
        {
            throw new AssociationException("The transport failed: " + exception.Message, exception);
        }
        finally
        {
            _write.Stop();
            lock (_gate)
            {
                _flushing = false;
            }
        }
    }

    private void CancelFlush()
    {
        lock (_gate)
        {
            if (_flushing)
            {
                _output.CancelPendingFlush();
            }
        }
    }

    /// <summary>The exception that tells how the association ended.</summary>
    public AssociationException EndException()
    {
        lock (_gate)
        {
            return new AssociationException(_end ?? new AssociationEnd(AssociationEndReason.TransportLost, "The association does not carry data any more."));
        }
    }

    private async ValueTask CompleteTransportAsync()
    {
        await _writing.WaitAsync().ConfigureAwait(false);
        _completed = true;
        _writing.Release();
        await _output.CompleteAsync().ConfigureAwait(false);
        await _input.CompleteAsync().ConfigureAwait(false);
    }
}
