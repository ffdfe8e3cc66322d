using System.Text.Json;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Registry;
using static Gantry.Host.Administration.AdminEndpoints;

namespace Gantry.Host.Administration;

/// <summary>
/// POST <c>/admin/commitments</c>: has another archive asked to keep instances safely; GET <c>/admin/commitments/held</c>: which instances an archive is known to keep.
/// What is meant is named by UIDs of studies, series or instances of the catalog.
/// </summary>
internal static class CommitmentOrders
{
    // What archives are known to take in one request: a few hundred kilobytes.
    private const int MaximumInstances = 5_000;

    public static async Task<IResult> AskAsync(HttpContext context)
    {
        var order = await ReadAsync(context).ConfigureAwait(false);
        var peer = Title(order.To);
        if (!context.Service<IRemoteNodes>().TryGet(peer, out _))
        {
            return Problem(404, "No such AE", $"No address is known of {peer}; gantry ae add makes it known.");
        }

        return await UseAsync(context, async (catalog, ledger, cancellationToken) =>
        {
            var instances = await CatalogReferences.FindAsync(catalog, order.Uids, cancellationToken).ConfigureAwait(false);
            var now = context.Service<TimeProvider>().GetUtcNow();
            var asked = new List<CommitmentView>();
            foreach (var some in instances.Chunk(MaximumInstances))
            {
                var job = NewJob(peer, some, now);
                await ledger.AddAsync(job, cancellationToken).ConfigureAwait(false);
                asked.Add(CommitmentView.Of(new StoredJob(job, 1, 0, null, now), withInstances: false));
            }

            return Results.Json(new CommitmentsView(asked), CommitmentJson.Default.CommitmentsView, statusCode: 202);
        }).ConfigureAwait(false);
    }

    public static Task<IResult> HeldAsync(HttpContext context)
    {
        var peer = Title(context.Request.Query["peer"].ToString());
        string[] uids = [.. context.Request.Query["uid"].OfType<string>()];
        return UseAsync(context, async (catalog, ledger, cancellationToken) =>
        {
            var instances = await CatalogReferences.FindAsync(catalog, uids, cancellationToken).ConfigureAwait(false);
            var copies = (await ledger.FindSafeCopiesAsync(peer, instances, cancellationToken).ConfigureAwait(false)).ToDictionary(copy => copy.Instance);
            var views = instances.Select(instance => new HeldInstanceView(
                instance.SopClassUid.Value, instance.SopInstanceUid.Value, copies.GetValueOrDefault(instance)?.ReportedAt, copies.GetValueOrDefault(instance)?.TransactionUid.Value));
            return Results.Json(new HeldInstancesView(peer.Value, [.. views]), CommitmentJson.Default.HeldInstancesView);
        });
    }

    private static Job NewJob(AETitle peer, SopReference[] instances, DateTimeOffset now)
    {
        var commitment = new Commitment { TransactionUid = Uid.New(), Requested = [.. instances] };
        return new Job
        {
            Uid = commitment.TransactionUid,
            IsOutgoing = true,
            Peer = peer,
            CreatedAt = now,
            DueAt = now,
            Attributes = commitment.ToAttributes(),
            Instances = [.. instances.Select(instance => instance.SopInstanceUid)],
        };
    }

    private static Task<IResult> UseAsync(HttpContext context, Func<ICatalog, ICommitmentLedger, CancellationToken, Task<IResult>> use) =>
        ServiceCall.UseAsync<ICommitmentLedger>(context, async (ledger, cancellationToken) =>
        {
            using var leases = new OperationLeases(context.Service<PluginRegistry>());
            return await use(leases.Get<ICatalog>(), ledger, cancellationToken).ConfigureAwait(false);
        });

    private static AETitle Title(string text) => AETitle.TryParse(text, out var title) ? title : throw new BadHttpRequestException($"'{text}' is not an AE title.");

    private static async Task<CommitmentOrder> ReadAsync(HttpContext context)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, CommitmentJson.Default.CommitmentOrder, context.RequestAborted).ConfigureAwait(false)
                is { To: not null, Uids: not null } order ? order : throw new BadHttpRequestException("'to' and 'uids' are needed.");
        }
        catch (JsonException exception)
        {
            throw new BadHttpRequestException($"The body is not what is asked for: {exception.Message}", exception);
        }
    }
}
