using System.Collections.Concurrent;
using System.Diagnostics;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>Associations that store, four unless told otherwise, and one that queries, each with a pause between its operations or none; it keeps what failed.</summary>
internal sealed class SwapLoad : IAsyncDisposable
{
    public const string PatientId = "SWAP";

    /// <summary>A pause that leaves the machine to what is done under the load.</summary>
    public static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly TimeSpan _pause;
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly ConcurrentDictionary<string, Uid> _stored = new();
    private readonly List<Task> _tasks;
    private int _queries;
    private volatile string _lastMark = "";
    private long _worstTicks;

    public SwapLoad(int port, int storers = 4, TimeSpan pause = default)
    {
        _pause = pause;
        _tasks = [.. Enumerable.Range(0, storers).Select(_ => Task.Run(() => StoreAsync(port)))];
        _tasks.Add(Task.Run(() => QueryAsync(port)));
    }

    /// <summary>The instances that were acknowledged, and their studies.</summary>
    public IReadOnlyDictionary<string, Uid> Stored => _stored;

    public int Queries => Volatile.Read(ref _queries);

    /// <summary>The longest that an operation has taken.</summary>
    public TimeSpan Worst => TimeSpan.FromTicks(Volatile.Read(ref _worstTicks));

    /// <summary>What the last query was marked with; empty for none.</summary>
    public string LastMark => _lastMark;

    /// <summary>Waits until each kind of operation was performed so many times more.</summary>
    public async Task GoOnAsync(int times)
    {
        var (stores, queries) = (_stored.Count + times, Queries + times);
        await Until.TrueAsync(() => !_failures.IsEmpty || (_stored.Count >= stores && Queries >= queries), "the load goes on", TimeSpan.FromMinutes(2));
        AssertNothingFailed();
    }

    public void AssertNothingFailed() => Assert.True(_failures.IsEmpty, string.Join('\n', _failures)); // Assert.Empty would tell the beginnings alone

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_tasks);
        _stop.Dispose();
    }

    private Task PauseAsync() => _pause > TimeSpan.Zero ? Task.Delay(_pause) : Task.CompletedTask;

    private void NoteDuration(long begun)
    {
        var ticks = Stopwatch.GetElapsedTime(begun).Ticks;
        for (var worst = Volatile.Read(ref _worstTicks); ticks > worst; worst = Volatile.Read(ref _worstTicks))
        {
            Interlocked.CompareExchange(ref _worstTicks, ticks, worst);
        }
    }

    private async Task StoreAsync(int port)
    {
        try
        {
            var study = Uid.New();
            await using var association = await Scu.ConnectAsync(port, Scu.StorageContexts([(Samples.CTImage, TransferSyntax.ExplicitVRLittleEndian)]));
            for (var number = 1; !_stop.IsCancellationRequested; number++)
            {
                var sample = Samples.Make(study, number: number, patientId: PatientId, pixelBytes: 20_000);
                var begun = Stopwatch.GetTimestamp();
                var response = await association.StoreAsync(sample.Request);
                NoteDuration(begun);
                if (response.Status != DimseStatus.Success)
                {
                    _failures.Enqueue($"C-STORE: {response.Status} {response.ErrorComment}");
                }

                _stored[sample.Instance.Value] = study;
                await PauseAsync();
            }
        }
        catch (Exception exception) when (exception is AssociationException or PresentationContextException)
        {
            _failures.Enqueue($"C-STORE: {exception.Message}");
        }
    }

    private async Task QueryAsync(int port)
    {
        try
        {
            await using var association = await Scu.ConnectAsync(port, [new ProposedContext(Scu.StudyRootFind)]);
            while (!_stop.IsCancellationRequested)
            {
                var identifier = Scu.Identifier("STUDY").Add(Tags.PatientID, PatientId).Add(Tags.StudyInstanceUID).Add(Tags.NumberOfStudyRelatedInstances).Build();
                var marks = new HashSet<string>();
                var begun = Stopwatch.GetTimestamp();
                await foreach (var match in association.FindAsync(Scu.StudyRootFind, identifier))
                {
                    marks.Add(match.GetString(Tags.StorageMediaFileSetID) ?? "");
                }

                NoteDuration(begun);
                if (marks.Count > 1)
                {
                    _failures.Enqueue("C-FIND: one operation was answered by two versions.");
                }

                _lastMark = marks.FirstOrDefault(_lastMark);
                Interlocked.Increment(ref _queries);
                await PauseAsync();
            }
        }
        catch (Exception exception) when (exception is AssociationException or FindException or PresentationContextException)
        {
            _failures.Enqueue($"C-FIND: {exception.Message}");
        }
    }
}
