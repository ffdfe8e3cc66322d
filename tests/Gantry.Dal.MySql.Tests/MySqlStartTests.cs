using Gantry.Contracts;
using Gantry.Dal.Testing;
using Gantry.Dal.Testing.Servers;
using Gantry.DatabaseServers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Dal.MySql.Tests;

public sealed class MySqlStartTests(MySqlFixture fixture) : ServerStartSpecification<MySqlCatalog>(fixture)
{
    private readonly MySqlFixture _fixture = fixture;

    protected override string NobodyThere => "Server=127.0.0.1;Port=1;Database=gantry;User ID=gantry;Password=secret;Connection Timeout=3";

    [Theory]
    [InlineData("", "ConnectionString")]
    [InlineData("Database=gantry", "Server")]
    [InlineData("Server=db1", "Database")]
    [InlineData("Server=db1;Colour=blue", "ConnectionString")]
    [InlineData("Server=db1;Port=secret", "ConnectionString")]
    public void A_connection_string_that_is_not_understood_is_refused(string address, string named) => AssertNotUnderstood(address, named);

    [Fact]
    public async Task How_the_server_is_configured_does_not_matter_to_a_connection()
    {
        await using var database = new TestDatabase(_fixture.Server);
        await using var connection = database.Dialect.OpenForWriting();
        Assert.Equal(
            ["STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION InnoDB READ-COMMITTED 30"],
            await connection.ReadAsync("SELECT @@sql_mode, @@default_storage_engine, @@tx_isolation, @@innodb_lock_wait_timeout"));
    }

    protected override MySqlCatalog Create(IPluginContext context) => new(context, NullLoggerFactory.Instance);

    protected override async Task MakeForReaderAsync(CatalogDatabase<MySqlCatalog> database, string reader)
    {
        await database.ExecuteAsync($"CREATE DATABASE `{database.Name}`", "mysql");
        await database.ExecuteAsync($"CREATE USER {reader} IDENTIFIED BY '{DatabaseServer.Password}'; GRANT SELECT ON `{database.Name}`.* TO {reader}");
    }
}
