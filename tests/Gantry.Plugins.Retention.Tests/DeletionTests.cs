using System.Composition;
using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Microsoft.Extensions.Time.Testing;

namespace Gantry.Plugins.Retention.Tests;

/// <summary>What a person has chosen to delete.</summary>
public sealed class DeletionTests : IDisposable
{
    private const string Reason = "Sent for another patient";
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly InMemoryCatalog _catalog = new();
    private readonly InMemoryInstanceStore _store = new();
    private readonly InMemoryJobQueue _retrievals = new();
    private readonly InMemoryJobQueue _media = new();
    private readonly InMemoryJobQueue _commitments = new();
    private readonly InMemoryTransactionLog _log = new();
    private readonly RecordedStudyEvents _events = new();
    private readonly TestPluginContext _context = new("gantry.retention");
    private readonly RecordedLogs _logs = new();
    private readonly TestPluginSettings<RetentionSettings> _settings = new(new RetentionSettings());
    private readonly DeletionBook _book;
    private readonly WaitingBytes _waiting;
    private readonly DeletionService _service;
    private ICatalog _used;

    public DeletionTests()
    {
        (_store.Time, _used) = (_time, _catalog);
        (_waiting, _book) = (new(_context, _time, _logs), new(_context, _time, _logs));
        _service = ServiceOf(_book);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _service.Dispose();
        _context.Dispose();
    }

    [Fact]
    public async Task A_study_goes_and_everybody_is_told_who_deleted_it_and_why()
    {
        var (first, other) = (await AddAsync(new()), await AddAsync(new()));
        await AddAsync(first.Next());

        var plan = await _service.DeleteAsync(new(first.Study), "alice", Reason, Cancellation);

        Assert.Equal((1, 2, 200L, true), (plan!.Series, plan.Instances, plan.Bytes, plan.IsWholeStudy));
        Assert.Equal([other.SopInstance], Left());
        var record = Assert.Single(_log.Records);
        Assert.Equal(("DELETE", first.Study, TransactionType.Audit, "alice"), (record.Command, record.Study, record.Type, record.User));
        Assert.EndsWith("2 instances: " + Reason, record.Description, StringComparison.Ordinal);
        var told = Assert.Single(_events.Deleted);
        Assert.Equal((first.Study, true, "alice", Reason, first.Attributes.GetString(Tags.PatientID)), (told.StudyInstanceUid, told.IsWholeStudy, told.User, told.Reason, told.PatientId));
        Assert.Equal(2, _waiting.Count); // those who are retrieving them have their bytes still
        Assert.Null(await _service.DeleteAsync(new(first.Study), "alice", Reason, Cancellation));
    }

    [Fact]
    public async Task A_series_or_an_instance_goes_alone_and_may_come_again()
    {
        var first = await AddAsync(new());
        var second = await AddAsync(first.Next());
        var series = new Uid(first.Attributes.GetString(Tags.SeriesInstanceUID)!);

        Assert.Null(await _service.PlanAsync(new(first.Study, Uid.New()), Cancellation));
        Assert.Null(await _service.PlanAsync(new(first.Study, series, Uid.New()), Cancellation));
        var plan = await _service.DeleteAsync(new(first.Study, series, second.SopInstance), "alice", Reason, Cancellation);

        Assert.Equal((1, false), (plan!.Instances, plan.IsWholeStudy));
        Assert.False(Assert.Single(_events.Deleted).IsWholeStudy);
        Assert.Equal([first.SopInstance], Left());
        await AddAsync(second);
        _time.Advance(TimeSpan.FromHours(2));
        await _waiting.SweepAsync(_catalog, _store, TimeSpan.FromHours(1), Cancellation);
        Assert.Equal(2, Left().Count());
        Assert.Equal(2, _store.Locations.Count); // the bytes that came again, and not those that were deleted
    }

    [Fact]
    public async Task Looking_deletes_nothing()
    {
        var sample = await AddAsync(new());

        var plan = await _service.PlanAsync(new(sample.Study), Cancellation);

        Assert.Equal((1, 1, true), (plan!.Series, plan.Instances, plan.IsWholeStudy));
        Assert.Single(Left());
        Assert.Empty(_log.Records);
    }

