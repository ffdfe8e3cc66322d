using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Host.Databases;

namespace Gantry.Host.Tests.Databases;

/// <summary>One database is made like another while somebody changes the first.</summary>
public sealed class DatabaseFollowerTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2024, 2, 29, 12, 0, 0, TimeSpan.Zero);
    private readonly TestServices _source = new();
    private readonly TestServices _target = new();
    private readonly ChangeBook _changes = new();
    private readonly MoveProgress _progress = new(Noon);
    private readonly Interference _interference;

    public DatabaseFollowerTests()
    {
        _interference = new Interference(new InMemoryTransfer(_source));
        _changes.Open();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_is_copied_and_then_the_same()
    {
        await FillAsync(instances: 1_203, transactions: 1_001);
        var follower = Follower();
        await follower.CopyAsync(Cancellation);
        Assert.Equal(0, await follower.VerifyAsync(Cancellation));
        await AssertSameAsync();
        Assert.Equal((1_203 + 1_001 + 3, 1_203 + 1_001 + 3), (_progress.Verified, _progress.Written));
        Assert.NotNull(_progress.Digest);
    }

    [Fact]
    public async Task What_was_in_the_other_database_before_goes()
    {
        await FillAsync(instances: 3, transactions: 2);
        await FillAsync(_target, instances: 1_300, transactions: 1_700);
        var follower = Follower();
        await follower.CopyAsync(Cancellation);
        Assert.Equal(0, await follower.VerifyAsync(Cancellation));
        await AssertSameAsync();
        Assert.Equal(1_300 + (1_700 - 2) + 1, _progress.Removed);
    }

    [Fact]
    public async Task What_is_removed_while_it_is_copied_does_not_come_back()
    {
        await FillAsync(instances: 600, transactions: 0);
        var gone = new List<string>();
        _interference.AfterRead = async (kind, page) =>
        {
            if (kind == TransferKind.Instance && page.Count > 2)
            {
                var uids = page.Skip(1).Take(2).Select(record => new Uid(record.Key)).ToArray();
                await _source.Catalog.RemoveAsync(new InstanceSelection { Instances = [.. uids] }, Cancellation);
                _changes.Note(TransferKind.Instance, uids.Select(uid => uid.Value));
                gone.AddRange(uids.Select(uid => uid.Value));
            }
        };
        var follower = Follower();
        await follower.CopyAsync(Cancellation);
        _interference.AfterRead = null;
        Assert.Equal(0, await follower.VerifyAsync(Cancellation));
        Assert.Equal(4, gone.Count);
        await AssertSameAsync();
    }

    [Fact]
    public async Task What_is_added_and_changed_while_it_is_copied_and_compared_is_there()
    {
        await FillAsync(instances: 1_100, transactions: 600);
        var added = 0;
        _interference.AfterRead = async (kind, _) =>
        {
            var entry = new SampleInstance().With(Tags.PatientID, $"NEW{added++}").ToEntry();
            await _source.Catalog.AddAsync([entry], Cancellation);
            _changes.Note(TransferKind.Instance, entry.Attributes.GetString(Tags.SOPInstanceUID)!);
            await _source.TransactionLog.AddAsync([Transaction("ADDED")], Cancellation);
            _changes.NoteTail(TransferKind.Transaction);
            if (kind == TransferKind.Commitment && (await _source.CommitmentLedger.ClaimAsync(new JobLease("host", Noon.AddHours(1)), Noon, 1, Cancellation)) is [var claimed])
            {
                _changes.Note(TransferKind.Commitment, claimed.Job.Uid.Value);
            }
        };
        var follower = Follower();
        await follower.CopyAsync(Cancellation);
        Assert.Equal(0, await follower.VerifyAsync(Cancellation));
        _interference.AfterRead = null;
        await follower.FollowAsync(Cancellation);
        await AssertSameAsync();
        Assert.True(added > 10);
        Assert.Equal(2, (await _target.CommitmentLedger.GetAsync((await CollectAsync(_source.CommitmentLedger)).Job.Uid, Cancellation))!.Version);
    }

    [Fact]
    public async Task What_was_removed_and_nobody_knows_which_is_found()
    {
        await FillAsync(instances: 5, transactions: 1_200);
        var follower = Follower();
        await follower.CopyAsync(Cancellation);
        await _source.TransactionLog.RemoveAsync(new TransactionFilter { BeforeNumber = 700 }, Cancellation);
        await _source.Catalog.RemoveAsync(new InstanceSelection { PatientId = "P1" }, Cancellation);
        _changes.NoteAll(TransferKind.Transaction);
        _changes.NoteAll(TransferKind.Instance);
        await follower.FollowAsync(Cancellation);
        await AssertSameAsync();
    }

    [Fact]
    public async Task What_was_changed_behind_its_back_is_found_and_mended()
    {
        await FillAsync(instances: 700, transactions: 700);
        var follower = Follower();
        await follower.CopyAsync(Cancellation);
        var tampered = (await _interference.ReadAsync(TransferKind.Instance, null, 700, Cancellation)).Cast<InstanceRecord>().Last();
        await new InMemoryTransfer(_target).PutAsync([new InstanceRecord(tampered.Entry with { Stored = new StoredInstance("wrong", 1, 1) })], Cancellation);
        await _target.TransactionLog.RemoveAsync(new TransactionFilter { BeforeNumber = 4 }, Cancellation);
        Assert.Equal(4, await follower.VerifyAsync(Cancellation));
        Assert.Equal(0, await follower.VerifyAsync(Cancellation));
        await AssertSameAsync();
    }

    [Fact]
    public async Task A_database_that_keeps_records_otherwise_is_told()
    {
        await FillAsync(instances: 3, transactions: 0);
        var forgetful = new Interference(new InMemoryTransfer(_target)) { Changed = record => record is InstanceRecord instance ? new InstanceRecord(instance.Entry with { SourceAETitle = default }) : record };
        var follower = new DatabaseFollower(() => new DatabasePair(_interference, forgetful, Nothing.Instance), _changes, _progress);
        var failure = await Assert.ThrowsAsync<CatalogException>(() => follower.CopyAsync(Cancellation));
        Assert.Contains("does not keep 3 of 3 records as they are", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_comes_before_its_user_follows_it()
    {
        await _source.Users.AddAsync(new User { Name = "late", CreatedAt = Noon }, Cancellation);
        await _source.Tokens.AddAsync(new AccessToken { Hash = "t", User = "late", Kind = AccessTokenKind.Session, CreatedAt = Noon, ExpiresAt = Noon }, Cancellation);
        var follower = Follower();
        _changes.Note(TransferKind.Token, "t");
        await follower.FollowAsync(Cancellation);
        Assert.Equal(1, _changes.Count); // told again
        _changes.Note(TransferKind.User, "LATE");
        await follower.FollowAsync(Cancellation);
        await AssertSameAsync();
    }

    public void Dispose()
    {
        _source.Dispose();
        _target.Dispose();
        _changes.Dispose();
    }

    private DatabaseFollower Follower() => new(() => new DatabasePair(_interference, new InMemoryTransfer(_target), Nothing.Instance), _changes, _progress);

    private Task FillAsync(int instances, int transactions) => FillAsync(_source, instances, transactions);

    private static async Task FillAsync(TestServices services, int instances, int transactions)
    {
        await services.Catalog.AddAsync([.. Enumerable.Range(0, instances).Select(i => new SampleInstance().With(Tags.PatientID, $"P{i % 50}").ToEntry())], Cancellation);
        await services.TransactionLog.AddAsync([.. Enumerable.Range(0, transactions).Select(i => Transaction($"C{i}"))], Cancellation);
        await services.Roles.AddAsync(new Role { Name = "readers" }, Cancellation);
        await services.SettingsHistory.AddAsync([new SettingChange { At = Noon, Scope = "host", Name = "N" }], Cancellation);
        await services.CommitmentLedger.AddAsync(new Job { Uid = Uid.New(), DueAt = Noon, CreatedAt = Noon, Attributes = new SampleInstance().Attributes }, Cancellation);
    }

    private async Task AssertSameAsync()
    {
        var target = new InMemoryTransfer(_target);
        foreach (var kind in Enum.GetValues<TransferKind>())
        {
            Assert.Equal(await DigestsAsync(_interference, kind), await DigestsAsync(target, kind));
        }

        Assert.Equal(await _source.Catalog.CountAsync(Cancellation), await _target.Catalog.CountAsync(Cancellation));
    }

    private static async Task<List<string>> DigestsAsync(IDatabaseTransfer transfer, TransferKind kind)
    {
        var digests = new List<string>();
        for (string? after = null; await transfer.ReadAsync(kind, after, 1_000, Cancellation) is [.., var last] page; after = last.Key)
        {
            digests.AddRange(page.Select(record => $"{record.Key} {Convert.ToHexString(record.Digest())}"));
        }

        return digests;
    }

    private static async Task<StoredJob> CollectAsync(InMemoryJobQueue queue)
    {
        await foreach (var job in queue.FindAsync(JobFilter.All, Cancellation))
        {
            return job;
        }

        throw new InvalidOperationException("There is no job.");
    }

    private static TransactionRecord Transaction(string command) => new() { At = Noon, Kind = TransactionKind.Operation, Command = command };
}
