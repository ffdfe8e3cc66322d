using System.Collections.Concurrent;
using System.Data.Common;
using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.DatabaseServers;
using Gantry.Dicom;

namespace Gantry.Dal.Testing.Servers;

/// <summary>What a catalog on a server does when the database cannot, and that it never says Added without a row.</summary>
public abstract class ServerFailureSpecification<TCatalog>(ServerFixture<TCatalog> fixture)
    where TCatalog : class, ICatalog, IPluginLifecycle
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What keeps others from writing instances as long as the connection is open.</summary>
    protected abstract string LockInstances { get; }

    /// <summary>What makes the database refuse instances with the location "bad".</summary>
    protected abstract string RefuseBadLocation { get; }

    /// <summary>What a client's message has in it that asks for a commit.</summary>
    protected abstract string CommitWord { get; }

    [Fact]
    public async Task While_somebody_holds_a_lock_nothing_is_added_and_later_it_is()
    {
        await using var database = fixture.Make(fixture.Server);
        database.Context.With("LockTimeoutSeconds", "1");
        var catalog = await database.StartAsync();
        var instance = new SampleInstance();
        await using (var other = await database.OpenAsync())
        {
            await other.ExecuteAsync(LockInstances);
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
        await using var database = fixture.Make(fixture.Server);
        var catalog = await database.StartAsync();
        await database.ExecuteAsync(RefuseBadLocation);
        var series = new SampleInstance();
        List<Task<IReadOnlyList<AddOutcome>>> adding;
        await using (var other = await database.OpenAsync())
        {
            // All wait behind a lock, so that they become one group.
            await other.ExecuteAsync(LockInstances);
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
        await using var database = fixture.Make(fixture.Server);
        var catalog = await database.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => catalog.CountAsync(Cancellation).AsTask()));
        for (var i = 1; i <= 3; i++)
        {
            await EndConnectionsAsync(database);
            Assert.Equal([AddOutcome.Added], await catalog.AddAsync([new SampleInstance().ToEntry()], Cancellation));
            Assert.All(await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => catalog.CountAsync(Cancellation).AsTask())), counts => Assert.Equal(i, counts.Instances));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_commit_whose_answer_is_lost_is_looked_for(bool isDelivered)
    {
        await using var database = fixture.Make(fixture.Server);
        await using var proxy = new CuttingProxy(fixture.Server.Port);
        database.Context.With("ConnectionString", fixture.Server.ConnectionString(database.Name).Replace($"{fixture.Server.Port}", $"{proxy.Port}", StringComparison.Ordinal));
        var catalog = await database.StartAsync();
        var (known, instance) = (new SampleInstance(), new SampleInstance());
        await catalog.AddAsync([known.ToEntry("first")], Cancellation);
        proxy.CutAt(CommitWord, isDelivered);
        Assert.Equal([AddOutcome.Added, AddOutcome.AlreadyPresent], await catalog.AddAsync([instance.ToEntry(), known.ToEntry("second")], Cancellation));
        Assert.True(proxy.HasCut);
        Assert.Equal(2, (await catalog.CountAsync(Cancellation)).Instances);
        Assert.Equal([AddOutcome.AlreadyPresent], await catalog.AddAsync([instance.ToEntry()], Cancellation));
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_after_the_server_was_killed_and_came_back()
    {
        await using var server = await fixture.StartAnotherAsync();
        await using var database = fixture.Make(server);
        var catalog = await database.StartAsync();
        var acknowledged = new ConcurrentBag<Uid>();
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
        await using var server = await fixture.StartAnotherAsync();
        await using var database = fixture.Make(server);
        var catalog = await database.StartAsync();
        var others = new List<DbConnection>();
        var exception = await Assert.ThrowsAnyAsync<DbException>(async () =>
        {
            while (true)
            {
                others.Add(await database.OpenAsync());
            }
        });
        AssertNoConnectionLeft(exception);
        var full = await Assert.ThrowsAsync<CatalogException>(async () => await database.Create().StartAsync(Cancellation));
        Assert.True(full.IsTransient);
        Assert.Contains("no connection left", full.Message, StringComparison.Ordinal);

        Assert.Equal([AddOutcome.Added], await catalog.AddAsync([new SampleInstance().ToEntry()], Cancellation));
        foreach (var other in others)
        {
            await other.DisposeAsync();
        }

        Assert.All(await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => catalog.CountAsync(Cancellation).AsTask())), counts => Assert.Equal(1, counts.Instances));
    }

    /// <summary>Has the server end all connections to a database but the own one.</summary>
    protected abstract Task EndConnectionsAsync(CatalogDatabase<TCatalog> database);

    /// <summary>Asserts that an error of the driver is the server's that it takes no more connections.</summary>
    protected abstract void AssertNoConnectionLeft(DbException exception);

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var i = 0; !condition(); i++)
        {
            Assert.True(i < 3000, "It did not happen within a minute.");
            await Task.Delay(20, Cancellation);
        }
    }
}
