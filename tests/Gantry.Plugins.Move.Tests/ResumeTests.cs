using System.Diagnostics;
using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Time.Testing;

namespace Gantry.Plugins.Move.Tests;

/// <summary>The plugin as a host runs it, over a queue in memory and a clock that stands still until it is told.</summary>
public sealed class ResumeTests : IAsyncDisposable
{
    private const string Study = "2.25.77";
    private static readonly AETitle Destination = new("SINK");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero));
    private readonly TestServices _services = new("gantry.move");
    private readonly InMemoryAE _sink;
    private readonly TestOperation _operation = new() { CallingAETitle = new AETitle("STATION"), MessageId = 9, User = new VerifiedUser("ann", UserIdentityType.UserName) };
    private readonly List<SampleInstance> _samples = [];
    private PluginHarness? _plugin;

    public ResumeTests()
    {
        _services.With<TimeProvider>(_time);
        _sink = _services.RemoteNodes.Add(Destination);
    }

    [Fact]
    public async Task What_a_stopping_server_has_not_sent_goes_on_after_its_next_start_and_nothing_twice()
    {
        await AddAsync(6);
        await StartAsync();
        _sink.OnReceive = uid =>
        {
            if (uid == _samples[2].SopInstance)
            {
                _operation.Cancel(CancellationReason.Shutdown);
            }

            return Task.CompletedTask;
        };

        var answer = await MoveAsync();

        Assert.Equal((DimseStatus.OutOfResourcesForSubOperations, "The server is stopping; what remains is sent later."), (answer.Response.Status, answer.Response.ErrorComment));
        Assert.InRange(answer.Response.SubOperations!.Value.Remaining, 3, 4);
        var job = await UntilAsync(stored => stored.Job.State == JobState.Done, TimeSpan.FromSeconds(1));
        Assert.Equal(_samples.Select(sample => sample.SopInstance), _sink.Received.Select(received => received.SopInstance));
        Assert.All(_sink.Received, received => Assert.Equal(new MoveOriginator(new AETitle("STATION"), 9), received.MoveOriginator));
        Assert.All(_sink.Callers, caller => Assert.Equal(new AETitle("GANTRY"), caller));
        Assert.Equal(("Resumed: 6 sent, 0 failed.", 1, (JobLease?)null), (job.Job.Note, job.Attempts, job.Lease));
    }

    [Fact]
    public async Task What_a_host_that_died_has_not_sent_goes_on_once_its_lease_has_ended()
    {
        await AddAsync(4);
        await EnqueueAsync(Retrieval(DimseStatus.Success, new DimseStatus(0xA900)), new JobLease("dead", _time.GetUtcNow() + RetrievalRecord.LeaseTime));
        await StartAsync();

        _time.Advance(TimeSpan.FromSeconds(50));
        await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Empty(_sink.Received);
        var job = await UntilAsync(stored => stored.Job.State == JobState.Done, TimeSpan.FromSeconds(1));

        Assert.Equal(_samples[2..].Select(sample => sample.SopInstance), _sink.Received.Select(received => received.SopInstance));
        var retrieval = RetrievalJob.Read(job.Job.Attributes);
        Assert.Equal(new SubOperations(0, 3, 1, 0), retrieval.Counters);
        Assert.Equal(new DimseStatus(0xA900), retrieval.Instances[1].Status);
    }

    [Fact]
    public async Task One_that_lasts_is_held_by_a_lease_with_what_became_of_its_instances_and_leaves_little_behind()
    {
        await AddAsync(3);
        await StartAsync();
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _sink.OnReceive = uid => uid == _samples[1].SopInstance ? goOn.Task : Task.CompletedTask;
        var moving = MoveAsync();

        var held = await UntilAsync(stored => stored.Lease is not null, TimeSpan.FromSeconds(1));
        var retrieval = RetrievalJob.Read(held.Job.Attributes);
        Assert.Equal((JobState.Pending, 0, Destination), (held.Job.State, held.Attempts, held.Job.Peer));
        Assert.InRange(held.Lease!.EndsAt, _time.GetUtcNow() + TimeSpan.FromSeconds(30), _time.GetUtcNow() + RetrievalRecord.LeaseTime);
        Assert.Equal([DimseStatus.Success, null, null], retrieval.Instances.Select(instance => instance.Status));
        Assert.Equal(Study, retrieval.Identifier.GetString(Tags.StudyInstanceUID));
        Assert.Equal((new AETitle("STATION"), new AETitle("GANTRY"), _operation.User), (retrieval.Requestor, retrieval.CalledAETitle, retrieval.User));
        goOn.SetResult();
        Assert.Equal(DimseStatus.Success, (await moving).Response.Status);

        var done = await UntilAsync(stored => stored.Job.State == JobState.Done, TimeSpan.Zero);
        Assert.Empty(RetrievalJob.Read(done.Job.Attributes).Instances);
        Assert.Null(done.Lease);
    }

    [Fact]
    public async Task One_that_ends_soon_leaves_no_record_and_nor_does_one_that_its_requestor_cancelled()
    {
        await AddAsync(12);
        await StartAsync();
        using var cancelling = new TestOperation { CancelsAfter = 1 };

        Assert.Equal(DimseStatus.Success, (await MoveAsync()).Response.Status);
        Assert.Equal(DimseStatus.Cancel, (await MoveAsync(cancelling)).Response.Status);

        Assert.Empty(await JobsAsync());
    }

    [Fact]
    public async Task None_is_remembered_where_the_settings_say_so()
    {
        _services.WithSetting("ResumesWithin", "00:00:00");
        await AddAsync(3);
        await StartAsync();
        _sink.OnReceive = _ =>
        {
            _operation.Cancel(CancellationReason.Shutdown);
            return Task.CompletedTask;
        };

        var answer = await MoveAsync();

        Assert.Equal("The server is stopping.", answer.Response.ErrorComment);
        Assert.Empty(await JobsAsync());
    }

    [Fact]
    public async Task One_that_was_interrupted_long_ago_waits_for_an_administrator()
    {
        await AddAsync(2);
        await EnqueueAsync(Retrieval(), lease: null);
        _time.Advance(TimeSpan.FromHours(2));
        await StartAsync();

        var waiting = await UntilAsync(stored => stored.Job.State == JobState.Idle, TimeSpan.FromSeconds(1));
        Assert.Empty(_sink.Received);
        Assert.Equal((2, (JobLease?)null), (RetrievalJob.Read(waiting.Job.Attributes).Counters.Remaining, waiting.Lease));
        var now = _time.GetUtcNow();
        await _services.RetrieveQueue.UpdateAsync(waiting, waiting.Job with { State = JobState.Pending, DueAt = now, Priority = 1 }, lease: null, now, TestContext.Current.CancellationToken);

        await UntilAsync(stored => stored.Job.State == JobState.Done, TimeSpan.FromSeconds(1));
        Assert.Equal(2, _sink.Received.Count);
    }

    [Fact]
    public async Task A_destination_that_is_away_is_tried_again_and_at_last_left_to_an_administrator()
    {
        await AddAsync(2);
        await EnqueueAsync(Retrieval(), lease: null);
        _sink.OnOpen = () => throw new IOException("Connection refused.");
        await StartAsync();

        var later = await UntilAsync(stored => stored is { Attempts: 2, Lease: null }, TimeSpan.FromSeconds(1));
        Assert.Equal((JobState.Pending, "The move destination cannot be reached."), (later.Job.State, later.Job.Note));
        Assert.InRange(later.Job.DueAt - _time.GetUtcNow(), TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(60));
        Assert.Equal(2, RetrievalJob.Read(later.Job.Attributes).Counters.Remaining);
        var idle = await UntilAsync(stored => stored.Job.State == JobState.Idle, TimeSpan.FromSeconds(30));
        Assert.Equal("The move destination cannot be reached.", idle.Job.Note);
    }

    [Fact]
    public async Task What_was_deleted_meanwhile_or_may_not_be_seen_any_more_has_failed()
    {
        await AddAsync(3);
        await EnqueueAsync(Retrieval(), lease: null);
        await _services.Catalog.RemoveAsync(new InstanceSelection { Instances = [_samples[1].SopInstance] }, TestContext.Current.CancellationToken);
        await StartAsync();

        var job = await UntilAsync(stored => stored.Job.State == JobState.Done, TimeSpan.FromSeconds(1));

        Assert.Equal([DimseStatus.Success, DimseStatus.NoSuchSopInstance, DimseStatus.Success], RetrievalJob.Read(job.Job.Attributes).Instances.Select(instance => instance.Status));
    }

    [Fact]
    public async Task One_under_way_ends_when_an_administrator_cancels_it()
    {
        await AddAsync(3);
        await StartAsync();
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _sink.OnReceive = _ => goOn.Task;
        var moving = MoveAsync();
        var held = await UntilAsync(stored => stored.Lease is not null, TimeSpan.FromSeconds(1));

        await _services.RetrieveQueue.UpdateAsync(held, held.Job with { State = JobState.Failed, Note = "Cancelled." }, lease: null, _time.GetUtcNow(), TestContext.Current.CancellationToken);
        for (var i = 0; i < 50 && !_services.Logs.Entries.Any(entry => entry.Text.Contains("goes on no more here", StringComparison.Ordinal)); i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        goOn.SetResult();
        var answer = await moving;

        Assert.Equal(DimseStatus.OutOfResourcesForSubOperations, answer.Response.Status);
        Assert.Equal("An administrator has cancelled the retrieval, or resumed it.", answer.Response.ErrorComment);
        Assert.Equal((JobState.Failed, "Cancelled."), ((await JobsAsync()).Single().Job.State, (await JobsAsync()).Single().Job.Note));
    }

    [Fact]
    public async Task A_job_that_is_no_retrieval_is_given_up()
    {
        var now = _time.GetUtcNow();
        await _services.RetrieveQueue.AddAsync(new Job { Uid = Uid.New(), CreatedAt = now, DueAt = now, Peer = Destination, Attributes = DicomDataSet.Empty }, TestContext.Current.CancellationToken);
        await StartAsync();

        var job = await UntilAsync(stored => stored.Job.State == JobState.Failed, TimeSpan.FromSeconds(1));

        Assert.NotEmpty(job.Job.Note);
    }

    [Fact]
    public async Task Those_that_ended_are_forgotten_in_time()
    {
        await EnqueueAsync(Retrieval(), lease: null, JobState.Idle);
        _time.Advance(TimeSpan.FromDays(2));
        await StartAsync();

        for (var begun = Stopwatch.GetTimestamp(); (await JobsAsync()).Count > 0;)
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromMinutes(1), "It is kept.");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (_plugin?.DisposeAsync() ?? ValueTask.CompletedTask);
        _operation.Dispose();
        _services.Dispose();
    }

    private async Task StartAsync() => _plugin = await PluginHarness.StartAsync(typeof(MoveHandler).Assembly, _services);

    private async Task AddAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var sample = new SampleInstance(new Uid(Study), new Uid(Study + ".1"));
            _samples.Add(sample);
            await _services.AddAsync(sample);
        }
    }

    private async Task<RetrieveAnswer> MoveAsync(TestOperation? operation = null) =>
        await _plugin!.MoveAsync(Uids.StudyRootQueryRetrieveInformationModelMove, Destination, RetrieveFixture.Identifier(study: Study).Build(), operation ?? _operation);

    private RetrievalJob Retrieval(params DimseStatus[] ended) => new()
    {
        Requestor = new AETitle("STATION"),
        CalledAETitle = new AETitle("GANTRY"),
        MessageId = 9,
        Identifier = RetrieveFixture.Identifier(study: Study).Build(),
        Instances = [.. _samples.Select((sample, index) => new RetrievalInstance(new SopReference(sample.SopClass, sample.SopInstance), index < ended.Length ? ended[index] : null))],
    };

    private async Task EnqueueAsync(RetrievalJob retrieval, JobLease? lease, JobState state = JobState.Pending)
    {
        var (uid, now, token) = (Uid.New(), _time.GetUtcNow(), TestContext.Current.CancellationToken);
        var job = new Job { Uid = uid, Peer = Destination, CreatedAt = now, DueAt = now, State = state, Attributes = retrieval.ToAttributes() };
        await _services.RetrieveQueue.AddAsync(job, token);
        await _services.RetrieveQueue.UpdateAsync((await _services.RetrieveQueue.GetAsync(uid, token))!, job, lease, now, token);
    }

    private async Task<List<StoredJob>> JobsAsync()
    {
        var jobs = new List<StoredJob>();
        await foreach (var job in _services.RetrieveQueue.FindAsync(JobFilter.All, TestContext.Current.CancellationToken))
        {
            jobs.Add(job);
        }

        return jobs;
    }

    private async Task<StoredJob> UntilAsync(Func<StoredJob, bool> condition, TimeSpan step)
    {
        for (var begun = Stopwatch.GetTimestamp(); ;)
        {
            var jobs = await JobsAsync();
            if (jobs.FirstOrDefault(condition) is { } found)
            {
                return found;
            }

            Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromMinutes(1), $"It is not so: {string.Join("; ", jobs)}");
            await Task.Delay(5, TestContext.Current.CancellationToken);
            _time.Advance(step);
        }
    }
}
