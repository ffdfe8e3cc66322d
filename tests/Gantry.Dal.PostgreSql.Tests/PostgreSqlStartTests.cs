using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.DatabaseServers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Dal.PostgreSql.Tests;

/// <summary>Why it does not start, in one sentence for an administrator.</summary>
public sealed class PostgreSqlStartTests(PostgreSqlFixture fixture)
{
    [Fact]
    public async Task A_server_that_is_not_there_is_named()
    {
        using var context = new TestPluginContext().With("ConnectionString", "Host=127.0.0.1;Port=1;Database=gantry;Username=gantry;Password=secret;Timeout=3");
        var exception = await RefusedAsync(context);
        Assert.True(exception.IsTransient);
        Assert.Contains("gantry on 127.0.0.1:1 cannot be reached", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_told_and_not_repeated()
    {
        using var context = new TestPluginContext().With("ConnectionString", fixture.Server.ConnectionString("postgres").Replace(DatabaseServer.Password, "not-it", StringComparison.Ordinal));
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
    public async Task A_database_that_cannot_hold_every_name_is_refused()
    {
        await using var database = new TestDatabase(fixture.Server);
        await database.ExecuteAsync($"CREATE DATABASE \"{database.Name}\" ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0", "postgres");
        var exception = await RefusedAsync(database.Context);
        Assert.False(exception.IsTransient);
        Assert.Contains("LATIN1", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_who_may_not_create_tables_is_told_so()
    {
        await using var database = new TestDatabase(fixture.Server);
        await database.ExecuteAsync($"CREATE DATABASE \"{database.Name}\" ENCODING 'UTF8' TEMPLATE template0", "postgres");
        var user = $"reader_{Guid.NewGuid():N}";
        await database.ExecuteAsync($"CREATE USER {user} PASSWORD 'x'");
        var exception = await RefusedAsync(database.Context.With("ConnectionString", $"Host=127.0.0.1;Port={fixture.Server.Port};Database={database.Name};Username={user};Password=x"));
        Assert.False(exception.IsTransient);
        Assert.Contains("may not", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "ConnectionString")]
    [InlineData("Database=gantry", "Host")]
    [InlineData("Host=db1;Colour=blue", "ConnectionString")]
    [InlineData("Host=db1;Port=secret", "ConnectionString")]
    public void A_connection_string_that_is_not_understood_is_refused(string address, string named)
    {
        using var context = new TestPluginContext().With("ConnectionString", address);
        var exception = Assert.Throws<PluginSettingsException>(() => new PostgreSqlCatalog(context, NullLoggerFactory.Instance));
        Assert.Contains(named, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("On", "on")]
    [InlineData("Local", "local")]
    [InlineData("Off", "off")]
    public async Task Durability_is_what_the_setting_says(string setting, string told)
    {
        await using var database = new TestDatabase(fixture.Server);
        database.Context.With("SynchronousCommit", setting);
        await using var connection = database.Dialect.OpenForWriting();
        Assert.Equal([told], await TestDatabase.ReadAsync(connection, "SHOW synchronous_commit"));
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
        await using var catalog = new PostgreSqlCatalog(context, NullLoggerFactory.Instance);
        return await Assert.ThrowsAsync<CatalogException>(async () => await catalog.StartAsync(TestContext.Current.CancellationToken));
    }
}
