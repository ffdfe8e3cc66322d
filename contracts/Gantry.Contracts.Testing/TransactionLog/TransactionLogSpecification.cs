using Gantry.Dicom;
using Xunit;

namespace Gantry.Contracts.Testing;

/// <summary>What every <see cref="ITransactionLog"/> must do, as tests. Derive from it in a test project of xunit.v3 and give it a log.</summary>
public abstract class TransactionLogSpecification : ServiceSpecification<ITransactionLog>
{
    private static readonly DateTimeOffset Noon = new(2024, 2, 29, 12, 0, 0, TimeSpan.Zero);
    private static readonly Uid Instance = new("2.25.1"), Study = new("2.25.2");

    private static TransactionRecord Full => new()
    {
        At = Noon.AddMilliseconds(7),
        Kind = TransactionKind.Operation,
        Type = TransactionType.Audit,
        Direction = TransactionDirection.Incoming,
        LocalAETitle = new AETitle("GANTRY"),
        LocalAddress = "192.0.2.1:11112",
        RemoteAETitle = new AETitle("MODALITY"),
        RemoteAddress = "[2001:db8::1]:50001",
        CorrelationId = "0HN:00000001",
        Command = "C-STORE",
        MessageId = 65_535,
        SopClass = Uids.CTImageStorage,
        SopInstance = Instance,
        Study = Study,
        Status = 0xB000,
        Duration = TimeSpan.FromMicroseconds(1_234),
        Bytes = 5_000_000_000,
        Plugin = "gantry.storage 1.2.3",
        User = "anna",
        Description = "Stored, 100% \"as\" it's; \\ _ ü 山",
        DataSet = new DicomDataSetBuilder().Add(Tags.PatientName, "Müller^山田").Add(Tags.StudyInstanceUID, Study).Build(),
        DataSetLocation = "2024/02/29/1",
        CustomType = "acme.dose",
        CustomInformation = "{ \"dose\": 1 }",
    };

    /// <summary>All that is given comes back, also after a restart.</summary>
    [Fact]
    public async Task A_record_is_kept_as_it_was_given()
    {
        var bare = new TransactionRecord { At = Noon, Kind = TransactionKind.Server };
        await Service.AddAsync([Full, bare], Cancellation);
        await RestartServiceAsync();
        var found = await CollectAsync(Service.FindAsync(TransactionFilter.All with { IncludesDataSets = true }, Cancellation));
        Assert.Equal(2, found.Count);
        Assert.Equal(Full with { DataSet = null }, found[0].Record with { DataSet = null });
        Assert.Equal(DataSetText.Of(Full.DataSet!), DataSetText.Of(found[0].Record.DataSet!));
        Assert.Equal(bare, found[1].Record);
        Assert.InRange(found[0].Number, 1, found[1].Number - 1);
    }

    /// <summary>A data set is read where it is asked for.</summary>
    [Fact]
    public async Task Data_sets_are_given_to_those_who_ask()
    {
        await Service.AddAsync([Full], Cancellation);
        var found = Assert.Single(await CollectAsync(Service.FindAsync(TransactionFilter.All, Cancellation)));
        Assert.Null(found.Record.DataSet);
        var whole = await Service.GetAsync(found.Number, Cancellation);
        Assert.Equal("Müller^山田", whole?.Record.DataSet?.GetString(Tags.PatientName));
        Assert.Null(await Service.GetAsync(found.Number + 1, Cancellation));
    }

    /// <summary>Text is cut, not refused: a log that fails is of no use.</summary>
    [Fact]
    public async Task Text_that_is_too_long_is_cut()
    {
        var longText = new string('x', 10_000);
        await Service.AddAsync(
            [Full with { LocalAddress = longText, RemoteAddress = longText, CorrelationId = longText, Command = longText, Plugin = longText, User = longText, Description = longText, DataSetLocation = longText, CustomType = longText, CustomInformation = longText }],
            Cancellation);
        var record = Assert.Single(await CollectAsync(Service.FindAsync(TransactionFilter.All, Cancellation))).Record;
        Assert.Equal(
            [64, 64, 64, 64, 128, 64, 1_000, 255, 64, 4_000],
            new[] { record.LocalAddress, record.RemoteAddress, record.CorrelationId, record.Command, record.Plugin, record.User, record.Description, record.DataSetLocation, record.CustomType, record.CustomInformation }.Select(text => text.Length));
    }

