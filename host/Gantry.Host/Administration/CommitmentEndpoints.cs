using Gantry.Contracts;
using Gantry.Dicom;
using static Gantry.Host.Administration.AdminEndpoints;

namespace Gantry.Host.Administration;

/// <summary>
/// <c>/admin/commitments</c>: the requests for storage commitment that the ledger has, of peers and to peers, the last <c>limit</c> of them, those that are open unless
/// <c>all=true</c>; one with its instances; POST has one reported, or asked anew, at once, or gives it up.
/// </summary>
internal static class CommitmentEndpoints
{
    private const int MaximumLimit = 1_000;

    public static Task<IResult> ListAsync(HttpContext context) => ServiceCall.UseAsync<ICommitmentLedger>(context, async (ledger, cancellationToken) =>
    {
        var (filter, limit) = Filter(context.Request.Query);
        var last = new Queue<CommitmentView>();
        await foreach (var stored in ledger.FindAsync(filter, cancellationToken).ConfigureAwait(false))
        {
            last.Enqueue(CommitmentView.Of(stored, withInstances: false));
            if (last.Count > limit)
            {
                last.Dequeue();
            }
        }

        return Results.Json(new CommitmentsView([.. last]), CommitmentJson.Default.CommitmentsView);
    });

    public static Task<IResult> ShowAsync(HttpContext context) => FindAsync(context, (_, stored) => Task.FromResult<StoredJob?>(stored));

    public static Task<IResult> RetryAsync(HttpContext context) => ChangeAsync(context, (job, now) => job with { State = JobState.Pending, DueAt = now });

    public static Task<IResult> GiveUpAsync(HttpContext context) =>
        ChangeAsync(context, (job, _) => job with { State = JobState.Failed, Note = "Given up by an administrator." });

    private static Task<IResult> ChangeAsync(HttpContext context, Func<Job, DateTimeOffset, Job> change) => FindAsync(context, async (ledger, stored) =>
    {
        if (stored.Job.State == JobState.Done)
        {
            throw new BadHttpRequestException("Its result has been reported already.", 409);
        }

        var now = context.Service<TimeProvider>().GetUtcNow();
        return await ledger.UpdateAsync(stored, change(stored.Job, now), lease: null, now, context.RequestAborted).ConfigureAwait(false);
    });

    private static Task<IResult> FindAsync(HttpContext context, Func<ICommitmentLedger, StoredJob, Task<StoredJob?>> use) =>
        ServiceCall.UseAsync<ICommitmentLedger>(context, async (ledger, cancellationToken) =>
        {
            var text = (string)context.Request.RouteValues["uid"]!;
            if (!Uid.TryParse(text, out var uid) || await ledger.GetAsync(uid, cancellationToken).ConfigureAwait(false) is not { } found)
            {
                return Problem(404, "No such request", $"The ledger has no request {text}.");
            }

            return await use(ledger, found).ConfigureAwait(false) is { } stored
                ? Results.Json(CommitmentView.Of(stored, withInstances: true), CommitmentJson.Default.CommitmentView)
                : Problem(409, "Not done", "It is being worked on just now; try again.");
        });

    private static (JobFilter Filter, int Limit) Filter(IQueryCollection query)
    {
        var (all, peer, instance) = (query["all"].ToString(), query["peer"].ToString(), query["instance"].ToString());
        var filter = new JobFilter
        {
            States = all == "true" ? [] : [JobState.Idle, JobState.Pending],
            Peer = peer.Length == 0 ? null : AETitle.TryParse(peer, out var title) ? title : throw new BadHttpRequestException($"'{peer}' is not an AE title."),
            Instances = instance.Length == 0 ? [] : Uid.TryParse(instance, out var uid) ? [uid] : throw new BadHttpRequestException($"'{instance}' is not a UID."),
        };
        return (filter, QueryValues.Number(query, "limit", 100, 1, MaximumLimit));
    }
}
