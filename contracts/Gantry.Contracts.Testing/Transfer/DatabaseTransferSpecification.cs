using Gantry.Dicom;
using Xunit;

namespace Gantry.Contracts.Testing;

/// <summary>What every <see cref="IDatabaseTransfer"/> must do, as tests. Derive from it in a test project of xunit.v3 and give it a database.</summary>
public abstract partial class DatabaseTransferSpecification : ServiceSpecification<DatabaseServices>
{
    private static readonly DateTimeOffset Noon = new(2024, 2, 29, 12, 0, 0, TimeSpan.Zero);

    private static readonly TransferKind[] Kinds = Enum.GetValues<TransferKind>();

    /// <summary>What the contracts have added is read, is put into another database, and is read there as the same.</summary>
    [Fact]
    public async Task What_is_moved_is_the_same_in_the_other_database()
    {
        await FillAsync(Service);
        using var memory = new TestServices();
        var other = DatabaseServices.Of(memory);
        await CopyAsync(Service.Transfer, other.Transfer);
        await AssertSameAsync(Service.Transfer, other.Transfer);
        Assert.Equal(await Service.Catalog.CountAsync(Cancellation), await other.Catalog.CountAsync(Cancellation));
        foreach (var kind in Kinds.Except([TransferKind.Media, TransferKind.Retrieve]))
        {
            Assert.True((await other.Transfer.ReadAsync(kind, null, 10, Cancellation)).Count >= 2, $"There is little of {kind} to move.");
        }
    }

    /// <summary>What comes from another database is found by the contracts, with versions, leases and numbers, also after a restart.</summary>
    [Fact]
    public async Task What_was_put_is_found_as_if_it_had_been_added()
    {
        using var memory = new TestServices();
        var other = DatabaseServices.Of(memory);
        await FillAsync(other);
        await CopyAsync(other.Transfer, Service.Transfer);
        await RestartServiceAsync();
        await AssertSameAsync(other.Transfer, Service.Transfer);
        Assert.Equal(await other.Catalog.CountAsync(Cancellation), await Service.Catalog.CountAsync(Cancellation));
        Assert.Equal(await FindAsync(other.Catalog), await FindAsync(Service.Catalog));
        foreach (var job in await CollectAsync(other.Commitments.FindAsync(JobFilter.All, Cancellation)))
        {
            var moved = await Service.Commitments.GetAsync(job.Job.Uid, Cancellation);
            Assert.Equal((job.Version, job.Attempts, job.Lease, job.ChangedAt), (moved!.Version, moved.Attempts, moved.Lease, moved.ChangedAt));
            Assert.NotNull(await Service.Commitments.UpdateAsync(job, job.Job with { Note = "on" }, null, Noon.AddHours(2), Cancellation));
        }

        var anna = await Service.Users.Users.GetAsync("ANNA", Cancellation);
        Assert.Equal(2, anna!.Version);
        Assert.Equal("hash-of-anna", Assert.Single(await CollectAsync(Service.Users.Tokens.ListAsync("anna", Cancellation))).Hash);
    }

    /// <summary>What is added after a move has higher numbers than what was moved.</summary>
    [Fact]
    public async Task Numbers_go_on_behind_those_that_were_put()
    {
        await Service.Transfer.PutAsync([new LogRecord(new StoredTransaction(41, NewTransaction("A"))), new LogRecord(new StoredTransaction(7, NewTransaction("B")))], Cancellation);
        await Service.Transfer.PutAsync([new SettingChangeRecord(41, NewChange("A")), new SettingChangeRecord(7, NewChange("B"))], Cancellation);
        await RestartServiceAsync();
        await Service.Log.AddAsync([NewTransaction("C")], Cancellation);
        await Service.Settings.AddAsync([NewChange("C")], Cancellation);
        await Service.Transfer.PutAsync([new LogRecord(new StoredTransaction(8, NewTransaction("D")))], Cancellation);
        await Service.Log.AddAsync([NewTransaction("E")], Cancellation);
        var log = await CollectAsync(Service.Log.FindAsync(TransactionFilter.All, Cancellation));
        Assert.Equal(["B", "D", "A", "C", "E"], log.Select(stored => stored.Record.Command));
        Assert.Equal([7, 8, 41], log.Take(3).Select(stored => stored.Number));
        Assert.Equal(["C", "A", "B"], (await CollectAsync(Service.Settings.FindAsync(SettingChangeFilter.All, Cancellation))).Select(change => change.Name));
    }

