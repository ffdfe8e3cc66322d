using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Settings;
using Gantry.Host.Users;
using static Gantry.Host.Administration.AdminEndpoints;

namespace Gantry.Host.Administration;

/// <summary>
/// <c>/admin/fetches</c>: studies and series that other AEs are to send here, a queue with priorities that outlives a restart; POST <c>{uid}/pause|resume|cancel</c> and
/// <c>{uid}/priority?value=5</c>. POST <c>/admin/sendings</c> has something of the catalog sent to another AE; it is among the retrievals then.
/// </summary>
internal static class FetchEndpoints
{
    private const int MaximumUids = 500, MaximumShown = 1_000, MaximumPriority = 100;

    public static Task<IResult> AddAsync(HttpContext context) => ServiceCall.UseAsync<IRetrieveQueue>(context, async (queue, cancellationToken) =>
    {
        var order = await AccountEndpoints.BodyAsync(context, RemoteJson.Default.FetchOrder).ConfigureAwait(false);
        var peer = PeerOf(context, order.From);
        var (studies, series, now) = (Uids(order.Studies), Uids(order.Series ?? []), context.Service<TimeProvider>().GetUtcNow());
        if (studies.Length == 0 || (series.Length > 0 && studies.Length > 1) || Math.Abs(order.Priority) > MaximumPriority)
        {
            throw new BadHttpRequestException($"Studies are needed, or series of one study, and a priority of -{MaximumPriority} to {MaximumPriority}.");
        }

        var fetch = new FetchJob
        {
            Identifier = series.Length > 0 ? QueryIdentifier.Series(studies[0], series) : QueryIdentifier.Studies(studies),
            User = context.User().Name,
        };
        if (order.PatientId is { Length: > 0 } patient)
        {
            fetch = fetch with { Identifier = fetch.Identifier.ToBuilder().Set(Tags.PatientID, patient).Build() }; // some archives want it
        }

        var job = new Job
        {
            Uid = Uid.New(),
            IsOutgoing = true,
            Peer = peer,
            Priority = order.Priority,
            CreatedAt = now,
            DueAt = now,
            Attributes = fetch.ToAttributes(),
        };
        await queue.AddAsync(job, cancellationToken).ConfigureAwait(false);
        return Results.Json(FetchView.Of(new StoredJob(job, 1, 0, null, now)), RemoteJson.Default.FetchView, statusCode: 202);
    });

    public static Task<IResult> ListAsync(HttpContext context) => ServiceCall.UseAsync<IRetrieveQueue>(context, async (queue, cancellationToken) =>
    {
        var last = new Queue<FetchView>();
        var filter = new JobFilter { IsOutgoing = true, States = context.Request.Query["all"].ToString() == "true" ? [] : [JobState.Pending, JobState.Idle] };
        await foreach (var stored in queue.FindAsync(filter, cancellationToken).ConfigureAwait(false))
        {
            last.Enqueue(FetchView.Of(stored));
            if (last.Count > MaximumShown)
            {
                last.Dequeue();
            }
        }

        return Results.Json(new FetchesView([.. last]), RemoteJson.Default.FetchesView);
    });

    public static Task<IResult> ShowAsync(HttpContext context) => FindAsync(context, (_, stored, _) => Task.FromResult<StoredJob?>(stored));

    public static Task<IResult> ChangeAsync(HttpContext context) => FindAsync(context, (queue, stored, cancellationToken) =>
    {
        var (job, now) = (stored.Job, context.Service<TimeProvider>().GetUtcNow());
        if (job.State is JobState.Done || (job.State is JobState.Failed && (string)context.Request.RouteValues["change"]! != "resume"))
        {
            throw new BadHttpRequestException("It has ended already.", 409);
        }

        // Whoever performs it finds that the job has changed, and ends what is under way; another priority alone leaves it with whoever has it.
        var (changed, lease) = (string)context.Request.RouteValues["change"]! switch
        {
            "pause" => (job with { State = JobState.Idle, Note = "Paused." }, null),
            "resume" => (job with { State = JobState.Pending, DueAt = now, Note = "" }, job.State == JobState.Pending ? stored.Lease : null),
            "cancel" => (job with { State = JobState.Failed, Note = "Cancelled." }, null),
            "priority" => (job with { Priority = QueryValues.Number(context.Request.Query, "value", 0, -MaximumPriority, MaximumPriority) }, stored.Lease),
            _ => throw new BadHttpRequestException("There are pause, resume, cancel and priority.", 404),
        };
        return queue.UpdateAsync(stored, changed, lease, now, cancellationToken).AsTask();
    });

