using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Host.Dispatch.Retrievals;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Settings;
using static Gantry.Host.Administration.AdminEndpoints;

namespace Gantry.Host.Administration;

/// <summary>
/// <c>/admin/retrievals</c>: the retrievals that go on, those that were interrupted, and with <c>all=true</c> the last that ended; one with what became of each instance.
/// POST has one that was interrupted go on, or ends one.
/// </summary>
internal static class RetrievalEndpoints
{
    private const int MaximumRecorded = 1_000;

    public static async Task<IResult> ListAsync(HttpContext context)
    {
        var all = context.Request.Query["all"].ToString() == "true";
        var own = context.Service<RetrievalBook>().List();
        var (recorded, fault) = await RecordedAsync(context, own, all).ConfigureAwait(false);
        var view = new RetrievalsView(
            [
                .. own.Where(retrieval => all || retrieval.EndedAt is null).Select(retrieval => View(context, retrieval, withInstances: false)),
                .. recorded.Select(stored => View(context, stored, withInstances: false)),
            ],
            fault);
        return Results.Json(view, RetrievalJson.Default.RetrievalsView);
    }

    public static async Task<IResult> ShowAsync(HttpContext context)
    {
        var id = (string)context.Request.RouteValues["id"]!;
        return context.Service<RetrievalBook>().List().FirstOrDefault(retrieval => retrieval.Id == id) is { } found
            ? Results.Json(View(context, found, withInstances: true), RetrievalJson.Default.RetrievalView)
            : await FindAsync(context, (_, stored) => Task.FromResult<StoredJob?>(stored)).ConfigureAwait(false);
    }

    /// <summary>Has one go on at once: what remains is sent, and what failed once more.</summary>
    public static Task<IResult> ResumeAsync(HttpContext context) => ChangeAsync(context, (job, now) => RetrievalView.Read(job)?.Repeated() is { Counters.Remaining: > 0 } repeated
        ? job with { State = JobState.Pending, DueAt = now, Priority = 1, Attributes = repeated.ToAttributes(), Note = "Resumed by an administrator." }
        : throw new BadHttpRequestException("Nothing remains of it to be sent.", 409));

    /// <summary>Ends one: nothing more of it is sent.</summary>
    public static Task<IResult> CancelAsync(HttpContext context) => ChangeAsync(context, (job, _) => job.State is JobState.Pending or JobState.Idle
        ? job with { State = JobState.Failed, Note = "Cancelled by an administrator." }
        : throw new BadHttpRequestException("It has ended already.", 409));

    /// <summary>A retrieval of the queue, as an answer.</summary>
    public static IResult Shown(HttpContext context, StoredJob stored, int status) =>
        Results.Json(View(context, stored, withInstances: true), RetrievalJson.Default.RetrievalView, statusCode: status);

    private static Task<IResult> ChangeAsync(HttpContext context, Func<Job, DateTimeOffset, Job> change) => FindAsync(context, async (queue, stored) =>
    {
        var now = context.Service<TimeProvider>().GetUtcNow();
        return await queue.UpdateAsync(stored, change(stored.Job, now), lease: null, now, context.RequestAborted).ConfigureAwait(false);
    });

    // One that goes on has the id of its operation; its record, where there is one by now, is the same.
    private static async Task<IResult> FindAsync(HttpContext context, Func<IRetrieveQueue, StoredJob, Task<StoredJob?>> use)
    {
        var id = (string)context.Request.RouteValues["id"]!;
        var own = context.Service<RetrievalBook>().List().FirstOrDefault(retrieval => retrieval.Id == id);
        return await ServiceCall.UseAsync<IRetrieveQueue>(context, async (queue, cancellationToken) =>
        {
            var found = own is null
                ? Uid.TryParse(id, out var uid) ? await queue.GetAsync(uid, cancellationToken).ConfigureAwait(false) : null
                : await RecordOfAsync(queue, own, cancellationToken).ConfigureAwait(false);
            if (found is null or { Job.IsOutgoing: true })
            {
                return own is null
                    ? Problem(404, "No such retrieval", $"There is no retrieval {id} that goes on or has ended lately.")
                    : Problem(409, "No record", $"Retrieval {id} has no record that could be changed; gantry associations abort ends the association that asked for it.");
            }

            return await use(queue, found).ConfigureAwait(false) is { } stored
                ? Results.Json(View(context, stored, withInstances: true), RetrievalJson.Default.RetrievalView)
                : Problem(409, "Not done", "It was changed just now; try again.");
        }).ConfigureAwait(false);
    }

    private static async Task<StoredJob?> RecordOfAsync(IRetrieveQueue queue, Retrieval own, CancellationToken cancellationToken)
    {
        await foreach (var stored in queue.FindAsync(new JobFilter { States = [JobState.Pending, JobState.Idle], Peer = own.Destination, IsOutgoing = false }, cancellationToken).ConfigureAwait(false))
        {
            if (RetrievalView.Read(stored.Job) is { } retrieval && IsOf(stored, retrieval, own))
            {
                return stored;
            }
        }

        return null;
    }

    /// <returns>Those that are not shown as operations of this host; and why they cannot be told, null where they can.</returns>
    private static async Task<(IReadOnlyList<StoredJob> Recorded, string? Fault)> RecordedAsync(HttpContext context, IReadOnlyList<Retrieval> own, bool all)
    {
        var goingOn = own.Where(retrieval => retrieval.EndedAt is null).ToList();
        var last = new Queue<StoredJob>();
        try
        {
            using var leases = new OperationLeases(context.Service<PluginRegistry>());
            var filter = new JobFilter { States = all ? [] : [JobState.Pending, JobState.Idle], IsOutgoing = false };
            await foreach (var stored in leases.Get<IRetrieveQueue>().FindAsync(filter, context.RequestAborted).ConfigureAwait(false))
            {
                var isForgotten = stored is { Attempts: 0, Job.State: JobState.Done };
                if (isForgotten || (RetrievalView.Read(stored.Job) is { } retrieval && goingOn.Exists(running => IsOf(stored, retrieval, running))))
                {
                    continue;
                }

                last.Enqueue(stored);
                if (last.Count > MaximumRecorded)
                {
                    last.Dequeue();
                }
            }

            return ([.. last], null);
        }
        catch (Exception exception) when (exception is ServiceUnavailableException or CatalogException)
        {
            return ([], $"What was interrupted cannot be told: {exception.Message}");
        }
    }

    // The ids of operations begin anew with each start; their requestor, destination and time tell those of another start.
    private static bool IsOf(StoredJob stored, RetrievalJob retrieval, Retrieval own) =>
        retrieval.CorrelationId == own.Id && retrieval.Requestor == own.Requestor && stored.Job.Peer == own.Destination
        && (stored.Job.CreatedAt - own.BegunAt).Duration() < TimeSpan.FromSeconds(10);

    private static RetrievalView View(HttpContext context, Retrieval retrieval, bool withInstances) =>
        RetrievalView.Of(retrieval, context.Service<TimeProvider>().GetUtcNow(), withInstances, context.Service<GantrySettings>().Logging.PatientData);

    private static RetrievalView View(HttpContext context, StoredJob stored, bool withInstances) =>
        RetrievalView.Of(stored, context.Service<TimeProvider>().GetUtcNow(), withInstances, context.Service<GantrySettings>().Logging.PatientData);
}
