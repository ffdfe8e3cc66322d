using Gantry.Dal.PostgreSql.Tests;
using Gantry.DatabaseServers;

[assembly: AssemblyFixture(typeof(PostgreSqlFixture))]

namespace Gantry.Dal.PostgreSql.Tests;

/// <summary>The one server of all tests here, each of which has a database of its own.</summary>
public sealed class PostgreSqlFixture : IAsyncLifetime
{
    private const string Missing = "PostgreSQL is not installed (Debian: postgresql).";
    private PostgreSqlServer? _server;

    /// <summary>The server; skips the test where there is none.</summary>
    public PostgreSqlServer Server => _server ?? throw Xunit.Sdk.SkipException.ForSkip(Missing);

    /// <summary>Another server, for a test that does it harm.</summary>
    public static async Task<PostgreSqlServer> StartAnotherAsync() => await PostgreSqlServer.TryStartAsync() ?? throw Xunit.Sdk.SkipException.ForSkip(Missing);

    public async ValueTask InitializeAsync() => _server = await PostgreSqlServer.TryStartAsync();

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