    /// <summary>Pages are in the order of keys, and nothing is left out between them.</summary>
    [Fact]
    public async Task Pages_follow_each_other_in_the_order_of_keys()
    {
        await FillAsync(Service);
        foreach (var kind in Kinds)
        {
            var all = await Service.Transfer.ReadAsync(kind, null, 1_000, Cancellation);
            var keys = all.Select(record => record.Key).ToList();
            Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
            Assert.All(all, record => Assert.Equal(kind, record.Kind));
            var paged = new List<string>();
            while (await Service.Transfer.ReadAsync(kind, paged.LastOrDefault(), 2, Cancellation) is { Count: > 0 } page)
            {
                paged.AddRange(page.Select(record => record.Key));
            }

            Assert.Equal(keys, paged);
            Assert.Equal(keys, (await Service.Transfer.GetAsync(kind, [.. Enumerable.Reverse(keys)], Cancellation)).Select(record => record.Key));
        }

        Assert.Empty(await Service.Transfer.GetAsync(TransferKind.Instance, [Uid.New().Value], Cancellation));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Service.Transfer.ReadAsync(TransferKind.User, null, 0, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Service.Transfer.PutAsync([new RoleRecord(new(NewRole("R"), 1)), new UserRecord(new(NewUser("U"), 1))], Cancellation));
    }

    /// <summary>To put the same again changes nothing; to put another changes all of it.</summary>
    [Fact]
    public async Task What_is_there_is_replaced()
    {
        using var memory = new TestServices();
        var other = DatabaseServices.Of(memory);
        await FillAsync(other);
        await CopyAsync(other.Transfer, Service.Transfer);
        await CopyAsync(other.Transfer, Service.Transfer);
        await AssertSameAsync(other.Transfer, Service.Transfer);

        var instance = (InstanceRecord)(await other.Transfer.ReadAsync(TransferKind.Instance, null, 1, Cancellation))[0];
        await other.Transfer.PutAsync([new InstanceRecord(instance.Entry with { Stored = new StoredInstance("elsewhere", 5, 6), SourceAETitle = default })], Cancellation);
        var job = (JobRecord)(await other.Transfer.ReadAsync(TransferKind.Commitment, null, 1, Cancellation))[0];
        await other.Transfer.PutAsync([job with { Stored = job.Stored with { Version = 9, Lease = new JobLease("host-2", Noon), Job = job.Stored.Job with { Instances = [Uid.New()] } } }], Cancellation);
        await other.Transfer.PutAsync([new UserRecord(new(NewUser("Anna") with { DisplayName = "another", Roles = ["x"] }, 12))], Cancellation);
        await other.Transfer.PutAsync([new RoleRecord(new(NewRole("READERS") with { Rights = [] }, 5))], Cancellation);
        await CopyAsync(other.Transfer, Service.Transfer);
        await AssertSameAsync(other.Transfer, Service.Transfer);
        Assert.Equal(await other.Catalog.CountAsync(Cancellation), await Service.Catalog.CountAsync(Cancellation));
        Assert.NotNull(await Service.Users.Tokens.GetAsync("hash-of-anna", Cancellation));
    }

    /// <summary>A user goes with the tokens, an instance with what is empty above it; what is not there is no failure.</summary>
    [Fact]
    public async Task What_is_removed_is_gone()
    {
        await FillAsync(Service);
        await Service.Transfer.RemoveAsync(TransferKind.User, ["ANNA", "NOBODY"], Cancellation);
        Assert.Null(await Service.Users.Tokens.GetAsync("hash-of-anna", Cancellation));
        foreach (var kind in Kinds)
        {
            var keys = (await Service.Transfer.ReadAsync(kind, null, 1_000, Cancellation)).Select(record => record.Key).ToList();
            await Service.Transfer.RemoveAsync(kind, keys, Cancellation);
            await Service.Transfer.RemoveAsync(kind, keys, Cancellation);
            Assert.Empty(await Service.Transfer.ReadAsync(kind, null, 1_000, Cancellation));
        }

        Assert.Equal(new CatalogCounts(0, 0, 0, 0, 0), await Service.Catalog.CountAsync(Cancellation));
    }

    /// <summary>A token of a user who is not there is told, and does not keep the others from being put.</summary>
    [Fact]
    public async Task A_token_without_its_user_is_told()
    {
        await Service.Transfer.PutAsync([new UserRecord(new(NewUser("Anna"), 1))], Cancellation);
        var (good, bad) = (NewToken("anna", "a"), NewToken("nobody", "b"));
        Assert.Equal(["b"], await Service.Transfer.PutAsync([new TokenRecord(good), new TokenRecord(bad)], Cancellation));
        Assert.Equal("Anna", (await Service.Users.Tokens.GetAsync("a", Cancellation))?.User);
        Assert.Null(await Service.Users.Tokens.GetAsync("b", Cancellation));
    }
}
