using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Gantry.Dicom;

namespace Gantry.Benchmarks.Ingest;

/// <summary>Associations that store at the same time, each one instance after the other.</summary>
/// <param name="Stored">The instances that were answered Success.</param>
/// <param name="Failed">The others.</param>
/// <param name="Elapsed">From the first request to the last response.</param>
/// <param name="Milliseconds">How long each took, in order.</param>
internal sealed record StoreLoad(int Stored, int Failed, TimeSpan Elapsed, double[] Milliseconds)
{
    public double Rate => Stored / Elapsed.TotalSeconds;

    /// <summary>How long the slowest took but for a share of them, in ms.</summary>
    public double Percentile(double share) => Milliseconds.Length == 0 ? double.NaN : Milliseconds[(int)((Milliseconds.Length - 1) * share)];

    /// <summary>Stores.</summary>
    /// <param name="port">Where the acceptor listens.</param>
    /// <param name="aeTitle">Its AE title.</param>
    /// <param name="associations">How many at a time.</param>
    /// <param name="rows">The size of the images.</param>
    /// <param name="duration">How long.</param>
    /// <param name="maximum">After how many instances at the latest.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static StoreLoad Run(int port, string aeTitle, int associations, int rows, TimeSpan duration, int maximum, CancellationToken cancellationToken)
    {
        using var ready = new Barrier(associations + 1);
        var (left, stored, failed) = (maximum, 0, 0);
        var times = new List<double>();
        ExceptionDispatchInfo? fault = null;
        var threads = Enumerable.Range(0, associations).Select(_ => new Thread(Store)).ToList();
        threads.ForEach(thread => thread.Start());
        ready.SignalAndWait(cancellationToken);
        var begun = Stopwatch.GetTimestamp();
        threads.ForEach(thread => thread.Join());
        var elapsed = Stopwatch.GetElapsedTime(begun);
        fault?.Throw();
        cancellationToken.ThrowIfCancellationRequested();
        times.Sort();
        return new(stored, failed, elapsed, [.. times]);

        void Store()
        {
            var mine = new List<double>();
            var isReady = false;
            try
            {
                using var scu = StoreScu.Associate(port, aeTitle, Uids.CTImageStorage.Value);
                var message = new StoreMessage(rows, scu.MaximumPduLength);
                isReady = true;
                ready.SignalAndWait(cancellationToken);
                var first = Stopwatch.GetTimestamp();
                while (Stopwatch.GetElapsedTime(first) < duration && Interlocked.Decrement(ref left) >= 0 && !cancellationToken.IsCancellationRequested)
                {
                    var sent = Stopwatch.GetTimestamp();
                    scu.Send(message.Next());
                    var status = scu.ReceiveStatus();
                    mine.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
                    Interlocked.Increment(ref status == 0 ? ref stored : ref failed);
                }

                scu.Leave();
            }
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref fault, ExceptionDispatchInfo.Capture(exception), null);
                if (!isReady)
                {
                    ready.RemoveParticipant();
                }
            }

            lock (times)
            {
                times.AddRange(mine);
            }
        }
    }
}
