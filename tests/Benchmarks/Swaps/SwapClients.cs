using System.Collections.Concurrent;
using System.Diagnostics;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Benchmarks.Swaps;

/// <summary>Associations that store and query for as long as plugins are replaced.</summary>
internal sealed class SwapClients : IAsyncDisposable
{
    private const int Storers = 3;
    private const int PixelBytes = 20_000;
    private const string PatientId = "SWAP";

    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _tasks;
    private readonly TimeSpan _pause;
    private int _stored;
    private int _queries;
    private long _longest;

    /// <param name="port">Where the server is.</param>
    /// <param name="pause">How long each association rests between two operations.</param>
    public SwapClients(int port, TimeSpan pause)
    {
        _pause = pause;
        _tasks = [.. Enumerable.Range(0, Storers).Select(_ => Task.Run(() => TryAsync(() => StoreAsync(port)))), Task.Run(() => TryAsync(() => QueryAsync(port)))];
    }

    public ConcurrentQueue<string> Failures { get; } = new();

    public int Stored => Volatile.Read(ref _stored);

    public int Queries => Volatile.Read(ref _queries);

    public TimeSpan Longest => TimeSpan.FromTicks(Volatile.Read(ref _longest));

    /// <summary>Waits until each kind of operation was performed so many times more, or one has failed.</summary>
    public async Task GoOnAsync(int times, CancellationToken cancellationToken)
    {
        var (stored, queries) = (Stored + times, Queries + times);
        while (Failures.IsEmpty && (Stored < stored || Queries < queries))
        {
            await Task.Delay(50, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_tasks);
        _stop.Dispose();
    }

    private async Task TryAsync(Func<Task> loop)
    {
        try
        {
            await loop();
        }
        catch (Exception exception) when (exception is AssociationException or FindException or PresentationContextException or IOException)
        {
            Failures.Enqueue(exception.Message);
        }
    }

    private async Task StoreAsync(int port)
    {
        var (study, series) = (Uid.New(), Uid.New());
        await using var association = await ConnectAsync(port, new ProposedContext(Uids.CTImageStorage, [TransferSyntax.ExplicitVRLittleEndian]));
        while (!_stop.IsCancellationRequested)
        {
            var instance = Uid.New();
            var request = new StoreRequest(Uids.CTImageStorage, instance, TransferSyntax.ExplicitVRLittleEndian, DataSetSource.Of(DataSet(study, series, instance)));
            var begun = Stopwatch.GetTimestamp();
            var response = await association.StoreAsync(request);
            var rest = NoteAsync(begun, ref _stored);
            if (response.Status != DimseStatus.Success)
            {
                Failures.Enqueue($"C-STORE: {response.Status} {response.ErrorComment}");
            }

            await rest;
        }
    }

    private async Task QueryAsync(int port)
    {
        var find = Uids.StudyRootQueryRetrieveInformationModelFind;
        await using var association = await ConnectAsync(port, new ProposedContext(find));
        var identifier = new DicomDataSetBuilder()
            .Add(Tags.QueryRetrieveLevel, "STUDY")
            .Add(Tags.PatientID, PatientId)
            .Add(Tags.StudyInstanceUID)
            .Add(Tags.NumberOfStudyRelatedInstances)
            .Build();
        while (!_stop.IsCancellationRequested)
        {
            var begun = Stopwatch.GetTimestamp();
            await foreach (var _ in association.FindAsync(find, identifier))
            {
                continue;
            }

            await NoteAsync(begun, ref _queries);
        }
    }

    private static Task<Association> ConnectAsync(int port, ProposedContext context) => DicomClient.ConnectAsync(
        "127.0.0.1", port, new AETitle(GantryServer.AETitle), new AETitle("BENCH"), [context], new RequestorOptions { ResponseTimeout = TimeSpan.FromMinutes(5) });

    private static byte[] DataSet(Uid study, Uid series, Uid instance) => DataSetWriter.ToArray(
        new DicomDataSetBuilder()
            .Add(Tags.SOPClassUID, Uids.CTImageStorage)
            .Add(Tags.SOPInstanceUID, instance)
            .Add(Tags.StudyDate, "20260102")
            .Add(Tags.Modality, "CT")
            .Add(Tags.PatientName, "ANON^ONE")
            .Add(Tags.PatientID, PatientId)
            .Add(Tags.StudyInstanceUID, study)
            .Add(Tags.SeriesInstanceUID, series)
            .Add(Tags.PixelData, new byte[PixelBytes], Vr.OW)
            .Build(),
        TransferSyntax.ExplicitVRLittleEndian);

    private Task NoteAsync(long begun, ref int count)
    {
        Interlocked.Increment(ref count);
        var ticks = Stopwatch.GetElapsedTime(begun).Ticks;
        for (var longest = Volatile.Read(ref _longest); ticks > longest; longest = Volatile.Read(ref _longest))
        {
            Interlocked.CompareExchange(ref _longest, ticks, longest);
        }

        return Task.Delay(_pause);
    }
}
