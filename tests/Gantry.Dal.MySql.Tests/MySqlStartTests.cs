using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.DatabaseServers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Dal.MySql.Tests;

/// <summary>Why it does not start, in one sentence for an administrator.</summary>
public sealed class MySqlStartTests(MySqlFixture fixture)
{
    [Fact]
    public async Task A_server_that_is_not_there_is_named()
    {
        using var context = new TestPluginContext().With("ConnectionString", "Server=127.0.0.1;Port=1;Database=gantry;User ID=gantry;Password=secret;Connection Timeout=3");
        var exception = await RefusedAsync(context);
        Assert.True(exception.IsTransient);
        Assert.Contains("gantry on 127.0.0.1:1 cannot be reached", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_told_and_not_repeated()
    {
        using var context = new TestPluginContext().With("ConnectionString", fixture.Server.ConnectionString("mysql").Replace(DatabaseServer.Password, "not-it", StringComparison.Ordinal));
        var exception = await RefusedAsync(context);
        Assert.False(exception.IsTransient);
        Assert.Contains("refuses the user name or the password", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("not-it", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_database_is_named_and_made_where_that_is_asked_for()
    {
        await using var database = new TestDatabase(fixture.Server);
        var exception = await RefusedAsync(database.Context.With("CreateDatabase", "false"));
        Assert.False(exception.IsTransient);
        Assert.Contains($"There is no database {database.Name}", exception.Message, StringComparison.Ordinal);
        Assert.Contains("CreateDatabase", exception.Message, StringComparison.Ordinal);
        database.Context.With("CreateDatabase", "true");
        Assert.Equal(0, (await (await database.StartAsync()).CountAsync(TestContext.Current.CancellationToken)).Instances);
    }

    [Fact]
    public async Task A_user_who_may_not_create_tables_is_told_so()
    {
        await using var database = new TestDatabase(fixture.Server);
        await database.ExecuteAsync($"CREATE DATABASE `{database.Name}`", "mysql");
        var user = $"reader_{Guid.NewGuid():N}"[..30];
        await database.ExecuteAsync($"CREATE USER {user} IDENTIFIED BY 'x'; GRANT SELECT ON `{database.Name}`.* TO {user}");
        var exception = await RefusedAsync(database.Context.With("ConnectionString", $"Server=127.0.0.1;Port={fixture.Server.Port};Database={database.Name};User ID={user};Password=x"));
        Assert.False(exception.IsTransient);
        Assert.Contains("may not", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "ConnectionString")]
    [InlineData("Database=gantry", "Server")]
    [InlineData("Server=db1", "Database")]
    [InlineData("Server=db1;Colour=blue", "ConnectionString")]
    [InlineData("Server=db1;Port=secret", "ConnectionString")]
    public void A_connection_string_that_is_not_understood_is_refused(string address, string named)
    {
        using var context = new TestPluginContext().With("ConnectionString", address);
        var exception = Assert.Throws<PluginSettingsException>(() => new MySqlCatalog(context, NullLoggerFactory.Instance));
        Assert.Contains(named, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task How_the_server_is_configured_does_not_matter_to_a_connection()
    {
        await using var database = new TestDatabase(fixture.Server);
        await using var connection = database.Dialect.OpenForWriting();
        Assert.Equal(
            ["STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION InnoDB READ-COMMITTED 30"],
            await TestDatabase.ReadAsync(connection, "SELECT @@sql_mode, @@default_storage_engine, @@tx_isolation, @@innodb_lock_wait_timeout"));
    }

    [Fact]
    public async Task Three_that_start_at_once_on_a_new_database_all_start()
    {
        await using var database = new TestDatabase(fixture.Server);
        var catalogs = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(database.StartAsync, TestContext.Current.CancellationToken)));
        var instance = new SampleInstance();
        var outcomes = await Task.WhenAll(catalogs.Select(async catalog => (await catalog.AddAsync([instance.ToEntry()], TestContext.Current.CancellationToken))[0]));
        Assert.Equal(1, outcomes.Count(outcome => outcome == AddOutcome.Added));
    }

    private static async Task<CatalogException> RefusedAsync(TestPluginContext context)
    {
        await using var catalog = new MySqlCatalog(context, NullLoggerFactory.Instance);
        return await Assert.ThrowsAsync<CatalogException>(async () => await catalog.StartAsync(TestContext.Current.CancellationToken));
    }
}
