using System.Collections.Concurrent;
using Serilog.Core;
using Serilog.Debugging;
using Serilog.Events;

namespace Gantry.Host.Logging;

/// <summary>
/// Writes log events a little later and many at a time, so that who serves peers does not wait for console and disk. Warnings and worse are written before the
/// call returns, with all that came before them.
/// </summary>
/// <param name="log">What formats events, into the outputs. Disposed with the queue.</param>
/// <param name="outputs">Where they are collected.</param>
/// <param name="time">The clock.</param>
/// <remarks>
/// Safe for concurrent use. At most <see cref="Most"/> events wait: whoever logs the next one writes them. Disposing writes all; what ends the process without
/// that may cost the events below a warning of the last <see cref="Delay"/>.
/// </remarks>
internal sealed class LogQueue(Logger log, IReadOnlyList<IBatchedOutput> outputs, TimeProvider time) : ILogEventSink, IDisposable
{
    /// <summary>The most events that wait.</summary>
    public const int Most = 4_096;

    /// <summary>How long an event waits for others.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(100);

    private readonly Lock _writing = new();
    private readonly ConcurrentQueue<LogEvent> _waiting = new();
    private ITimer? _timer;
    private int _count;
    private int _isScheduled;

    public void Emit(LogEvent logEvent)
    {
        _waiting.Enqueue(logEvent);
        if (Interlocked.Increment(ref _count) >= Most || logEvent.Level >= LogEventLevel.Warning)
        {
            Write();
        }
        else if (Interlocked.Exchange(ref _isScheduled, 1) == 0)
        {
            Schedule();
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        Write();
        log.Dispose();
    }

    private void Schedule()
    {
        _timer ??= time.CreateTimer(static queue => ((LogQueue)queue!).WriteOnTime(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(Delay, Timeout.InfiniteTimeSpan);
    }

    private void WriteOnTime()
    {
        Volatile.Write(ref _isScheduled, 0); // before the look at what waits: who comes later schedules anew
        Write();
    }

    private void Write()
    {
        lock (_writing)
        {
            // What comes meanwhile is not waited for: nobody shall write for others without end.
            for (var count = _waiting.Count; count > 0 && _waiting.TryDequeue(out var logEvent); count--)
            {
                Interlocked.Decrement(ref _count);
                log.Write(logEvent);
            }

            foreach (var output in outputs)
            {
                Release(output);
            }
        }
    }

    private static void Release(IBatchedOutput output)
    {
        try
        {
            output.Release();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            SelfLog.WriteLine("The log cannot be written: {0}", exception); // a full disk or a console that is gone stops no association
        }
    }
}
