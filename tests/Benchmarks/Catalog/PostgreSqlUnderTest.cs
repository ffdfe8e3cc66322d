using Gantry.DatabaseServers;

namespace Gantry.Benchmarks.Catalog;

/// <summary>The catalog in PostgreSQL.</summary>
internal sealed class PostgreSqlUnderTest() : ServerUnderTest("postgresql", "gantry.postgresql")
{
    protected override async ValueTask<(DatabaseServer Server, string ConnectionString)?> StartServerAsync() =>
        await PostgreSqlServer.TryStartAsync(isMeasured: true) is { } server ? (server, server.ConnectionString("gantry")) : null;
}
