using Gantry.Dal.MySql.Tests;
using Gantry.DatabaseServers;

[assembly: AssemblyFixture(typeof(MySqlFixture))]

namespace Gantry.Dal.MySql.Tests;

/// <summary>The one server of all tests here, each of which has a database of its own.</summary>
public sealed class MySqlFixture : IAsyncLifetime
{
    private const string Missing = "MariaDB is not installed (Debian: mariadb-server).";
    private MariaDbServer? _server;

    /// <summary>The server; skips the test where there is none.</summary>
    public MariaDbServer Server => _server ?? throw Xunit.Sdk.SkipException.ForSkip(Missing);

    /// <summary>Another server, for a test that does it harm.</summary>
    public static async Task<MariaDbServer> StartAnotherAsync() => await MariaDbServer.TryStartAsync() ?? throw Xunit.Sdk.SkipException.ForSkip(Missing);

    public async ValueTask InitializeAsync() => _server = await MariaDbServer.TryStartAsync();

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
