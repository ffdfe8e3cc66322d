using System.Diagnostics;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.TransactionLog.Tests;

public class SizeTests
{
    private const long Megabyte = 1 << 20;

    private static readonly TransactionRecord Kilobyte = Sized(new() { At = new(2026, 11, 27, 11, 0, 0, TimeSpan.Zero), Kind = TransactionKind.Server });

    [Fact]
    public void A_record_takes_its_text_and_its_data_set()
    {
        var bare = new TransactionRecord { At = DateTimeOffset.UnixEpoch, Kind = TransactionKind.Server };
        var dataSet = new DicomDataSetBuilder().Add(Tags.PatientID, "ANON7 ").Build();

        Assert.Equal(LogSize.RecordBytes, LogSize.BytesOf(bare));
        Assert.Equal(LogSize.RecordBytes + 3, LogSize.BytesOf(bare with { User = "山" }));
        Assert.Equal(LogSize.RecordBytes + 14, LogSize.BytesOf(bare with { DataSet = dataSet })); // tag, VR, length, value
    }

    [Fact]
    public void Of_what_is_too_much_the_oldest_go_and_no_more_than_it_takes()
    {
        var size = new LogSize();
        for (var number = 1; number <= 3_000; number++)
        {
            size.Add(new StoredTransaction(number, Kilobyte));
        }

        Assert.Null(size.DropBeyond(3_000 * 1_024));
        Assert.Equal(2_048, size.DropBeyond(Megabyte)); // by stretches of 256
        Assert.Equal((3_000L, 952L * 1_024), (size.Last, size.Bytes));
        Assert.Null(size.DropBeyond(Megabyte));
    }

    [Fact]
    public async Task The_oldest_are_removed_where_all_take_too_much()
    {
        await using var fixture = new LogFixture(("KeepMegabytes", "1"));
        var identifier = new DicomDataSetBuilder().Add(Tags.PatientID, "ANON7").Add(Tags.TextValue, new string('x', 10_000)).Build();
        await AddAsync(fixture, 0, 2_500, Kilobyte);
        await fixture.StartAsync();
        await UntilLastAreLeftAsync(fixture, 2_500, 1_024);

        // What comes is counted too, with its data sets.
        await AddAsync(fixture, 2_500, 200, new TransactionRecord { At = fixture.Time.GetUtcNow(), Kind = TransactionKind.Operation, DataSet = identifier });
        await UntilLastAreLeftAsync(fixture, 2_700, LogSize.BytesOf(new() { At = default, Kind = default, DataSet = identifier }));
        Assert.Contains(fixture.Services.Logs.Entries, entry => entry.Text.Contains("all together took more than 1 MB", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_too_old_before_is_not_counted_again()
    {
        await using var fixture = new LogFixture(("KeepMegabytes", "1"), ("KeepFor", "10:00:00"));
        await AddAsync(fixture, 0, 100, Kilobyte with { CustomType = "first" });
        await fixture.StartAsync();
        await PassAsync(fixture);

        // Brought from elsewhere: they have higher numbers, and are old; the next sweep by age takes them from between.
        await AddAsync(fixture, 100, 800, Kilobyte with { At = fixture.Time.GetUtcNow() - TimeSpan.FromHours(11) });
        await UntilAsync(fixture, records => records.Count == 100);
        await AddAsync(fixture, 900, 400, Kilobyte with { At = fixture.Time.GetUtcNow() });
        await PassAsync(fixture);

        Assert.Equal(500, (await fixture.Log.AllAsync()).Count);
    }

    private static TransactionRecord Sized(TransactionRecord bare) => bare with { Description = new string('x', (int)(1_000 - LogSize.BytesOf(bare))), CorrelationId = new string('0', 24) };

    private static ValueTask AddAsync(LogFixture fixture, int first, int count, TransactionRecord record) =>
        fixture.Log.AddAsync([.. Enumerable.Range(first, count).Select(i => record with { MessageId = i })], TestContext.Current.CancellationToken);

    private static Task UntilLastAreLeftAsync(LogFixture fixture, int end, long recordBytes) => UntilAsync(fixture, records =>
        records.Count > 0 && records.Count * recordBytes is <= Megabyte and > Megabyte - (256 << 10) - 10_240
        && records.Select(record => record.MessageId).SequenceEqual(Enumerable.Range(end - records.Count, records.Count)));

    private static async Task UntilAsync(LogFixture fixture, Predicate<List<TransactionRecord>> condition)
    {
        for (var begun = Stopwatch.GetTimestamp(); !condition(await fixture.Log.AllAsync());)
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromMinutes(1), $"There are {(await fixture.Log.AllAsync()).Count} records.");
            await PassAsync(fixture);
        }
    }

    // Ten minutes, in each of which the size is looked at.
    private static async Task PassAsync(LogFixture fixture)
    {
        for (var i = 0; i < 20; i++)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
            fixture.Time.Advance(TimeSpan.FromSeconds(30));
        }
    }
}
