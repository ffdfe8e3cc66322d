using System.Composition;
using System.Globalization;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Move;

/// <summary>Goes on with a C-MOVE that was interrupted: sends what remains to its destination. Nobody is answered, for the requestor's association is gone.</summary>
[Export]
[method: ImportingConstructor]
public sealed class Resumption(
    RetrieveQueue queue, ICatalog catalog, ICatalogScopePolicy scopes, IInstanceStore store, PixelCodecs codecs, DecodingFolder decoding, IRemoteNodes nodes,
    IPluginSettings<MoveSettings> settings, TimeProvider time, ILoggerFactory loggers)
{
    internal const string Interrupted = "Interrupted: the server or the plugin was stopping.";

    private const int UidsOfSelection = 500;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);
    private const int LongestPauses = 10;
    private readonly ILogger _logger = loggers.CreateLogger<Resumption>();

    /// <summary>Sends what remains of a retrieval that was claimed, and saves what became of it.</summary>
    internal async Task RunAsync(StoredJob claimed, CancellationToken stopping)
    {
        if (Read(claimed, out var refusal) is not { } retrieval)
        {
            await queue.UpdateAsync(claimed, claimed.Job with { State = JobState.Failed, Note = refusal }, lease: null, time.GetUtcNow(), CancellationToken.None).ConfigureAwait(false);
            return;
        }

        var record = RetrievalRecord.GoOn(queue, claimed, retrieval, time, _logger);
        await using (record.ConfigureAwait(false))
        {
            if (Obstacle(claimed.Job) is { } obstacle)
            {
                await StopAsync(record, claimed.Job, obstacle).ConfigureAwait(false);
                return;
            }

            using var requested = CancellationTokenSource.CreateLinkedTokenSource(stopping, record.Lost);
            try
            {
                _logger.Resumed(claimed.Job.Uid, retrieval.Requestor.Value, claimed.Job.Peer.Value, retrieval.Counters);
                var fault = await SendAsync(claimed.Job, retrieval, record, requested.Token).ConfigureAwait(false);
                await SettleAsync(claimed, record, fault).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (requested.IsCancellationRequested)
            {
                await record.LeaveAsync(Interrupted, time.GetUtcNow()).ConfigureAwait(false);
            }
        }
    }

    private RetrievalJob? Read(StoredJob claimed, out string refusal)
    {
        try
        {
            refusal = "";
            return RetrievalJob.Read(claimed.Job.Attributes);
        }
        catch (FormatException fault)
        {
            refusal = fault.Message;
            _logger.NotResumed(claimed.Job.Uid, claimed.Job.Peer.Value, refusal);
            return null;
        }
    }

    private string? Obstacle(Job job) =>
        !nodes.TryGet(job.Peer, out _) ? $"{job.Peer} is not a known AE."
        : job.Priority <= 0 && time.GetUtcNow() >= EndOf(job) ? "It was interrupted too long ago to go on by itself; gantry retrieves resume goes on with it."
        : null;

    private DateTimeOffset EndOf(Job job) => job.CreatedAt + settings.Current.ResumesWithin;

    /// <returns>Why something remains; null where nothing does.</returns>
    private async Task<string?> SendAsync(Job job, RetrievalJob retrieval, RetrievalRecord record, CancellationToken requested)
    {
        List<CatalogInstance> instances;
        try
        {
            instances = await SelectAsync(retrieval, record, requested).ConfigureAwait(false);
        }
        catch (CatalogException failure)
        {
            return failure.Message;
        }

        if (instances.Count == 0)
        {
            return null;
        }

        if (!nodes.TryGet(job.Peer, out var known))
        {
            return $"{job.Peer} is not a known AE.";
        }

        var now = settings.Current;
        var node = known with { CallingAETitle = retrieval.CalledAETitle, MaximumOperations = now.WindowTo(job.Peer) };
        var conversion = new Conversion(codecs, decoding, retrieval.TransferSyntax);
        var subOperation = new InstanceSubOperation(store, conversion, _logger, job.Uid.Value);
        var originator = new MoveOriginator(retrieval.Requestor, retrieval.MessageId);
        var move = new InstanceMove(nodes, node, now, conversion, _logger, job.Uid.Value);
        await using (move.ConfigureAwait(false))
        await using (subOperation.ConfigureAwait(false))
        {
            await move.SendAsync(
                instances, (sender, instance, next) => subOperation.PerformAsync(sender, instance, next, originator, requested), new RetrievalCounters(instances.Count, record),
                new RetrievalProgress(new NoResponses(), now, time), requested).ConfigureAwait(false);
            return move.IsReached ? null : "The move destination cannot be reached.";
        }
    }

    // What the requestor may see now: it may be less than when it asked. What is not there any more has failed.
    private async Task<List<CatalogInstance>> SelectAsync(RetrievalJob retrieval, RetrievalRecord record, CancellationToken cancellationToken)
    {
        var scope = await scopes.OfAsync(new CatalogCaller(retrieval.Requestor, retrieval.User), cancellationToken).ConfigureAwait(false);
        var instances = new List<CatalogInstance>();
        foreach (var some in retrieval.Instances.Where(instance => instance.Status is null).Select(instance => instance.Reference.SopInstanceUid).Chunk(UidsOfSelection))
        {
            var found = new Dictionary<Uid, CatalogInstance>();
            await foreach (var instance in catalog.SelectAsync(new InstanceSelection { Instances = [.. some], Scope = scope }, cancellationToken).ConfigureAwait(false))
            {
                found[instance.SopInstance] = instance;
            }

            instances.AddRange(some.Where(found.ContainsKey).Select(uid => found[uid]));
            foreach (var gone in some.Where(uid => !found.ContainsKey(uid)))
            {
                record.Note(gone, DimseStatus.NoSuchSopInstance);
            }
        }

        return instances;
    }

    private async Task SettleAsync(StoredJob claimed, RetrievalRecord record, string? fault)
    {
        var (job, counters) = (claimed.Job, record.Now().Counters);
        if (counters.Remaining == 0)
        {
            await record.EndAsync(JobState.Done, string.Create(CultureInfo.InvariantCulture, $"Resumed: {counters.Completed + counters.Warning} sent, {counters.Failed} failed."))
                .ConfigureAwait(false);
            _logger.ResumedEnded(job.Uid, record.Now().Requestor.Value, job.Peer.Value, counters);
            return;
        }

        var note = fault ?? "Not all could be sent.";
        var dueAt = time.GetUtcNow() + (FirstPause * Math.Min(Math.Max(claimed.Attempts, 1), LongestPauses));
        if (dueAt >= EndOf(job))
        {
            await StopAsync(record, job, note).ConfigureAwait(false);
            return;
        }

        await record.LeaveAsync(note, dueAt).ConfigureAwait(false);
        _logger.ResumedLater(job.Uid, job.Peer.Value, dueAt, note);
    }

    private async Task StopAsync(RetrievalRecord record, Job job, string note)
    {
        await record.EndAsync(JobState.Idle, note).ConfigureAwait(false);
        _logger.NotResumed(job.Uid, job.Peer.Value, note);
    }
}
