using Gantry.Contracts.Testing;
using Gantry.Dicom;

namespace Gantry.Plugins.FileStore.Tests;

public sealed class VolumesTests : IDisposable
{
    private readonly TestFolder _second = new();
    private readonly TestFolder _large = new();
    private readonly TestPluginContext _context = new("gantry.filestore");
    private readonly TimeProvider _time = TimeProvider.System;

    public void Dispose()
    {
        _context.Dispose();
        _second.Dispose();
        _large.Dispose();
    }

    [Fact]
    public async Task New_instances_go_where_most_is_free_and_are_found_wherever_they_are()
    {
        _context.With("Volumes:0", _second.Path);
        await using var fixture = await StoreFixture.StartAsync(_context, _time, new FreeFiles { Free = path => path.StartsWith(_second.Path, StringComparison.Ordinal) ? 2 : 1 });

        var stored = await fixture.AddAsync([1, 2, 3]);

        Assert.Single(FilesBelow(_second.Path));
        Assert.Empty(fixture.InstanceFiles());
        Assert.Equal([1, 2, 3], await fixture.ReadAsync(stored.Location));
        Assert.Equal([stored.Location], await fixture.LocationsAsync());
        await fixture.Store.DeleteAsync(stored.Location, TestContext.Current.CancellationToken);
        Assert.Empty(FilesBelow(_second.Path));
        await Assert.ThrowsAsync<FileNotFoundException>(async () => await fixture.ReadAsync(stored.Location));
    }

    [Theory, InlineData(100), InlineData(500_000)]
    public async Task What_is_old_is_moved_and_what_is_young_stays_and_both_are_read_as_before(int length)
    {
        await using var fixture = await StartWithLargeAsync();
        var (old, young) = (await fixture.AddAsync(StoreFixture.RandomBytes(length), "2.25.1"), await fixture.AddAsync(StoreFixture.RandomBytes(length), "2.25.2"));
        var came = Age(fixture, old.Location, TimeSpan.FromDays(31));

        Assert.Equal(1, await fixture.MoveAllAsync(_time));

        Assert.Equal([old.Location], FilesBelow(_large.Path).Select(path => Path.GetRelativePath(Path.Combine(_large.Path, "instances"), path)));
        Assert.Equal([young.Location], fixture.InstanceFiles().Select(path => Path.GetRelativePath(Path.Combine(_context.DataFolder, "instances"), path)));
        Assert.Equal(StoreFixture.RandomBytes(length), await fixture.ReadAsync(old.Location));
        Assert.Equal(new[] { old.Location, young.Location }.Order(), (await fixture.LocationsAsync()).Order());
        await using (var content = await fixture.Store.OpenAsync(old.Location, TestContext.Current.CancellationToken))
        {
            Assert.Equal(came, content.StoredAt!.Value.UtcDateTime);
        }

        Assert.Equal(0, await fixture.MoveAllAsync(_time));
        await fixture.Store.DeleteAsync(old.Location, TestContext.Current.CancellationToken);
        Assert.Empty(FilesBelow(_large.Path));
    }

    [Fact]
    public async Task A_full_disk_gives_instances_away_however_young_they_are()
    {
        _context.With("MoveAbovePercent", "80");
        await using var fixture = await StartWithLargeAsync(new FreeFiles { Free = path => path.StartsWith(_large.Path, StringComparison.Ordinal) ? 1_000 : 100, Total = 1_000 });
        await fixture.AddAsync([1]);

        Assert.Equal(1, await fixture.MoveAllAsync(_time));
    }

