using Gantry.DatabaseServers;

namespace Gantry.Benchmarks.Catalog;

/// <summary>The catalog in MariaDB.</summary>
internal sealed class MariaDbUnderTest() : ServerUnderTest("mariadb", "gantry.mysql")
{
    protected override async ValueTask<(DatabaseServer Server, string ConnectionString)?> StartServerAsync() =>
        await MariaDbServer.TryStartAsync(isMeasured: true) is { } server ? (server, server.ConnectionString("gantry")) : null;
}
