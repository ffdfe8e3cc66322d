using Gantry.Contracts;

namespace Gantry.Host.Administration;

/// <summary><c>/admin/catalog</c>: the database of the catalog, as its plugin offers it to administrators.</summary>
internal static class CatalogEndpoints
{
    public static Task<IResult> DescribeAsync(HttpContext context) => UseAsync(
        context, async (maintenance, token) => Schema(await maintenance.DescribeAsync(token).ConfigureAwait(false)));

    public static Task<IResult> MigrateAsync(HttpContext context) => UseAsync(
        context, async (maintenance, token) => Schema(await maintenance.MigrateAsync(token).ConfigureAwait(false)));

    public static Task<IResult> CheckAsync(HttpContext context) => UseAsync(
        context, async (maintenance, token) => Results.Json(new CatalogCheckView(await maintenance.CheckAsync(token).ConfigureAwait(false)), AdminJson.Default.CatalogCheckView));

    private static Task<IResult> UseAsync(HttpContext context, Func<ICatalogMaintenance, CancellationToken, Task<IResult>> use) => ServiceCall.UseAsync(context, use);

    private static IResult Schema(CatalogSchema schema) => Results.Json(new CatalogSchemaView(schema.Database, schema.Applied, schema.Pending), AdminJson.Default.CatalogSchemaView);
}

/// <summary>The tables of the catalog's database.</summary>
internal sealed record CatalogSchemaView(string Database, IReadOnlyList<string> Applied, IReadOnlyList<string> Pending);

/// <summary>What is wrong with the catalog's database; nothing where all is well.</summary>
internal sealed record CatalogCheckView(IReadOnlyList<string> Faults);