    public static Task<IResult> SendAsync(HttpContext context) => ServiceCall.UseAsync(context, async (leases, cancellationToken) =>
    {
        var order = await AccountEndpoints.BodyAsync(context, RemoteJson.Default.SendOrder).ConfigureAwait(false);
        var (peer, syntax, now) = (PeerOf(context, order.To), SyntaxOf(order.TransferSyntax), context.Service<TimeProvider>().GetUtcNow());
        var instances = await CatalogReferences.FindSeenAsync(context, leases, order.Uids, cancellationToken).ConfigureAwait(false);
        var sending = new RetrievalJob
        {
            Requestor = context.Service<GantrySettings>().AETitle,
            User = context.User().Caller.User,
            TransferSyntax = syntax,
            Identifier = new DicomDataSetBuilder().Set(Tags.QueryRetrieveLevel, "IMAGE").Build(),
            Instances = [.. instances.Select(instance => new RetrievalInstance(instance, null))],
        };

        // As one that an administrator resumes: it is sent though nobody waits for it.
        var job = new Job
        {
            Uid = Uid.New(),
            Peer = peer,
            Priority = 1,
            CreatedAt = now,
            DueAt = now,
            Attributes = sending.ToAttributes(),
            Note = $"Ordered by {context.User().Name}.",
        };
        await leases.Get<IRetrieveQueue>().AddAsync(job, cancellationToken).ConfigureAwait(false);
        return RetrievalEndpoints.Shown(context, new StoredJob(job, 1, 0, null, now), 202);
    });

    private static Task<IResult> FindAsync(HttpContext context, Func<IRetrieveQueue, StoredJob, CancellationToken, Task<StoredJob?>> use) =>
        ServiceCall.UseAsync<IRetrieveQueue>(context, async (queue, cancellationToken) =>
        {
            var text = (string)context.Request.RouteValues["uid"]!;
            if (!Uid.TryParse(text, out var uid) || await queue.GetAsync(uid, cancellationToken).ConfigureAwait(false) is not { Job.IsOutgoing: true } found)
            {
                return Problem(404, "No such job", $"Nothing is fetched by the name {text}.");
            }

            return await use(queue, found, cancellationToken).ConfigureAwait(false) is { } stored
                ? Results.Json(FetchView.Of(stored), RemoteJson.Default.FetchView)
                : Problem(409, "Not done", "It was changed just now; try again.");
        });

    private static AETitle PeerOf(HttpContext context, string text) =>
        !AETitle.TryParse(text, out var peer) ? throw new BadHttpRequestException($"'{text}' is not an AE title.")
        : context.Service<IRemoteNodes>().TryGet(peer, out _) ? peer
        : throw new BadHttpRequestException($"No address is known of {peer}; gantry ae add makes it known.", 404);

    private static TransferSyntax? SyntaxOf(string? text) => string.IsNullOrEmpty(text) ? null
        : Uid.TryParse(text, out var uid) && SendingSyntaxes.Contains(new TransferSyntax(uid)) ? new TransferSyntax(uid)
        : throw new BadHttpRequestException($"Nothing can be sent in '{text}'; there are: {string.Join(", ", SendingSyntaxes.All)}.");

    private static Uid[] Uids(IReadOnlyList<string> texts) => texts.Count > MaximumUids
        ? throw new BadHttpRequestException($"At most {MaximumUids} UIDs may be named.")
        : [.. texts.Select(text => Uid.TryParse(text, out var uid) ? uid : throw new BadHttpRequestException($"'{text}' is not a UID."))];
}
