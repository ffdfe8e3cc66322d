using System.Globalization;
using Gantry.Dicom;

namespace Gantry.Plugins.FileStore.Tests;

public class JournalTests
{
    [Fact]
    public async Task A_small_instance_takes_one_sync_of_the_journal_and_a_large_one_its_own()
    {
        var files = new FailingStoreFiles(StoreFiles.ForThisSystem(), 0);
        await using var fixture = await StoreFixture.WithJournalAsync(files);

        await fixture.AddAsync(StoreFixture.RandomBytes(4_000));
        Assert.Equal(["create", "write", "rename", "write journal", "fdatasync"], files.Calls);
        files.Calls.Clear();

        await fixture.AddAsync(StoreFixture.RandomBytes(200_000));
        Assert.DoesNotContain("fdatasync", files.Calls);
        Assert.Equal(["rename", "fsync file", $"fsync {StoreFixture.Study}"], files.Calls.TakeLast(3));
    }

    [Fact]
    public async Task A_few_instances_are_stored_without_a_journal()
    {
        await using var fixture = await StoreFixture.StartAsync();

        await fixture.AddAsync([1]);

        Assert.Empty(fixture.Segments());
    }

    [Fact]
    public async Task A_disk_with_little_room_gets_no_journal()
    {
        var files = new FailingStoreFiles(StoreFiles.ForThisSystem(), 0) { Free = 255L << 20 };
        await using var fixture = await StoreFixture.StartAsync(files, journalAfter: 1);

        for (var number = 0; number < 5; number++)
        {
            await fixture.AddAsync([1]);
        }

        await fixture.Store.StopAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("write journal", files.Calls);
        Assert.Equal(5, fixture.InstanceFiles().Length);
    }

    [Fact]
    public async Task Those_who_wait_share_a_sync()
    {
        var files = new FailingStoreFiles(StoreFiles.ForThisSystem(), 0) { SyncDelay = TimeSpan.FromMilliseconds(100) };
        await using var fixture = await StoreFixture.WithJournalAsync(files);

        await Task.WhenAll(Enumerable.Range(0, 16).Select(number => fixture.AddAsync(StoreFixture.RandomBytes(4_000), $"2.25.{number}")));

        Assert.InRange(files.Calls.Count(call => call == "fdatasync"), 1, 8);
    }

