using System.Composition;
using System.Globalization;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Move;

/// <summary>Has another AE send here what an outgoing job of the queue names, and saves how far that is.</summary>
/// <remarks>What is changed of the job meanwhile, by an administrator who pauses or cancels it for one, ends the retrieval by C-CANCEL.</remarks>
[Export]
[method: ImportingConstructor]
public sealed class Fetch(RetrieveQueue queue, IPluginContext context, IRemoteNodes nodes, TimeProvider time, ILoggerFactory loggers)
{
    private const int MostAttempts = 5;
    private static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(2), FirstPause = TimeSpan.FromSeconds(30);
    private readonly ILogger _logger = loggers.CreateLogger<Fetch>();

    /// <summary>Performs a job that was claimed.</summary>
    internal async Task RunAsync(StoredJob claimed, CancellationToken stopping)
    {
        FetchJob fetch;
        try
        {
            fetch = FetchJob.Read(claimed.Job.Attributes);
        }
        catch (FormatException fault)
        {
            await EndAsync(claimed, claimed.Job with { State = JobState.Failed, Note = fault.Message }).ConfigureAwait(false);
            return;
        }

        if (!nodes.TryGet(claimed.Job.Peer, out var node))
        {
            await EndAsync(claimed, claimed.Job with { State = JobState.Failed, Note = $"{claimed.Job.Peer} is not a known AE." }).ConfigureAwait(false);
            return;
        }

        _logger.FetchBegun(claimed.Job.Uid, claimed.Job.Peer.Value);
        using var requested = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var progress = new Progress();
        var moving = MoveAsync(node, fetch.Identifier, progress, requested.Token);
        var held = await HoldAsync(claimed, fetch, progress, moving, requested).ConfigureAwait(false);
        var (status, reason) = await moving.ConfigureAwait(false);
        if (held is not null)
        {
            var counters = progress.Last ?? fetch.Counters;
            await EndAsync(held, Settled(held, fetch with { Counters = counters }, status, reason, stopping.IsCancellationRequested)).ConfigureAwait(false);
        }
    }

    private async Task<(DimseStatus? Status, string Fault)> MoveAsync(RemoteNode node, DicomDataSet identifier, Progress progress, CancellationToken cancellationToken)
    {
        try
        {
            var client = nodes.ClientOf(node);
            await using (client.ConfigureAwait(false))
            {
                var result = await client.MoveAsync(new AETitle(context.HostAETitle), identifier, progress, cancellationToken).ConfigureAwait(false);
                progress.Report(result.SubOperations);
                return (result.Status, result.ErrorComment ?? "");
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return (DimseStatus.Cancel, "");
        }
        catch (Exception fault) when (fault is AssociationException or IOException)
        {
            return (null, fault.Message);
        }
        catch (PresentationContextException)
        {
            return (DimseStatus.SopClassNotSupported, "It does not serve C-MOVE.");
        }
    }

    /// <returns>The job as it lies there; null where it is another's now.</returns>
    private async Task<StoredJob?> HoldAsync(StoredJob claimed, FetchJob fetch, Progress progress, Task moving, CancellationTokenSource requested)
    {
        var held = claimed;
        while (!moving.IsCompleted)
        {
            try
            {
                await moving.WaitAsync(SaveInterval, time).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                var now = time.GetUtcNow();
                var job = held.Job with { Attributes = (fetch with { Counters = progress.Last ?? fetch.Counters }).ToAttributes() };
                try
                {
                    if (await queue.UpdateAsync(held, job, new JobLease(claimed.Lease!.Owner, now + RetrievalRecord.LeaseTime), now, CancellationToken.None).ConfigureAwait(false) is { } saved)
                    {
                        held = saved;
                        continue;
                    }
                }
                catch (CatalogException failure)
                {
                    _logger.NotRecorded(failure.Message, claimed.Job.Uid.Value); // the next save may do; without one the lease ends, and another begins anew
                    continue;
                }

                await requested.CancelAsync().ConfigureAwait(false);
                return null;
            }
        }

        return held;
    }

    private Job Settled(StoredJob held, FetchJob fetch, DimseStatus? status, string fault, bool isStopping)
    {
        var job = held.Job with { Attributes = fetch.ToAttributes() };
        var failed = fetch.Counters?.Failed ?? 0;
        return status?.Class switch
        {
            DimseStatusClass.Success => job with { State = JobState.Done, Note = "" },
            DimseStatusClass.Warning => job with { State = JobState.Done, Note = string.Create(CultureInfo.InvariantCulture, $"{failed} could not be sent: {status} {fault}").TrimEnd() },
            DimseStatusClass.Cancel when isStopping => job with { DueAt = time.GetUtcNow(), Note = Resumption.Interrupted },
            DimseStatusClass.Cancel => job with { State = JobState.Failed, Note = $"{job.Peer} has cancelled it." },
            _ when held.Attempts < MostAttempts && status != DimseStatus.SopClassNotSupported => job with
            {
                DueAt = time.GetUtcNow() + (FirstPause * held.Attempts),
                Note = status is null ? fault : $"{status} {fault}".TrimEnd(),
            },
            _ => job with { State = JobState.Failed, Note = status is null ? fault : $"{status} {fault}".TrimEnd() },
        };
    }

    private async Task EndAsync(StoredJob held, Job job)
    {
        await queue.UpdateAsync(held, job, lease: null, time.GetUtcNow(), CancellationToken.None).ConfigureAwait(false);
        _logger.FetchEnded(job.Uid, job.Peer.Value, job.State, job.Note);
    }

    // Progress of the runtime's own would report on other threads, in any order.
    private sealed class Progress : IProgress<SubOperationCounters>
    {
        private volatile object? _last;

        public SubOperations? Last => (SubOperations?)_last;

        public void Report(SubOperationCounters value) =>
            _last = new SubOperations(value.Remaining ?? 0, value.Completed ?? 0, value.Failed ?? 0, value.Warning ?? 0);
    }
}