    [Fact]
    public async Task What_may_not_be_seen_stays_and_is_not_told_of()
    {
        var (seen, hidden) = (await AddAsync(new(), "CT1"), await AddAsync(new(), "MR1"));
        var scope = new CatalogScope(sources: [new AETitle("CT1")]);

        Assert.Null(await _service.DeleteAsync(new(hidden.Study) { Scope = scope }, "alice", Reason, Cancellation));
        Assert.Equal(1, (await _service.DeleteAsync(new(seen.Study) { Scope = scope }, "alice", Reason, Cancellation))!.Instances);

        Assert.Equal([hidden.SopInstance], Left());
    }

    [Fact]
    public async Task A_rule_that_keeps_the_study_speaks_against_it()
    {
        _settings.Current = new() { Rules = ["CT*=keep for CT", "*=after 10 days"] };
        var (kept, other) = (await AddAsync(new SampleInstance().With(Tags.Modality, "CT"), "CT1"), await AddAsync(new SampleInstance().With(Tags.Modality, "MR"), "CT1"));

        var plan = await _service.DeleteAsync(new(kept.Study), "alice", Reason, Cancellation);
        await _service.DeleteAsync(new(other.Study), "alice", Reason, Cancellation);

        Assert.Contains("CT*=keep for CT", Assert.Single(plan!.Obstacles), StringComparison.Ordinal);
        Assert.Equal([kept.SopInstance], Left());
    }

    [Theory]
    [InlineData("retrieval", JobState.Pending, true)]
    [InlineData("retrieval", JobState.Idle, true)]
    [InlineData("retrieval", JobState.Failed, false)]
    [InlineData("media", JobState.Idle, true)]
    [InlineData("media", JobState.Done, false)]
    [InlineData("commitment", JobState.Pending, true)]
    [InlineData("commitment", JobState.Done, false)]
    public async Task A_job_that_is_not_done_speaks_against_it(string kind, JobState state, bool isAnObstacle)
    {
        var sample = await AddAsync(new());
        var queue = kind == "retrieval" ? _retrievals : kind == "media" ? _media : _commitments;
        await queue.AddAsync(JobOf(state) with { Instances = [sample.SopInstance, Uid.New()] }, Cancellation);

        var plan = await _service.DeleteAsync(new(sample.Study), "alice", Reason, Cancellation);

        Assert.Equal(isAnObstacle ? 1 : 0, plan!.Obstacles.Length);
        Assert.Equal(isAnObstacle ? 1 : 0, Left().Count());
    }

    [Fact]
    public async Task A_study_that_another_AE_is_sending_here_stays()
    {
        var sample = await AddAsync(new());
        var identifier = new DicomDataSetBuilder().Set(Tags.QueryRetrieveLevel, "STUDY").Set(Tags.StudyInstanceUID, sample.Study.Value).Build();
        await _retrievals.AddAsync(JobOf(JobState.Pending) with { IsOutgoing = true, Attributes = new FetchJob { Identifier = identifier }.ToAttributes() }, Cancellation);

        var plan = await _service.DeleteAsync(new(sample.Study), "alice", Reason, Cancellation);

        Assert.Contains("being retrieved from FAR", Assert.Single(plan!.Obstacles), StringComparison.Ordinal);
        Assert.Single(Left());
    }

