using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.DatabaseServers;

namespace Gantry.Dal.Testing.Servers;

/// <summary>Why a catalog on a server does not start, in one sentence for an administrator.</summary>
public abstract class ServerStartSpecification<TCatalog>(ServerFixture<TCatalog> fixture)
    where TCatalog : class, ICatalog, IPluginLifecycle, IAsyncDisposable
{
    /// <summary>A connection string for the database gantry at port 1 of 127.0.0.1, where nobody is, with the password "secret".</summary>
    protected abstract string NobodyThere { get; }

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_is_not_there_is_named()
    {
        using var context = new TestPluginContext().With("ConnectionString", NobodyThere);
        var exception = await RefusedAsync(context);
        Assert.True(exception.IsTransient);
        Assert.Contains("gantry on 127.0.0.1:1 cannot be reached", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_told_and_not_repeated()
    {
        var address = fixture.Server.ConnectionString(fixture.Server.AdministrationDatabase);
        using var context = new TestPluginContext().With("ConnectionString", address.Replace(DatabaseServer.Password, "not-it", StringComparison.Ordinal));
        var exception = await RefusedAsync(context);
        Assert.False(exception.IsTransient);
        Assert.Contains("refuses the user name or the password", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("not-it", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_database_is_named_and_made_where_that_is_asked_for()
    {
        await using var database = fixture.Make(fixture.Server);
        var exception = await RefusedAsync(database.Context.With("CreateDatabase", "false"));
        Assert.False(exception.IsTransient);
        Assert.Contains($"There is no database {database.Name}", exception.Message, StringComparison.Ordinal);
        Assert.Contains("CreateDatabase", exception.Message, StringComparison.Ordinal);
        database.Context.With("CreateDatabase", "true");
        Assert.Equal(0, (await (await database.StartAsync()).CountAsync(Cancellation)).Instances);
    }

    [Fact]
    public async Task A_user_who_may_not_create_tables_is_told_so()
    {
        await using var database = fixture.Make(fixture.Server);
        var reader = $"reader_{Guid.NewGuid():N}"[..30];
        await MakeForReaderAsync(database, reader);
        var exception = await RefusedAsync(database.Context.With("ConnectionString", fixture.Server.ConnectionString(database.Name, reader)));
        Assert.False(exception.IsTransient);
        Assert.Contains("may not", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Three_that_start_at_once_on_a_new_database_all_start()
    {
        await using var database = fixture.Make(fixture.Server);
        var catalogs = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(database.StartAsync, Cancellation)));
        var instance = new SampleInstance();
        var outcomes = await Task.WhenAll(catalogs.Select(async catalog => (await catalog.AddAsync([instance.ToEntry()], Cancellation))[0]));
        Assert.Equal(1, outcomes.Count(outcome => outcome == AddOutcome.Added));
    }

    /// <summary>Makes a catalog that does not run yet.</summary>
    protected abstract TCatalog Create(IPluginContext context);

    /// <summary>Makes the database, and a user with the password of all who may read it and do nothing else.</summary>
    protected abstract Task MakeForReaderAsync(CatalogDatabase<TCatalog> database, string reader);

    /// <summary>Starts a catalog that is refused.</summary>
    protected async Task<CatalogException> RefusedAsync(IPluginContext context)
    {
        await using var catalog = Create(context);
        return await Assert.ThrowsAsync<CatalogException>(async () => await catalog.StartAsync(Cancellation));
    }

    /// <summary>Asserts that an address is refused by a sentence that names what is wrong in it, and does not repeat a secret.</summary>
    protected void AssertNotUnderstood(string address, string named)
    {
        using var context = new TestPluginContext().With("ConnectionString", address);
        var exception = Assert.Throws<PluginSettingsException>(() => Create(context));
        Assert.Contains(named, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
    }
}
