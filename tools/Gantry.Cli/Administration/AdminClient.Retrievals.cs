namespace Gantry.Cli.Administration;

// What peers have the server send.
internal sealed partial class AdminClient
{
    /// <summary>The retrievals that go on.</summary>
    /// <param name="all">With the last that ended.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<RetrievalList> RetrievalsAsync(bool all, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, $"admin/retrievals{(all ? "?all=true" : "")}", null, RetrievalJson.Default.RetrievalList, cancellationToken);

    /// <summary>One of them, with what became of each instance.</summary>
    public Task<RetrievalReport> RetrievalAsync(string id, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, $"admin/retrievals/{Uri.EscapeDataString(id)}", null, RetrievalJson.Default.RetrievalReport, cancellationToken);
}
