using Gantry.Contracts;
using Gantry.Dal.Testing;
using Gantry.Dal.Testing.Servers;
using Gantry.DatabaseServers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Dal.PostgreSql.Tests;

public sealed class PostgreSqlStartTests(PostgreSqlFixture fixture) : ServerStartSpecification<PostgreSqlCatalog>(fixture)
{
    private readonly PostgreSqlFixture _fixture = fixture;

    protected override string NobodyThere => "Host=127.0.0.1;Port=1;Database=gantry;Username=gantry;Password=secret;Timeout=3";

    [Theory]
    [InlineData("", "ConnectionString")]
    [InlineData("Database=gantry", "Host")]
    [InlineData("Host=db1;Colour=blue", "ConnectionString")]
    [InlineData("Host=db1;Port=secret", "ConnectionString")]
    public void A_connection_string_that_is_not_understood_is_refused(string address, string named) => AssertNotUnderstood(address, named);

    [Fact]
    public async Task A_database_that_cannot_hold_every_name_is_refused()
    {
        await using var database = new TestDatabase(_fixture.Server);
        await database.ExecuteAsync($"CREATE DATABASE \"{database.Name}\" ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0", "postgres");
        var exception = await RefusedAsync(database.Context);
        Assert.False(exception.IsTransient);
        Assert.Contains("LATIN1", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("On", "on")]
    [InlineData("Local", "local")]
    [InlineData("Off", "off")]
    public async Task Durability_is_what_the_setting_says(string setting, string told)
    {
        await using var database = new TestDatabase(_fixture.Server);
        database.Context.With("SynchronousCommit", setting);
        await using var connection = database.Dialect.OpenForWriting();
        Assert.Equal([told], await connection.ReadAsync("SHOW synchronous_commit"));
    }

    protected override PostgreSqlCatalog Create(IPluginContext context) => new(context, NullLoggerFactory.Instance);

    protected override async Task MakeForReaderAsync(CatalogDatabase<PostgreSqlCatalog> database, string reader)
    {
        await database.ExecuteAsync($"CREATE DATABASE \"{database.Name}\" ENCODING 'UTF8' TEMPLATE template0", "postgres");
        await database.ExecuteAsync($"CREATE USER {reader} PASSWORD '{DatabaseServer.Password}'", "postgres");
    }
}
