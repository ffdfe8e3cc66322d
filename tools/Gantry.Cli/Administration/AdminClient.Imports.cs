using System.Net.Http.Json;

namespace Gantry.Cli.Administration;

/// <content>The import of files.</content>
internal sealed partial class AdminClient
{
    private const string Imports = "admin/import";

    /// <summary>Has the server store files of its machine.</summary>
    public async Task<ImportReport> StartImportAsync(ImportRequest request, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(request, ImportJson.Default.ImportRequest);
        return await CallAsync(HttpMethod.Post, Imports, content, ImportJson.Default.ImportReport, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>How far the import is, with the next of its problems after the first ones.</summary>
    public Task<ImportReport> ImportAsync(int after, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, FormattableString.Invariant($"{Imports}?after={after}"), null, ImportJson.Default.ImportReport, cancellationToken);

    public Task<ImportReport> StopImportAsync(CancellationToken cancellationToken) => CallAsync(HttpMethod.Delete, Imports, null, ImportJson.Default.ImportReport, cancellationToken);
}