    [Fact]
    public async Task After_a_crash_that_took_the_files_all_that_was_acknowledged_is_there_and_what_was_deleted_is_not()
    {
        var acknowledged = new Dictionary<string, byte[]>();
        var deleted = new List<string>();
        using var crashed = new TestFolder();
        await using (var fixture = await StoreFixture.WithJournalAsync())
        {
            for (var number = 0; number < 60; number++)
            {
                var bytes = StoreFixture.RandomBytes(1_000 + (number * 1_500)); // 2.7 MB in all: the segments are used again
                var stored = await fixture.AddAsync(bytes, $"2.25.{number}", study: new Uid($"2.25.7{number % 5}"));
                acknowledged.Add(stored.Location, bytes);
                if (number % 7 == 6)
                {
                    await fixture.Store.DeleteAsync(stored.Location, TestContext.Current.CancellationToken);
                    acknowledged.Remove(stored.Location);
                    deleted.Add(stored.Location);
                }
            }

            var kept = fixture.Segments().SelectMany(JournalSegment.Read).Select(record => record.Location.Text).ToHashSet();
            Assert.InRange(kept.Count, 2, 59); // the first are durable without it
            crashed.CopyOf(fixture.Context.DataFolder);
            crashed.Lose(kept);
        }

        await using var restarted = await StoreFixture.StartAsync(folder: crashed.Path);

        foreach (var (location, bytes) in acknowledged)
        {
            Assert.Equal(bytes, await restarted.ReadAsync(location));
        }

        Assert.DoesNotContain(deleted, location => File.Exists(Path.Combine(crashed.Path, "instances", location)));
        Assert.Empty(Directory.GetFiles(crashed.Path, JournalSegment.Prefix + "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Whichever_byte_is_changed_the_entries_before_it_are_read_and_none_after_it()
    {
        await using var fixture = await StoreFixture.WithJournalAsync();
        foreach (var number in Enumerable.Range(0, 4))
        {
            await fixture.AddAsync(StoreFixture.RandomBytes(50 + number), $"2.25.{number}");
        }

        var path = fixture.Segments()[0];
        var (whole, ends) = Entries(path);
        Assert.Equal(5, whole.Count);
        using var folder = new TestFolder();
        var damaged = Path.Combine(folder.Path, "damaged");
        var bytes = (await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken))[..(ends[^1] + 100)];
        for (var place = 0; place < ends[^1]; place++)
        {
            bytes[place] ^= 0x10;
            await File.WriteAllBytesAsync(damaged, bytes, TestContext.Current.CancellationToken);
            bytes[place] ^= 0x10;

            var before = ends.Count(end => end <= place);
            var isPadding = JournalSegment.Read(damaged).Count() == whole.Count; // which nothing checks, for it says nothing
            Assert.True(isPadding ? place >= ends[before] - 7 : Entries(damaged).Texts.SequenceEqual(whole.Take(before)), $"byte {place}");
        }
    }

    [Fact]
    public async Task Wherever_the_tail_is_cut_or_zeroed_the_entries_before_it_are_read()
    {
        await using var fixture = await StoreFixture.WithJournalAsync();
        foreach (var number in Enumerable.Range(0, 30))
        {
            await fixture.AddAsync(StoreFixture.RandomBytes(number * 100), $"2.25.{number}");
        }

        var path = fixture.Segments()[0];
        var (whole, ends) = Entries(path);
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        using var folder = new TestFolder();
        var damaged = Path.Combine(folder.Path, "damaged");
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var place = random.Next(ends[^1] - 8);
            var isCut = round % 2 == 0;
            var changed = isCut ? bytes[..place] : [.. bytes];
            if (!isCut)
            {
                Damage(changed.AsSpan(place, Math.Min(random.Next(8, 4_096), ends[^1] - place)), random);
                place += changed.AsSpan(place).CommonPrefixLength(bytes.AsSpan(place)); // zeros may have been zeros before
            }

            await File.WriteAllBytesAsync(damaged, changed, TestContext.Current.CancellationToken);

            var read = Entries(damaged).Texts;
            Assert.Equal(whole.Take(read.Count), read);
            Assert.InRange(read.Count, ends.Count(end => end <= place), ends.Count(end => end - 8 < place)); // the last bytes may be padding
        }
    }

    [Fact]
    public async Task What_an_earlier_use_of_a_segment_left_behind_is_not_read()
    {
        await using var fixture = await StoreFixture.WithJournalAsync();
        for (var number = 0; number < 80; number++)
        {
            await fixture.AddAsync(StoreFixture.RandomBytes(60_000), $"2.25.{number}");
        }

        var segments = fixture.Segments().Select(path => JournalSegment.Read(path).Select(record => (record.Lap, record.Sequence)).ToList()).OrderBy(records => records[0].Sequence).ToList();

        Assert.All(segments, records => Assert.Single(records.Select(record => record.Lap).Distinct()));
        Assert.Equal(segments[0][^1].Sequence + 1, segments[1][0].Sequence);
        Assert.InRange(segments[0].Count + segments[1].Count, 2, 36);
    }

    [Theory, InlineData(5), InlineData(28)]
    public async Task Whichever_operation_fails_nothing_is_kept_and_the_next_instance_is_stored(int error)
    {
        var files = new FailingStoreFiles(StoreFiles.ForThisSystem(), error);
        await using var fixture = await StoreFixture.WithJournalAsync(files);
        var before = fixture.InstanceFiles().Length;
        var dataSet = StoreFixture.RandomBytes(5_000);
        for (var n = 1; ; n++)
        {
            files.FailAt = n;
            try
            {
                await fixture.AddAsync(dataSet);
                Assert.InRange(n, 6, 12);
                break;
            }
            catch (IOException failure)
            {
                Assert.Contains(error == 5 ? "cannot write" : "disk is full", failure.Message, StringComparison.Ordinal);
                Assert.Equal(before, fixture.InstanceFiles().Length);
                files.FailAt = 0;
                files.Calls.Clear();
                var stored = await fixture.AddAsync(dataSet);
                Assert.Equal(dataSet, await fixture.ReadAsync(stored.Location));
                before++;
            }
        }
    }

    [Fact]
    public async Task A_segment_whose_sync_failed_is_made_anew_before_it_is_used_again()
    {
        var files = new FailingStoreFiles(StoreFiles.ForThisSystem(), 5);
        await using var fixture = await StoreFixture.WithJournalAsync(files);
        for (var round = 0; round < 3; round++)
        {
            files.FailOn = "fdatasync";
            await Assert.ThrowsAsync<IOException>(async () => await fixture.AddAsync([3]));
            files.FailOn = null;
            files.Calls.Clear();

            var stored = await fixture.AddAsync([4]);

            Assert.Equal([4], await fixture.ReadAsync(stored.Location));
            Assert.Equal(round > 0, files.Calls.Count(call => call == "create") == 2); // the other segment was suspect, too, from the second round on
            Assert.Single(fixture.Segments().SelectMany(JournalSegment.Read), record => record.Location.Text == stored.Location);
        }
    }

    [Fact]
    public async Task Where_files_cannot_be_flushed_the_journal_is_kept_and_the_next_start_writes_them_anew()
    {
        var files = new FailingStoreFiles(StoreFiles.ForThisSystem(), 5) { FailOn = "syncfs" };
        await using var fixture = await StoreFixture.WithJournalAsync(files);
        var stored = await fixture.AddAsync([1, 2, 3, 4], "2.25.9");
        var path = Path.Combine(fixture.Context.DataFolder, "instances", stored.Location);

        await fixture.Store.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, fixture.Segments().Length);
        File.Delete(path);
        await using var restarted = await StoreFixture.StartAsync(folder: fixture.Context.DataFolder);
        Assert.Equal([1, 2, 3, 4], await restarted.ReadAsync(stored.Location));
        Assert.Empty(fixture.Segments());
    }

