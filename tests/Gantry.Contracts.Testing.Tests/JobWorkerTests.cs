using System.Threading.Channels;
using Gantry.Dicom;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Gantry.Contracts.Testing.Tests;

/// <summary>Jobs that are claimed in the background, and what an earlier start of the host, another version of the plugin and other hosts hold of them.</summary>
public sealed class JobWorkerTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero));
    private readonly InMemoryJobQueue _queue = new();
    private readonly TestJobOwner _owner = new();
    private readonly RecordedLogs _logs = new();
    private readonly Channel<StoredJob> _claimed = Channel.CreateUnbounded<StoredJob>();
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<JobWorker> _workers = [];
    private int _isSwept;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        foreach (var worker in _workers)
        {
            await worker.StopAsync(Cancellation);
            worker.Dispose();
        }

        _stopping.Dispose();
    }

    [Fact]
    public async Task What_an_earlier_start_of_this_host_held_is_claimed_at_once()
    {
        _owner.Earlier = ["first", "second"];
        var (killed, running) = (await HeldAsync("second"), await HeldAsync("another host"));

        Start();

        var claimed = await _claimed.Reader.ReadAsync(Cancellation);
        Assert.Equal((killed, _owner.Name, 2), (claimed.Job.Uid, claimed.Lease?.Owner, claimed.Attempts));
        Assert.Contains("second, an earlier start", Assert.Single(_logs.Entries).Text, StringComparison.Ordinal);
        Assert.Equal("another host", (await _queue.GetAsync(running, Cancellation))?.Lease?.Owner);
        await NothingMoreAsync();
        _time.Advance(JobWorkerOptions.DefaultLeaseTime);
        Assert.Equal(running, (await _claimed.Reader.ReadAsync(Cancellation)).Job.Uid);
    }

    [Fact]
    public async Task A_version_that_replaces_another_takes_nothing_that_this_one_still_holds()
    {
        _owner.Earlier = ["first"];
        await AddAsync();
        Start();
        await _claimed.Reader.ReadAsync(Cancellation);

        Start();

        await NothingMoreAsync();
    }

    [Fact]
    public async Task What_is_given_back_once_is_not_given_back_again()
    {
        _owner.Earlier = ["first"];
        await AddAsync();
        Start();
        await _claimed.Reader.ReadAsync(Cancellation);

        // A name of an earlier start is known to nobody else, unless the data folder was copied while its host ran.
        await HeldAsync("first");
        await NothingMoreAsync();
    }

    [Fact]
    public async Task Who_loses_a_job_before_its_lease_has_ended_says_that_its_data_folder_has_a_copy()
    {
        var job = await AddAsync();
        var claimed = Assert.Single(await _queue.ClaimAsync(Lease("original"), _time.GetUtcNow(), 1, Cancellation));
        await using var held = new HeldJob(_queue, claimed, JobWorkerOptions.DefaultLeaseTime, _time, _logs.CreateLogger("original"), Cancellation);
        _owner.Earlier = ["original"];
        Start();
        Assert.Equal(job, (await _claimed.Reader.ReadAsync(Cancellation)).Job.Uid);

        Assert.False(await held.SaveAsync(held.Job with { Note = "half done" }, keeps: true));

        Assert.True(held.Token.IsCancellationRequested);
        Assert.False(held.IsHeld);
        var told = Assert.Single(_logs.Entries, entry => entry.Category == "original");
        Assert.Equal(LogLevel.Error, told.Level);
        Assert.Contains("a copy of this one's data folder", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_loses_a_job_otherwise_says_no_such_thing()
    {
        var job = await AddAsync();
        var claimed = Assert.Single(await _queue.ClaimAsync(Lease("host"), _time.GetUtcNow(), 1, Cancellation));
        await using var held = new HeldJob(_queue, claimed, JobWorkerOptions.DefaultLeaseTime, _time, _logs.CreateLogger("host"), Cancellation);
        await _queue.UpdateAsync(claimed, claimed.Job with { State = JobState.Failed }, claimed.Lease, _time.GetUtcNow(), Cancellation);

        Assert.False(await held.SaveAsync(changed: null, keeps: false));

        Assert.Equal(LogLevel.Information, Assert.Single(_logs.Entries).Level);
        Assert.Equal(JobState.Failed, (await _queue.GetAsync(job, Cancellation))?.Job.State);
    }

    [Fact]
    public async Task A_lease_is_extended_while_the_work_lasts_and_work_that_throws_leaves_the_job_to_its_lease()
    {
        var job = await AddAsync();
        Start();
        await _claimed.Reader.ReadAsync(Cancellation);
        _gate.SetException(new InvalidOperationException("broken"));
        while (_logs.Entries.Count == 0)
        {
            await Task.Delay(1, Cancellation);
        }

        Assert.Contains("broken", Assert.Single(_logs.Entries).Text, StringComparison.Ordinal);
        await NothingMoreAsync();
        _time.Advance(JobWorkerOptions.DefaultLeaseTime);
        Assert.Equal((job, 2), ((await _claimed.Reader.ReadAsync(Cancellation)) is var again ? (again.Job.Uid, again.Attempts) : default));
    }

    private void Start()
    {
        var options = new JobWorkerOptions
        {
            Work = async (job, cancellationToken) =>
            {
                _claimed.Writer.TryWrite(job);
                await _gate.Task.WaitAsync(cancellationToken);
            },
            MaximumParallel = () => 4,
            Interval = _ => TimeSpan.FromSeconds(1),
            Sweep = (_, _) =>
            {
                Interlocked.Increment(ref _isSwept);
                return Task.CompletedTask;
            },
        };
        var worker = new JobWorker(_queue, _owner, options, _time, _logs.CreateLogger("worker"));
        _workers.Add(worker);
        worker.Start(_stopping.Token);
    }

    private async Task<Uid> HeldAsync(string owner)
    {
        var job = await AddAsync();
        Assert.Equal(job, Assert.Single(await _queue.ClaimAsync(Lease(owner), _time.GetUtcNow(), 1, Cancellation)).Job.Uid);
        return job;
    }

    private async Task<Uid> AddAsync()
    {
        var now = _time.GetUtcNow();
        var job = new Job { Uid = Uid.New(), DueAt = now, CreatedAt = now, Attributes = DicomDataSet.Empty };
        Assert.True(await _queue.AddAsync(job, Cancellation));
        return job.Uid;
    }

    private JobLease Lease(string owner) => new(owner, _time.GetUtcNow() + JobWorkerOptions.DefaultLeaseTime);

    private async Task Swept()
    {
        while (Volatile.Read(ref _isSwept) < _workers.Count)
        {
            await Task.Delay(1, Cancellation);
        }
    }

    // Ten looks later, the clock still before the end of any lease.
    private async Task NothingMoreAsync()
    {
        await Swept();
        for (var look = 0; look < 10; look++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5, Cancellation);
        }

        Assert.False(_claimed.Reader.TryRead(out var more), $"{more?.Job.Uid} was claimed from {more?.Lease?.Owner}");
    }
}
