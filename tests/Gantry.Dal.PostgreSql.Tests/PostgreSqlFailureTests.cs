using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dal.Relational;
using Gantry.DatabaseServers;
using Gantry.Dicom;
using Npgsql;

namespace Gantry.Dal.PostgreSql.Tests;

/// <summary>What the catalog does when the database cannot, and that it never says Added without a row.</summary>
public sealed class PostgreSqlFailureTests(PostgreSqlFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_somebody_holds_a_lock_nothing_is_added_and_later_it_is()
    {
        await using var database = new TestDatabase(fixture.Server);
        database.Context.With("LockTimeoutSeconds", "1");
        var catalog = await database.StartAsync();
        var instance = new SampleInstance();
        await using (var other = await database.OpenAsync())
        {
            await TestDatabase.ExecuteAsync(other, "BEGIN; LOCK TABLE instance IN SHARE MODE");
            var exception = await Assert.ThrowsAsync<CatalogException>(async () => await catalog.AddAsync([instance.ToEntry()], Cancellation));
            Assert.True(exception.IsTransient);
            Assert.Contains("lock", exception.Message, StringComparison.Ordinal);
            Assert.Equal(0, (await catalog.CountAsync(Cancellation)).Instances);
        }

        Assert.Equal([AddOutcome.Added], await catalog.AddAsync([instance.ToEntry()], Cancellation));
    }

    [Fact]
    public async Task One_refused_by_the_database_fails_alone()
    {
        await using var database = new TestDatabase(fixture.Server);
        var catalog = await database.StartAsync();
        await database.ExecuteAsync("ALTER TABLE instance ADD CONSTRAINT refuse CHECK (\"Location\" <> 'bad')");
        var series = new SampleInstance();
        List<Task<IReadOnlyList<AddOutcome>>> adding;
        await using (var other = await database.OpenAsync())
        {
            // All wait behind a lock, so that they become one group.
            await TestDatabase.ExecuteAsync(other, "BEGIN; LOCK TABLE instance IN SHARE MODE");
            adding = [.. Enumerable.Range(0, 40).Select(i => catalog.AddAsync([series.Next().ToEntry(i == 20 ? "bad" : $"good/{i}")], Cancellation).AsTask())];
        }

        for (var i = 0; i < adding.Count; i++)
        {
            if (i == 20)
            {
                Assert.False((await Assert.ThrowsAsync<CatalogException>(() => adding[20])).IsTransient);
            }
            else
            {
                Assert.Equal([AddOutcome.Added], await adding[i]);
            }
        }

        Assert.Equal(39, (await catalog.CountAsync(Cancellation)).Instances);
    }

    [Fact]
    public async Task Connections_that_the_server_ended_are_replaced_and_nobody_notices()
    {
        await using var database = new TestDatabase(fixture.Server);
        var catalog = await database.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => catalog.CountAsync(Cancellation).AsTask()));
        for (var i = 1; i <= 3; i++)
        {
            await database.ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database.Name}' AND pid <> pg_backend_pid()");
            Assert.Equal([AddOutcome.Added], await catalog.AddAsync([new SampleInstance().ToEntry()], Cancellation));
            Assert.All(await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => catalog.CountAsync(Cancellation).AsTask())), counts => Assert.Equal(i, counts.Instances));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_commit_whose_answer_is_lost_is_looked_for(bool isDelivered)
    {
        await using var database = new TestDatabase(fixture.Server);
        await using var proxy = new CuttingProxy(fixture.Server.Port);
        database.Context.With("ConnectionString", fixture.Server.ConnectionString(database.Name).Replace($"{fixture.Server.Port}", $"{proxy.Port}", StringComparison.Ordinal));
        var catalog = await database.StartAsync();
        var (known, instance) = (new SampleInstance(), new SampleInstance());
        await catalog.AddAsync([known.ToEntry("first")], Cancellation);
        proxy.CutAt("COMMIT", isDelivered);
        Assert.Equal([AddOutcome.Added, AddOutcome.AlreadyPresent], await catalog.AddAsync([instance.ToEntry(), known.ToEntry("second")], Cancellation));
        Assert.True(proxy.HasCut);
        Assert.Equal(2, (await catalog.CountAsync(Cancellation)).Instances);
        Assert.Equal([AddOutcome.AlreadyPresent], await catalog.AddAsync([instance.ToEntry()], Cancellation));
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_after_the_server_was_killed_and_came_back()
    {
        await using var server = await PostgreSqlFixture.StartAnotherAsync();
        await using var database = new TestDatabase(server);
        var catalog = await database.StartAsync();
        var acknowledged = new System.Collections.Concurrent.ConcurrentBag<Uid>();
        var refused = 0;
        using var ending = new CancellationTokenSource();
        var storing = Enumerable.Range(0, 8).Select(_ => Task.Run(
            async () =>
            {
                while (!ending.IsCancellationRequested)
                {
                    var instance = new SampleInstance();
                    try
                    {
                        Assert.Equal([AddOutcome.Added], await catalog.AddAsync([instance.ToEntry()], CancellationToken.None));
                        acknowledged.Add(instance.SopInstance);
                    }
                    catch (CatalogException exception)
                    {
                        Assert.True(exception.IsTransient, exception.Message);
                        Interlocked.Increment(ref refused);
                        await Task.Delay(20, Cancellation);
                    }
                }
            },
            Cancellation)).ToList();
        for (var round = 1; round <= 3; round++)
        {
            var before = acknowledged.Count;
            await UntilAsync(() => acknowledged.Count > before + 20);
            await server.KillAsync();
            await UntilAsync(() => refused > 0);
            await server.StartAsync();
        }

        var last = acknowledged.Count;
        await UntilAsync(() => acknowledged.Count > last + 20);
        await ending.CancelAsync();
        await Task.WhenAll(storing);
        Assert.True(refused > 0);
        var found = new HashSet<Uid>();
        foreach (var uids in acknowledged.Chunk(500))
        {
            await foreach (var instance in catalog.SelectAsync(new InstanceSelection { Instances = [.. uids] }, Cancellation))
            {
                Assert.True(found.Add(instance.SopInstance));
            }
        }

        Assert.Equal(acknowledged.Count, found.Count);
    }

    [Fact]
    public async Task Without_a_connection_left_it_says_so_and_goes_on_when_there_is_one()
    {
        await using var server = await PostgreSqlFixture.StartAnotherAsync();
        await using var database = new TestDatabase(server);
        var catalog = await database.StartAsync();
        var others = new List<NpgsqlConnection>();
        var exception = await Assert.ThrowsAsync<PostgresException>(async () =>
        {
            while (true)
            {
                others.Add(await database.OpenAsync());
            }
        });
        Assert.Equal(PostgresErrorCodes.TooManyConnections, exception.SqlState);
        await using (var another = new PostgreSqlCatalog(database.Context, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance))
        {
            var full = await Assert.ThrowsAsync<CatalogException>(async () => await another.StartAsync(Cancellation));
            Assert.True(full.IsTransient);
            Assert.Contains("no connection left", full.Message, StringComparison.Ordinal);
        }

        Assert.Equal([AddOutcome.Added], await catalog.AddAsync([new SampleInstance().ToEntry()], Cancellation));
        foreach (var other in others)
        {
            await other.DisposeAsync();
        }

        Assert.All(await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => catalog.CountAsync(Cancellation).AsTask())), counts => Assert.Equal(1, counts.Instances));
    }

    [Theory]
    [InlineData("53100", CatalogFaultKind.Unavailable)]
    [InlineData("53300", CatalogFaultKind.Unavailable)]
    [InlineData("57P01", CatalogFaultKind.Unavailable)]
    [InlineData("55P03", CatalogFaultKind.Unavailable)]
    [InlineData("58030", CatalogFaultKind.Unavailable)]
    [InlineData("28P01", CatalogFaultKind.Broken)]
    [InlineData("3D000", CatalogFaultKind.Broken)]
    [InlineData("42501", CatalogFaultKind.Broken)]
    [InlineData("25006", CatalogFaultKind.Broken)]
    [InlineData("XX001", CatalogFaultKind.Broken)]
    [InlineData("23505", CatalogFaultKind.Request)]
    [InlineData("22001", CatalogFaultKind.Request)]
    [InlineData("40P01", CatalogFaultKind.Conflict)]
    public void Error_codes_have_a_meaning(string state, CatalogFaultKind kind)
    {
        var fault = PostgreSqlFaults.Explain(new PostgresException("SMITH^JOHN", "ERROR", "ERROR", state), "gantry on db1:5432");
        Assert.Equal(kind, fault.Kind);
        Assert.Contains(state, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SMITH", fault.Message, StringComparison.Ordinal);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var i = 0; !condition(); i++)
        {
            Assert.True(i < 3000, "It did not happen within a minute.");
            await Task.Delay(20, Cancellation);
        }
    }
}