    [Fact]
    public async Task A_deletion_that_the_server_died_in_is_ended_and_told_of_after_the_start()
    {
        var (first, second) = (await AddAsync(new()), await AddAsync(new()));
        var late = first.Next();
        _used = new FailingCatalog(_catalog, failsAt: 2);
        var many = new List<SampleInstance> { first };
        for (var i = 0; i < 600; i++)
        {
            many.Add(await AddAsync(many[^1].Next()));
        }

        await Assert.ThrowsAsync<CatalogException>(async () => await _service.DeleteAsync(new(first.Study), "alice", Reason, Cancellation));
        Assert.Equal(102, Left().Count()); // 500 of 601 are gone, as where the process is killed there
        Assert.Empty(_log.Records);
        await AddAsync(late);

        _used = _catalog;
        using var restarted = ServiceOf(new DeletionBook(_context, _time, _logs));
        await restarted.ResumeAsync(Cancellation);
        await restarted.ResumeAsync(Cancellation);

        Assert.Equal(new[] { second.SopInstance, late.SopInstance }.Order(), Left().Order());
        Assert.Equal(("alice", "DELETE"), (Assert.Single(_log.Records).User, _log.Records[0].Command));
        Assert.Equal(601, Assert.Single(_events.Deleted).Instances.Values.Sum());
        Assert.Equal(".told", Path.GetExtension(Assert.Single(Directory.GetFiles(Path.Combine(_context.DataFolder, "deletions")))));
    }

    [Fact]
    public async Task What_the_store_recovers_after_a_crash_that_was_deleted_just_before_goes_again()
    {
        var sample = await AddAsync(new());
        var entry = Assert.Single(_catalog.Entries);
        await _service.DeleteAsync(new(sample.Study), "alice", Reason, Cancellation);
        _time.Advance(TimeSpan.FromSeconds(5));
        using var restarted = ServiceOf(new DeletionBook(_context, _time, _logs));
        await restarted.ResumeAsync(Cancellation);
        await _catalog.AddAsync([entry], Cancellation); // by the recovery of the storage, which comes when it comes

        _time.Advance(TimeSpan.FromMinutes(1));
        await restarted.ResumeAsync(Cancellation);

        Assert.Empty(Left());
        Assert.Single(_log.Records);
        _time.Advance(TimeSpan.FromMinutes(10));
        await restarted.ResumeAsync(Cancellation);
        Assert.Empty(Directory.GetFiles(Path.Combine(_context.DataFolder, "deletions")));
    }

    [Fact]
    public async Task What_took_the_place_of_an_instance_since_the_server_died_stays()
    {
        var sample = await AddAsync(new());
        _book.Begin(await OrderAsync(sample)); // and then the server died
        await _catalog.RemoveAsync(new InstanceSelection { Instances = [sample.SopInstance] }, Cancellation);
        await AddAsync(sample); // sent again, and stored elsewhere

        using var restarted = ServiceOf(new DeletionBook(_context, _time, _logs));
        await restarted.ResumeAsync(Cancellation);

        Assert.Equal([sample.SopInstance], Left());
    }

