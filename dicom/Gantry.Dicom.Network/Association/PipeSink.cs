using System.Buffers;
using System.IO.Pipelines;

namespace Gantry.Dicom.Network;

/// <summary>Hands a data set to whoever performs the request, as a bounded pipe.</summary>
internal sealed class PipeSink : MessageSink
{
    // Beyond this the peer is held back. A fragment is written whole, so the pipe holds at most this and one PDU.
    private const int PauseThreshold = 262_144;

    private static readonly PipeOptions Options = new(
        readerScheduler: SocketThreads.Scheduler, // whoever reads shall not run on, and block, the thread that receives, before that has received all
        writerScheduler: PipeScheduler.ThreadPool,
        pauseWriterThreshold: PauseThreshold,
        resumeWriterThreshold: PauseThreshold / 2,
        minimumSegmentSize: 16_384,
        useSynchronizationContext: false);

    private readonly Association _association;
    private readonly Pipe _pipe = new(Options);
    private readonly Lock _gate = new();
    private bool _isFlushing;
    private bool _isCompleted;
    private bool _isAbandoned;
    private AssociationException? _failure;

    public PipeSink(Association association) => _association = association;

    public PipeReader Reader => _pipe.Reader;

    public override async ValueTask WriteAsync(ReadOnlySequence<byte> fragment)
    {
        if (_isAbandoned || fragment.IsEmpty)
        {
            _association.CountDrained(fragment.Length);
            return;
        }

        ValueTask<FlushResult> flush;
        lock (_gate)
        {
            if (_isCompleted)
            {
                return;
            }

            var writer = _pipe.Writer;
            foreach (var segment in fragment)
            {
                segment.Span.CopyTo(writer.GetSpan(segment.Length));
                writer.Advance(segment.Length);
            }

            flush = writer.FlushAsync();
            _isFlushing = true;
        }

        var result = await flush.ConfigureAwait(false);
        lock (_gate)
        {
            _isFlushing = false;
            if (_failure is not null)
            {
                Complete(_failure);
            }
        }

        if (result.IsCompleted)
        {
            _isAbandoned = true;
            _association.CountDrained(fragment.Length);
        }
    }

    public override ValueTask CompleteAsync()
    {
        lock (_gate)
        {
            Complete(null);
        }

        return ValueTask.CompletedTask;
    }

    public override void Fail(AssociationException exception)
    {
        lock (_gate)
        {
            if (_isFlushing)
            {
                _failure = exception;
                _pipe.Writer.CancelPendingFlush();
            }
            else
            {
                Complete(exception);
            }
        }
    }

    private void Complete(Exception? exception)
    {
        if (!_isCompleted)
        {
            _isCompleted = true;
            _pipe.Writer.Complete(exception);
        }
    }
}
