using Gantry.Contracts;

namespace Gantry.Plugins.FileStore.Tests;

public class UncertainTests
{
    [Fact]
    public async Task After_a_crash_the_store_tells_of_what_was_not_released_and_of_nothing_else()
    {
        using var crashed = new TestFolder();
        List<string> expected;
        await using (var fixture = await StoreFixture.WithJournalAsync())
        {
            var released = await AddAsync(fixture, 1);
            released.Recovery!.Release();
            var unreleased = await AddAsync(fixture, 2);
            (await AddAsync(fixture, 3)).Recovery!.Release(); // settled, but behind one that is not
            var deleted = await AddAsync(fixture, 4);
            await fixture.Store.DeleteAsync(deleted.Location, TestContext.Current.CancellationToken);
            Assert.Null((await fixture.AddAsync([5], "2.25.5")).Recovery); // not for the catalog
            var last = await AddAsync(fixture, 6);
            expected = [unreleased.Location, last.Location];
            crashed.CopyOf(fixture.Context.DataFolder);
            unreleased.Recovery!.Release();
            deleted.Recovery!.Release();
            last.Recovery!.Release();
        }

        await using (var restarted = await StoreFixture.StartAsync(folder: crashed.Path))
        {
            var told = await UncertainAsync(restarted);
            Assert.Equal(expected, told.Where(expected.Contains));
            Assert.InRange(told.Count, 2, 3); // the third may be told, too: asking about it does no harm
            Assert.Equal([2], await restarted.ReadAsync(expected[0]));

            await restarted.Store.SettleAsync([told[0]], TestContext.Current.CancellationToken);
            Assert.Equal(told.Skip(1), await UncertainAsync(restarted));
        }

        await using (var again = await StoreFixture.StartAsync(folder: crashed.Path))
        {
            var told = await UncertainAsync(again);
            Assert.Superset(expected.ToHashSet(), told.ToHashSet());
            await again.Store.SettleAsync(told, TestContext.Current.CancellationToken);
            Assert.Empty(await UncertainAsync(again));
        }

        await using var settled = await StoreFixture.StartAsync(folder: crashed.Path);
        Assert.Empty(await UncertainAsync(settled));
        Assert.Empty(Directory.GetFiles(crashed.Path, "uncertain-*"));
    }

    [Fact]
    public async Task A_segment_is_not_used_again_while_the_catalog_may_lose_an_instance_in_it()
    {
        await using var fixture = await StoreFixture.WithJournalAsync();
        var first = await AddAsync(fixture, 1);
        var adding = AddManyAsync(fixture);
        Assert.NotSame(adding, await Task.WhenAny(adding, Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken)));
        using var crashed = new TestFolder();
        crashed.CopyOf(fixture.Context.DataFolder);

        first.Recovery!.Release();
        await adding;

        await using var restarted = await StoreFixture.StartAsync(folder: crashed.Path);
        Assert.Equal([first.Location], await UncertainAsync(restarted));
    }

    [Fact]
    public async Task What_is_not_released_at_the_end_is_told_by_the_next_start()
    {
        await using var fixture = await StoreFixture.WithJournalAsync();
        var stored = await AddAsync(fixture, 1);

        await fixture.Store.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, fixture.Segments().Length);
        await using var restarted = await StoreFixture.StartAsync(folder: fixture.Context.DataFolder);
        Assert.Equal([stored.Location], await UncertainAsync(restarted));
    }

    [Fact]
    public async Task An_instance_that_the_journal_could_not_take_leaves_nothing_to_settle()
    {
        var files = new FailingStoreFiles(StoreFiles.ForThisSystem(), 5);
        await using var fixture = await StoreFixture.WithJournalAsync(files);
        files.FailOn = "fdatasync";
        await Assert.ThrowsAsync<IOException>(() => AddAsync(fixture, 1));
        files.FailOn = null;

        await fixture.Store.StopAsync(TestContext.Current.CancellationToken);

        Assert.Empty(fixture.Segments());
    }

    [Fact]
    public async Task Without_a_journal_and_where_it_is_large_an_instance_is_durable_by_itself_and_not_told()
    {
        await using var fixture = await StoreFixture.StartAsync();
        Assert.Null((await AddAsync(fixture, 1)).Recovery);

        await using var journal = await StoreFixture.WithJournalAsync();
        Assert.Null((await journal.AddAsync(StoreFixture.RandomBytes(200_000), "2.25.1", isRecoverable: true)).Recovery);
    }

    // 3.6 MB: both segments, twice.
    private static async Task AddManyAsync(StoreFixture fixture)
    {
        for (var number = 0; number < 60; number++)
        {
            await fixture.AddAsync(StoreFixture.RandomBytes(60_000), $"2.25.9{number}");
        }
    }

    private static Task<StoredInstance> AddAsync(StoreFixture fixture, byte number) => fixture.AddAsync([number], $"2.25.{number}", isRecoverable: true);

    private static async Task<IReadOnlyList<string>> UncertainAsync(StoreFixture fixture) => await fixture.Store.ListUncertainAsync(TestContext.Current.CancellationToken);
}
