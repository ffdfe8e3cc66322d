using Gantry.Dicom;
using Xunit;

namespace Gantry.Contracts.Testing;

public abstract partial class JobQueueSpecification
{
    /// <summary>By priority, then the longest due; what is not due, not pending or held is left.</summary>
    [Fact]
    public async Task The_most_urgent_jobs_that_are_due_are_claimed()
    {
        Job[] jobs =
        [
            NewJob() with { DueAt = Noon.AddMinutes(-1) },
            NewJob() with { DueAt = Noon.AddMinutes(-2) },
            NewJob() with { Priority = 5, DueAt = Noon },
            NewJob() with { Priority = 9, DueAt = Noon.AddMilliseconds(1) },
            NewJob() with { Priority = 9, State = JobState.Idle },
            NewJob() with { Priority = 9, State = JobState.Done },
            NewJob() with { Priority = 9, State = JobState.Failed },
            NewJob() with { Priority = -5, DueAt = Noon.AddYears(-1) },
        ];
        foreach (var job in jobs)
        {
            await Service.AddAsync(job, Cancellation);
        }

        Assert.Equal([2, 1], await ClaimAsync(2));
        Assert.Equal([0, 7], await ClaimAsync(1_000));
        Assert.Empty(await ClaimAsync(1));

        async Task<IEnumerable<int>> ClaimAsync(int maximum)
        {
            var claimed = await Service.ClaimAsync(Mine, Noon, maximum, Cancellation);
            Assert.All(claimed, stored => Assert.Equal((Mine, 1), (stored.Lease, stored.Attempts)));
            return claimed.Select(stored => Array.FindIndex(jobs, job => job.Uid == stored.Job.Uid));
        }
    }

    /// <summary>A host that died holds its jobs no longer than its lease.</summary>
    [Fact]
    public async Task A_lease_that_ended_holds_nothing()
    {
        var job = NewJob();
        await Service.AddAsync(job, Cancellation);
        var mine = Assert.Single(await Service.ClaimAsync(Mine, Noon, 10, Cancellation));
        Assert.Empty(await Service.ClaimAsync(Theirs, Mine.EndsAt.AddMilliseconds(-1), 10, Cancellation));
        await RestartServiceAsync();
        var theirs = Assert.Single(await Service.ClaimAsync(new JobLease("host-b", Noon.AddMinutes(9)), Mine.EndsAt, 10, Cancellation));
        Assert.Equal(("host-b", 2), (theirs.Lease?.Owner, theirs.Attempts));

        // Who lost it learns that, and changes nothing.
        Assert.Null(await Service.UpdateAsync(mine, mine.Job with { State = JobState.Done }, null, Mine.EndsAt, Cancellation));
        Assert.Equal(JobState.Pending, (await Service.GetAsync(job.Uid, Cancellation))?.Job.State);
    }

    /// <summary>Who was killed left jobs: they are found by its name, those of others are not, nor what was given back.</summary>
    [Fact]
    public async Task Jobs_are_found_by_who_holds_them()
    {
        for (var i = 0; i < 3; i++)
        {
            await Service.AddAsync(NewJob() with { Priority = -i }, Cancellation);
        }

        var first = Assert.Single(await Service.ClaimAsync(Mine, Noon, 1, Cancellation));
        var second = Assert.Single(await Service.ClaimAsync(Theirs, Noon, 1, Cancellation));
        Assert.Equal([first.Job.Uid], await HeldAsync(Mine.Owner));
        Assert.Equal([second.Job.Uid], await HeldAsync(Theirs.Owner, "nobody"));
        Assert.Equal([first.Job.Uid, second.Job.Uid], await HeldAsync([Mine.Owner, Theirs.Owner, .. Enumerable.Range(2, IJobOwner.MaximumEarlier - 2).Select(i => $"host-{i}")]));
        Assert.Empty(await HeldAsync("HOST-A", "host"));
        Assert.Throws<ArgumentException>(() => new JobFilter { LeaseOwners = [.. Enumerable.Repeat("x", IJobOwner.MaximumEarlier + 1)] });

        Assert.NotNull(await Service.UpdateAsync(first, first.Job, lease: null, Noon, Cancellation));
        Assert.Empty(await HeldAsync(Mine.Owner));
        Assert.Equal(first.Job.Uid, Assert.Single(await Service.ClaimAsync(Theirs, Noon, 1, Cancellation)).Job.Uid);

        async Task<IEnumerable<Uid>> HeldAsync(params string[] owners) =>
            (await CollectAsync(Service.FindAsync(new JobFilter { States = [JobState.Pending], LeaseOwners = [.. owners] }, Cancellation))).Select(stored => stored.Job.Uid);
    }

