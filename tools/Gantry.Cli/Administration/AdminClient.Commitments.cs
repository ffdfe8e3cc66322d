using System.Globalization;
using System.Net.Http.Json;

namespace Gantry.Cli.Administration;

/// <content>Storage commitments, of peers and to peers.</content>
internal sealed partial class AdminClient
{
    private const string Commitments = "admin/commitments";

    public Task<CommitmentList> CommitmentsAsync(CommitmentQuery query, CancellationToken cancellationToken) => CallAsync(
        HttpMethod.Get,
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Commitments}?all={(query.All ? "true" : "")}&peer={Uri.EscapeDataString(query.Peer ?? "")}&instance={Uri.EscapeDataString(query.Instance ?? "")}&limit={query.Limit}"),
        null,
        CommitmentJson.Default.CommitmentList,
        cancellationToken);

    public Task<CommitmentJob> CommitmentAsync(string uid, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, $"{Commitments}/{Uri.EscapeDataString(uid)}", null, CommitmentJson.Default.CommitmentJob, cancellationToken);

    /// <summary>Has a request for commitment reported at once (<c>retry</c>), or given up (<c>give-up</c>).</summary>
    public Task<CommitmentJob> ChangeCommitmentAsync(string uid, string change, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Post, $"{Commitments}/{Uri.EscapeDataString(uid)}/{change}", null, CommitmentJson.Default.CommitmentJob, cancellationToken);

    /// <summary>Has another archive asked to keep what studies, series or instances of the server hold.</summary>
    /// <returns>The requests that this has become.</returns>
    public async Task<CommitmentList> AskForCommitmentAsync(CommitmentOrder order, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(order, CommitmentJson.Default.CommitmentOrder);
        return await CallAsync(HttpMethod.Post, Commitments, content, CommitmentJson.Default.CommitmentList, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Which of the instances of studies, series or instances an archive is known to keep.</summary>
    public Task<HeldInstances> HeldAsync(string peer, IEnumerable<string> uids, CancellationToken cancellationToken) => CallAsync(
        HttpMethod.Get,
        $"{Commitments}/held?peer={Uri.EscapeDataString(peer)}&{string.Join('&', uids.Select(uid => "uid=" + Uri.EscapeDataString(uid)))}",
        null,
        CommitmentJson.Default.HeldInstances,
        cancellationToken);
}