    /// <summary>Each condition chooses by its field; text is compared as it is.</summary>
    [Theory]
    [MemberData(nameof(Conditions))]
    public async Task Records_are_found_by_any_field(TransactionFilter matching, TransactionFilter other)
    {
        ArgumentNullException.ThrowIfNull(matching);
        ArgumentNullException.ThrowIfNull(other);
        var bare = new TransactionRecord { At = Noon.AddDays(-9), Kind = TransactionKind.Server, Command = "c-store", Description = "XXX" };
        await Service.AddAsync([bare, Full, bare], Cancellation);
        Assert.Equal("C-STORE", Assert.Single(await CollectAsync(Service.FindAsync(matching, Cancellation))).Record.Command);
        Assert.DoesNotContain(await CollectAsync(Service.FindAsync(other, Cancellation)), stored => stored.Record.Command == "C-STORE");
        Assert.Equal(1, await Service.RemoveAsync(matching, Cancellation));
        Assert.Equal(2, (await CollectAsync(Service.FindAsync(TransactionFilter.All, Cancellation))).Count);
    }

    /// <summary>A filter that chooses the full record among others, and one of the same kind that does not.</summary>
    public static TheoryData<TransactionFilter, TransactionFilter> Conditions => new()
    {
        { new() { From = Noon.AddMilliseconds(7) }, new() { From = Noon.AddMilliseconds(8) } },
        { new() { From = Noon, To = Noon.AddMilliseconds(8) }, new() { To = Noon.AddMilliseconds(7) } },
        { new() { Kinds = [TransactionKind.Operation, TransactionKind.Web] }, new() { Kinds = [TransactionKind.Server] } },
        { new() { Types = [TransactionType.Audit] }, new() { Types = [TransactionType.Error] } },
        { new() { Direction = TransactionDirection.Incoming }, new() { Direction = TransactionDirection.Outgoing } },
        { new() { LocalAETitle = new AETitle("GANTRY") }, new() { LocalAETitle = new AETitle("gantry") } },
        { new() { RemoteAETitle = new AETitle("MODALITY") }, new() { RemoteAETitle = new AETitle("MODALITY2") } },
        { new() { LocalAddress = "192.0.2.1" }, new() { LocalAddress = "192.0.2.2" } },
        { new() { RemoteAddress = "[2001:db8::1]:" }, new() { RemoteAddress = "2001" } },
        { new() { CorrelationId = "0HN:00000001" }, new() { CorrelationId = "0HN" } },
        { new() { Command = "C-STORE" }, new() { Command = "c-store" } },
        { new() { SopClass = Uids.CTImageStorage }, new() { SopClass = Uids.MRImageStorage } },
        { new() { SopInstance = Instance }, new() { SopInstance = Study } },
        { new() { Study = Study }, new() { Study = Instance } },
        { new() { Status = 0xB000 }, new() { Status = 0 } },
        { new() { MinimumDuration = TimeSpan.FromMicroseconds(1_234) }, new() { MinimumDuration = TimeSpan.FromMicroseconds(1_235) } },
        { new() { Plugin = "gantry.storage " }, new() { Plugin = "GANTRY.storage" } },
        { new() { User = "anna" }, new() { User = "Anna" } },
        { new() { Description = "it's; \\ _" }, new() { Description = "stored" } },
        { new() { Description = "100%" }, new() { Description = "1%00" } },
        { new() { Description = "山" }, new() { Description = "_____" } },
        { new() { CustomType = "acme.dose" }, new() { CustomType = "acme%" } },
        { new() { Kinds = [TransactionKind.Operation], RemoteAETitle = new AETitle("MODALITY"), Status = 0xB000 }, new() { Kinds = [TransactionKind.Operation], RemoteAETitle = new AETitle("OTHER") } },
    };

