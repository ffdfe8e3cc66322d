namespace Gantry.Cli.Administration;

// What peers have the server send.
internal sealed partial class AdminClient
{
    /// <summary>The retrievals that go on, and those that were interrupted.</summary>
    /// <param name="all">With the last that ended.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<RetrievalList> RetrievalsAsync(bool all, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, $"admin/retrievals{(all ? "?all=true" : "")}", null, RetrievalJson.Default.RetrievalList, cancellationToken);

    /// <summary>One of them, with what became of each instance.</summary>
    public Task<RetrievalReport> RetrievalAsync(string id, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, $"admin/retrievals/{Uri.EscapeDataString(id)}", null, RetrievalJson.Default.RetrievalReport, cancellationToken);

    /// <summary>Has one that was interrupted go on (<c>resume</c>), or ends one (<c>cancel</c>).</summary>
    public Task<RetrievalReport> ChangeRetrievalAsync(string id, string change, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Post, $"admin/retrievals/{Uri.EscapeDataString(id)}/{change}", null, RetrievalJson.Default.RetrievalReport, cancellationToken);
}