    [Fact]
    public async Task A_damaged_instance_stays_where_it_is()
    {
        await using var fixture = await StartWithLargeAsync();
        var stored = await fixture.AddAsync(StoreFixture.RandomBytes(5_000));
        var path = fixture.InstanceFiles()[0];
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        bytes[^7] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        Age(fixture, stored.Location, TimeSpan.FromDays(31));

        Assert.Equal(0, await fixture.MoveAllAsync(_time));

        Assert.Equal([path], fixture.InstanceFiles());
        Assert.Empty(FilesBelow(_large.Path));
        Assert.Empty(Directory.GetFiles(_large.Path, "*.tmp", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Whichever_operation_of_a_move_fails_the_instance_is_read_as_before_and_moved_later()
    {
        var files = new FailingStoreFiles(StoreFiles.ForThisSystem(), 5);
        await using var fixture = await StartWithLargeAsync(files);
        var dataSet = StoreFixture.RandomBytes(5_000);
        for (var n = 1; ; n++)
        {
            var stored = await fixture.AddAsync(dataSet, $"2.25.{n}", new Uid($"2.25.9{n}"));
            Age(fixture, stored.Location, TimeSpan.FromDays(31));
            files.FailAt = n;
            var moved = await fixture.MoveAllAsync(_time);
            files.FailAt = 0;
            Assert.Equal(dataSet, await fixture.ReadAsync(stored.Location));
            if (moved == 1)
            {
                Assert.InRange(n, 8, 20);
                break;
            }

            Assert.Equal(fixture.InstanceFiles().Length, await fixture.MoveAllAsync(_time));
            Assert.Equal(dataSet, await fixture.ReadAsync(stored.Location));
            Assert.Empty(fixture.InstanceFiles());
            files.Calls.Clear();
        }

        Assert.Empty(Directory.GetFiles(_large.Path, "*.tmp", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_move_and_a_deletion_at_the_same_time_leave_nothing()
    {
        await using var fixture = await StartWithLargeAsync();
        for (var round = 0; round < 20; round++)
        {
            var stored = new List<string>();
            for (var number = 0; number < 10; number++)
            {
                stored.Add((await fixture.AddAsync([1, 2], $"2.25.{number}")).Location);
                Age(fixture, stored[^1], TimeSpan.FromDays(31));
            }

            await Task.WhenAll([
                Task.Run(() => fixture.MoveAllAsync(_time)),
                .. stored.Select(location => Task.Run(async () => await fixture.Store.DeleteAsync(location, TestContext.Current.CancellationToken))),
            ]);

            Assert.Empty(await fixture.LocationsAsync());
        }
    }

    [Fact]
    public async Task Volumes_have_names_and_tell_what_lies_on_them()
    {
        _context.With("Volumes:0", $"fast={_second.Path}").With("LargeVolume", _large.Path).With("MoveMegabytesPerSecond", "100000");
        await using var fixture = await StoreFixture.StartAsync(_context, _time, new FreeFiles { Free = path => path.StartsWith(_second.Path, StringComparison.Ordinal) ? 2 : 1 });
        var stored = await fixture.AddAsync([1, 2, 3]);
        var path = Assert.Single(FilesBelow(_second.Path));

        Assert.Equal(["main", "fast", "large"], await fixture.Store.GetVolumesAsync(TestContext.Current.CancellationToken));
        Assert.Equal("fast", await FindAsync(fixture, stored.Location));
        File.SetLastWriteTimeUtc(path, (_time.GetUtcNow() - TimeSpan.FromDays(31)).UtcDateTime);
        Assert.Equal(1, await fixture.MoveAllAsync(_time));
        Assert.Equal("large", await FindAsync(fixture, stored.Location));
        await fixture.Store.DeleteAsync(stored.Location, TestContext.Current.CancellationToken);
        Assert.Null(await FindAsync(fixture, stored.Location));
        Assert.Null(await FindAsync(fixture, "../elsewhere"));
    }

    [Fact]
    public async Task A_volume_without_a_name_has_none_and_two_with_one_are_refused()
    {
        _context.With("Volumes:0", _second.Path).With("LargeVolume", $"old={_large.Path}");
        await using (var fixture = await StoreFixture.StartAsync(
            _context, _time, new FreeFiles { Free = path => path.StartsWith(_second.Path, StringComparison.Ordinal) ? 2 : 1 }))
        {
            var stored = await fixture.AddAsync([1]);
            Assert.Equal(["main", "old"], await fixture.Store.GetVolumesAsync(TestContext.Current.CancellationToken));
            Assert.Null(await FindAsync(fixture, stored.Location));
        }

        _context.With("Volumes:0", $"old={_second.Path}");
        var failure = await Assert.ThrowsAsync<IOException>(async () => await StoreFixture.StartAsync(_context, _time));
        Assert.StartsWith("Two volumes of the instance store have the name old: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_volume_whose_disk_is_not_mounted_is_not_taken_for_an_empty_one()
    {
        _context.With("LargeVolume", _large.Path);
        await using (await StoreFixture.StartAsync(_context, _time))
        {
        }

        foreach (var file in Directory.GetFiles(_large.Path))
        {
            File.Delete(file);
        }

        var failure = await Assert.ThrowsAsync<IOException>(async () => await StoreFixture.StartAsync(_context, _time));
        Assert.Contains("Is its disk mounted?", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folders_may_be_named_by_the_day_and_those_that_were_named_otherwise_are_still_found()
    {
        string before;
        await using (var byStudy = await StoreFixture.StartAsync(_context, _time))
        {
            before = (await byStudy.AddAsync([1])).Location;
        }

        _context.With("Layout", "Date");
        await using var byDate = await StoreFixture.StartAsync(_context, _time);
        var stored = await byDate.AddAsync([2]);

        Assert.Matches(@"^\d{4}-\d\d/\d\d/2\.25\.100/2\.25\.300-[0-9a-f]{32}\.dcm$", stored.Location);
        Assert.Equal([1], await byDate.ReadAsync(before));
        Assert.Equal([2], await byDate.ReadAsync(stored.Location));
        Assert.Equal(new[] { before, stored.Location }.Order(), (await byDate.LocationsAsync()).Order());
    }

    private static async Task<string?> FindAsync(StoreFixture fixture, string location) => await fixture.Store.FindVolumeAsync(location, TestContext.Current.CancellationToken);

    private static string[] FilesBelow(string folder) => Directory.GetFiles(folder, "*.dcm", SearchOption.AllDirectories);

    private DateTime Age(StoreFixture fixture, string location, TimeSpan age)
    {
        var path = Path.Combine(_context.DataFolder, "instances", location);
        File.SetLastWriteTimeUtc(path, (_time.GetUtcNow() - age).UtcDateTime);
        return File.GetLastWriteTimeUtc(path);
    }

    private Task<StoreFixture> StartWithLargeAsync(StoreFiles? files = null)
    {
        _context.With("LargeVolume", _large.Path).With("MoveMegabytesPerSecond", "100000");
        return StoreFixture.StartAsync(_context, _time, files);
    }

    private sealed class FreeFiles : StoreFiles
    {
        public required Func<string, long> Free { get; init; }

        public long Total { get; init; }

        public override long FreeBytes(string folder) => Free(folder);

        public override long TotalBytes(string folder) => Total;
    }
}