    [Fact]
    public async Task A_failure_before_anything_went_leaves_all_as_it_was()
    {
        var sample = await AddAsync(new());
        _used = new FailingCatalog(_catalog, failsAt: 1);

        await Assert.ThrowsAsync<CatalogException>(async () => await _service.DeleteAsync(new(sample.Study), "alice", Reason, Cancellation));

        _used = _catalog;
        Assert.False(_book.HasAny());
        Assert.Single(Left());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_removal_of_which_the_answer_is_lost_is_told_of_later(bool isReadable)
    {
        var sample = await AddAsync(new());
        _used = new FailingCatalog(_catalog, failsAt: 1) { RemovesBefore = true, IsReadable = isReadable };

        await Assert.ThrowsAsync<CatalogException>(async () => await _service.DeleteAsync(new(sample.Study), "alice", Reason, Cancellation));
        Assert.Empty(_log.Records);

        _used = _catalog;
        await _service.ResumeAsync(Cancellation);
        Assert.Equal(("alice", "DELETE"), (Assert.Single(_log.Records).User, _log.Records[0].Command));
        Assert.Single(_events.Deleted);
        Assert.Empty(Left());
    }

    [Theory]
    [InlineData("")]
    [InlineData("nothing")]
    [InlineData("{}\n")]
    [InlineData("{\"study\":\"2.25.1\"}\n1.2 x")]
    public async Task A_note_that_is_none_is_told_of_once_and_deletes_nothing(string text)
    {
        await AddAsync(new());
        var folder = Directory.CreateDirectory(Path.Combine(_context.DataFolder, "deletions"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "x.note"), text, Cancellation);

        await _service.ResumeAsync(Cancellation);
        await _service.ResumeAsync(Cancellation);

        Assert.Single(_logs.Entries, entry => entry.Text.Contains("is no note of a deletion", StringComparison.Ordinal));
        Assert.Single(Left());
    }

    private async Task<DeletionOrder> OrderAsync(SampleInstance sample)
    {
        using var export = Chosen(_book).CreateExport();
        return (await export.Value.LookAsync(new(sample.Study), "alice", Reason, Cancellation))!.Value.Order;
    }

    private DeletionService ServiceOf(DeletionBook book) => new(Chosen(book), book);

    private ExportFactory<ChosenDeletion> Chosen(DeletionBook book) => new(() =>
    {
        var reader = new StudyReader(_used, _store);
        var deletion = new StudyDeletion(_used, _log, book, _waiting, _events, _context, _time, _logs);
        return Tuple.Create(new ChosenDeletion(_used, reader, new(reader, _retrievals, _media, _commitments, _settings, _time), deletion, book), (Action)(() => { }));
    });

    private IEnumerable<Uid> Left() => _catalog.Entries.Select(entry => new Uid(entry.Attributes.GetString(Tags.SOPInstanceUID)!));

    private Job JobOf(JobState state) => new()
    {
        Uid = Uid.New(),
        State = state,
        Peer = new AETitle("FAR"),
        CreatedAt = _time.GetUtcNow(),
        DueAt = _time.GetUtcNow(),
        Attributes = new DicomDataSetBuilder().Build(),
    };

    private async Task<SampleInstance> AddAsync(SampleInstance sample, string sender = "CT1")
    {
        var description = new InstanceDescription
        {
            SopClass = sample.SopClass,
            SopInstance = sample.SopInstance,
            TransferSyntax = TransferSyntax.ExplicitVRLittleEndian,
            SendingAETitle = new AETitle(sender),
        };
        var stored = _store.Add(description, new byte[100]);
        await _catalog.AddAsync([sample.ToEntry() with { Stored = stored with { Length = 100 }, SourceAETitle = new AETitle(sender) }], Cancellation);
        return sample;
    }

    // Fails at the n-th removal, as a database does that goes away, and where the process is killed.
    private sealed class FailingCatalog(ICatalog inner, int failsAt) : ICatalog
    {
        private int _removals;

        /// <summary>True where the removal is done, and its answer is lost.</summary>
        public bool RemovesBefore { get; init; }

        /// <summary>False where nothing can be read after that.</summary>
        public bool IsReadable { get; init; } = true;

        public ValueTask<IReadOnlyList<AddOutcome>> AddAsync(IReadOnlyList<CatalogEntry> entries, CancellationToken cancellationToken) => inner.AddAsync(entries, cancellationToken);

        public ValueTask<bool> ReplaceAsync(CatalogEntry entry, string location, CancellationToken cancellationToken) => inner.ReplaceAsync(entry, location, cancellationToken);

        public IAsyncEnumerable<DicomDataSet> FindAsync(CatalogQuery query, CancellationToken cancellationToken) => inner.FindAsync(query, cancellationToken);

        public IAsyncEnumerable<CatalogInstance> SelectAsync(InstanceSelection selection, CancellationToken cancellationToken) =>
            IsReadable || _removals < failsAt ? inner.SelectAsync(selection, cancellationToken) : throw Away();

        public async ValueTask<IReadOnlyList<CatalogInstance>> RemoveAsync(InstanceSelection selection, CancellationToken cancellationToken)
        {
            var fails = ++_removals == failsAt;
            var removed = fails && !RemovesBefore ? [] : await inner.RemoveAsync(selection, cancellationToken);
            return fails ? throw Away() : removed;
        }

        public ValueTask<CatalogCounts> CountAsync(CancellationToken cancellationToken) => inner.CountAsync(cancellationToken);

        private static CatalogException Away() => new("The database is away.") { IsTransient = true };
    }
}