    [Fact]
    public async Task What_is_deleted_after_the_journal_was_given_up_does_not_come_back_with_the_next_start()
    {
        var files = new FailingStoreFiles(StoreFiles.ForThisSystem(), 5) { FailOn = "syncfs" };
        await using var fixture = await StoreFixture.WithJournalAsync(files);
        var stored = new List<string>();
        for (var number = 0; !files.Calls.Contains("syncfs"); number++)
        {
            stored.Add((await fixture.AddAsync(StoreFixture.RandomBytes(60_000), $"2.25.{number}")).Location);
        }

        // More than fits what is left of the segment: a deletion takes about 200 bytes.
        var some = Enumerable.Range(0, 8_000).Select(number => InstanceLocation.New(new Uid("2.25.777777777777777777777777777777"), new Uid($"2.25.1{number:D30}")).Text);
        foreach (var locations in some.Chunk(500).Append([.. stored]))
        {
            await Task.WhenAll(locations.Select(location => fixture.Store.DeleteAsync(location, TestContext.Current.CancellationToken).AsTask()));
        }

        Assert.InRange(fixture.Segments().Length, 3, 4);

        using var crashed = new TestFolder();
        crashed.CopyOf(fixture.Context.DataFolder);
        Assert.Contains(stored[0], Directory.GetFiles(crashed.Path, JournalSegment.Prefix + "*", SearchOption.AllDirectories).SelectMany(JournalSegment.Read)
            .Where(record => record.Content is not null).Select(record => record.Location.Text));
        await using var restarted = await StoreFixture.StartAsync(folder: crashed.Path);
        Assert.DoesNotContain(stored, location => File.Exists(Path.Combine(crashed.Path, "instances", location)));
    }

    [Fact]
    public async Task A_start_that_cannot_replay_fails_and_loses_nothing()
    {
        using var crashed = new TestFolder();
        string location;
        await using (var fixture = await StoreFixture.WithJournalAsync())
        {
            location = (await fixture.AddAsync([7], "2.25.9")).Location;
            crashed.CopyOf(fixture.Context.DataFolder);
            crashed.Lose([location]);
        }

        var files = new FailingStoreFiles(StoreFiles.ForThisSystem(), 28) { FailOn = "write" };
        await Assert.ThrowsAsync<IOException>(async () => await StoreFixture.StartAsync(files, crashed.Path));

        await using var restarted = await StoreFixture.StartAsync(folder: crashed.Path);
        Assert.Equal([7], await restarted.ReadAsync(location));
    }

    private static (List<string> Texts, List<int> Ends) Entries(string path)
    {
        var (texts, ends, end) = (new List<string>(), new List<int>(), 0);
        foreach (var record in JournalSegment.Read(path))
        {
            end += JournalRecord.BytesOf(record.Location, record.Content?.Length ?? 0);
            ends.Add(end);
            texts.Add(string.Create(CultureInfo.InvariantCulture, $"{record.Sequence} {record.Location.Text} {(record.Content is { } content ? Convert.ToHexString(content.Span) : "-")}"));
        }

        return (texts, ends);
    }

    private static void Damage(Span<byte> bytes, Random random)
    {
        if (random.Next(2) == 0)
        {
            bytes.Clear();
        }
        else
        {
            random.NextBytes(bytes);
        }
    }
}