    /// <summary>Both orders, limits, and going on from a number.</summary>
    [Fact]
    public async Task The_log_is_read_in_either_order_and_from_a_number_on()
    {
        await Service.AddAsync([.. Enumerable.Range(0, 1_200).Select(i => Full with { MessageId = i })], Cancellation);
        var all = await CollectAsync(Service.FindAsync(TransactionFilter.All, Cancellation));
        Assert.Equal(Enumerable.Range(0, 1_200), all.Select(stored => stored.Record.MessageId));
        Assert.Equal(Enumerable.Range(0, 1_200).Reverse(), (await CollectAsync(Service.FindAsync(new() { IsNewestFirst = true }, Cancellation))).Select(stored => stored.Record.MessageId));
        Assert.Equal([1_199, 1_198], (await CollectAsync(Service.FindAsync(new() { IsNewestFirst = true, Limit = 2 }, Cancellation))).Select(stored => stored.Record.MessageId));
        Assert.Equal([0, 1, 2], (await CollectAsync(Service.FindAsync(new() { Limit = 3 }, Cancellation))).Select(stored => stored.Record.MessageId));
        Assert.Equal([1_198, 1_199], (await CollectAsync(Service.FindAsync(new() { AfterNumber = all[1_197].Number }, Cancellation))).Select(stored => stored.Record.MessageId));
        Assert.Equal([4, 3], (await CollectAsync(Service.FindAsync(new() { IsNewestFirst = true, BeforeNumber = all[5].Number, Limit = 2 }, Cancellation))).Select(stored => stored.Record.MessageId));
        Assert.Empty(await CollectAsync(Service.FindAsync(new() { Limit = 0 }, Cancellation)));
    }

    /// <summary>Retention removes the oldest first, a bounded number at a time.</summary>
    [Fact]
    public async Task The_oldest_are_removed_a_thousand_at_a_time()
    {
        await Service.AddAsync([.. Enumerable.Range(0, 1_300).Select(i => Full with { At = Noon.AddMinutes(i), MessageId = i })], Cancellation);
        var old = new TransactionFilter { To = Noon.AddMinutes(1_200) };
        Assert.Equal(50, await Service.RemoveAsync(old with { Limit = 50 }, Cancellation));
        Assert.Equal(50, (await CollectAsync(Service.FindAsync(new() { Limit = 1 }, Cancellation)))[0].Record.MessageId);
        Assert.Equal(1_000, await Service.RemoveAsync(old, Cancellation));
        Assert.Equal(150, await Service.RemoveAsync(old, Cancellation));
        Assert.Equal(0, await Service.RemoveAsync(old, Cancellation));
        Assert.Equal(100, (await CollectAsync(Service.FindAsync(TransactionFilter.All, Cancellation))).Count);
    }

    /// <summary>A number is never given twice, or whoever follows the log would miss a record.</summary>
    [Fact]
    public async Task Numbers_are_not_given_again()
    {
        await Service.AddAsync([Full, Full], Cancellation);
        var last = (await CollectAsync(Service.FindAsync(new() { IsNewestFirst = true, Limit = 1 }, Cancellation)))[0].Number;
        Assert.Equal(2, await Service.RemoveAsync(new() { Command = "C-STORE" }, Cancellation));
        await RestartServiceAsync();
        await Service.AddAsync([Full], Cancellation);
        Assert.True(Assert.Single(await CollectAsync(Service.FindAsync(TransactionFilter.All, Cancellation))).Number > last);
    }

    /// <summary>Forgetting the conditions must not mean everything.</summary>
    [Fact]
    public async Task A_removal_without_conditions_is_refused()
    {
        await Service.AddAsync([Full], Cancellation);
        await Assert.ThrowsAsync<ArgumentException>(async () => await Service.RemoveAsync(new() { Limit = 5, IsNewestFirst = true, IncludesDataSets = true }, Cancellation));
        Assert.Single(await CollectAsync(Service.FindAsync(TransactionFilter.All, Cancellation)));
    }

    /// <summary>Many write while others read.</summary>
    [Fact]
    public async Task Batches_of_many_writers_are_all_there()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(
            async () =>
            {
                for (var i = 0; i < 10; i++)
                {
                    await Service.AddAsync([.. Enumerable.Range(0, 5).Select(n => Full with { CorrelationId = $"{writer}", MessageId = i * 5 + n })], Cancellation);
                }
            },
            Cancellation)));
        for (var writer = 0; writer < 16; writer++)
        {
            var found = await CollectAsync(Service.FindAsync(new() { CorrelationId = $"{writer}" }, Cancellation));
            Assert.Equal(Enumerable.Range(0, 50), found.Select(stored => stored.Record.MessageId));
        }
    }
}