    /// <summary>A lease is extended, given up for a later attempt, and ends with the job.</summary>
    [Fact]
    public async Task Whoever_holds_a_job_extends_its_lease_postpones_it_and_ends_it()
    {
        await Service.AddAsync(NewJob(), Cancellation);
        var claimed = Assert.Single(await Service.ClaimAsync(Mine, Noon, 1, Cancellation));
        var longer = Mine with { EndsAt = Noon.AddHours(1) };
        var extended = await Service.UpdateAsync(claimed, claimed.Job with { Note = "half done" }, longer, Noon.AddSeconds(30), Cancellation);
        Assert.NotNull(extended);
        Assert.Equal((longer, "half done", 1, Noon.AddSeconds(30)), (extended.Lease, extended.Job.Note, extended.Attempts, extended.ChangedAt));
        Assert.Empty(await Service.ClaimAsync(Theirs, Noon.AddMinutes(30), 1, Cancellation));

        var postponed = await Service.UpdateAsync(extended, extended.Job with { DueAt = Noon.AddDays(1) }, null, Noon.AddMinutes(1), Cancellation);
        Assert.NotNull(postponed);
        Assert.Null(postponed.Lease);
        Assert.Empty(await Service.ClaimAsync(Theirs, Noon.AddHours(23), 1, Cancellation));
        var again = Assert.Single(await Service.ClaimAsync(Theirs, Noon.AddDays(1), 1, Cancellation));
        Assert.Equal(2, again.Attempts);

        var done = await Service.UpdateAsync(again, again.Job with { State = JobState.Done, Attributes = new DicomDataSetBuilder().Add(Tags.FailureReason, 0x0112).Build() }, null, Noon.AddDays(2), Cancellation);
        Assert.NotNull(done);
        var stored = await Service.GetAsync(again.Job.Uid, Cancellation);
        Assert.Equal((JobState.Done, 0x0112, done.Version), (stored?.Job.State, stored?.Job.Attributes.GetInt32(Tags.FailureReason), stored?.Version));
        Assert.Empty(await Service.ClaimAsync(Theirs, Noon.AddYears(1), 1, Cancellation));
    }

    /// <summary>Somebody cancels a job while it is worked on: who works on it learns that, and the lease is as it was.</summary>
    [Fact]
    public async Task A_change_by_another_is_noticed_by_whoever_holds_the_job()
    {
        await Service.AddAsync(NewJob(), Cancellation);
        var claimed = Assert.Single(await Service.ClaimAsync(Mine, Noon, 1, Cancellation));
        var read = await Service.GetAsync(claimed.Job.Uid, Cancellation);
        Assert.NotNull(read);
        var cancelled = await Service.UpdateAsync(read, read.Job with { State = JobState.Failed, Note = "cancelled", Instances = [Uid.New()] }, read.Lease, Noon, Cancellation);
        Assert.Equal(Mine, cancelled?.Lease);
        Assert.Null(await Service.UpdateAsync(claimed, claimed.Job with { State = JobState.Done }, null, Noon, Cancellation));
        var stored = await Service.GetAsync(claimed.Job.Uid, Cancellation);
        Assert.Equal((JobState.Failed, "cancelled", 1), (stored?.Job.State, stored?.Job.Note, stored?.Job.Instances.Length));
    }

    /// <summary>The key of a job and the time it was made are not for changing.</summary>
    [Fact]
    public async Task A_job_keeps_its_UID_and_the_time_it_was_made()
    {
        var job = NewJob();
        await Service.AddAsync(job, Cancellation);
        var stored = await Service.GetAsync(job.Uid, Cancellation);
        var changed = await Service.UpdateAsync(stored!, NewJob() with { CreatedAt = Noon.AddDays(1), Note = "other" }, null, Noon, Cancellation);
        Assert.Equal((job.Uid, job.CreatedAt, "other"), (changed?.Job.Uid, changed?.Job.CreatedAt, changed?.Job.Note));
        Assert.Null(await Service.UpdateAsync(stored! with { Job = NewJob() }, job, null, Noon, Cancellation));
    }

    /// <summary>The race that leases are for: no job is given to two.</summary>
    [Fact]
    public async Task Of_16_who_claim_at_once_each_gets_other_jobs()
    {
        for (var i = 0; i < 100; i++)
        {
            await Service.AddAsync(NewJob() with { Priority = i % 3 }, Cancellation);
        }

        var claims = await Task.WhenAll(Enumerable.Range(0, 16).Select(host => Task.Run(
            async () =>
            {
                var claimed = new List<Uid>();
                while (await Service.ClaimAsync(new JobLease($"host-{host}", Noon.AddHours(1)), Noon, 3, Cancellation) is { Count: > 0 } jobs)
                {
                    claimed.AddRange(jobs.Select(stored => stored.Job.Uid));
                }

                return claimed;
            },
            Cancellation)));
        var all = claims.SelectMany(claimed => claimed).ToList();
        Assert.Equal(100, all.Count);
        Assert.Equal(100, all.Distinct().Count());
    }

    /// <summary>Arguments out of their ranges are refused, not repaired.</summary>
    [Fact]
    public async Task Claims_out_of_range_are_refused()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Service.ClaimAsync(Mine, Noon, 0, Cancellation));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Service.ClaimAsync(Mine, Noon, 1_001, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Service.ClaimAsync(Mine with { Owner = "" }, Noon, 1, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Service.ClaimAsync(Mine with { Owner = new string('x', 65) }, Noon, 1, Cancellation));
    }
}
