using System.Collections.Immutable;
using Gantry.Dicom;
using Xunit;

namespace Gantry.Contracts.Testing;

/// <summary>What every <see cref="IJobQueue"/> must do, as tests. Derive from it in a test project of xunit.v3, once for each queue of a database.</summary>
public abstract partial class JobQueueSpecification : ServiceSpecification<IJobQueue>
{
    private static readonly DateTimeOffset Noon = new(2024, 2, 29, 12, 0, 0, TimeSpan.Zero);
    private static readonly JobLease Mine = new("host-a", Noon.AddMinutes(1));
    private static readonly JobLease Theirs = new("host-b", Noon.AddMinutes(1));

    /// <summary>All that is given comes back, also after a restart.</summary>
    [Fact]
    public async Task A_job_is_kept_as_it_was_given()
    {
        var job = NewJob() with
        {
            State = JobState.Idle,
            Priority = -7,
            DueAt = Noon.AddDays(3).AddMilliseconds(125),
            Peer = new AETitle("ARCHIVE"),
            IsOutgoing = true,
            Note = "It's 100% \"unusual\" \\ _ ; ü 山",
            Instances = [Uid.New(), Uid.New()],
            Attributes = new DicomDataSetBuilder()
                .Add(Tags.TransactionUID, Uid.New())
                .Add(Tags.PatientName, "Müller^山田")
                .Add(Tags.ReferencedSOPSequence, new DicomDataSetBuilder().Add(Tags.ReferencedSOPClassUID, Uids.CTImageStorage).Add(Tags.ReferencedSOPInstanceUID, Uid.New()).Build())
                .Build(),
        };
        Assert.True(await Service.AddAsync(job, Cancellation));
        await RestartServiceAsync();
        var stored = await Service.GetAsync(job.Uid, Cancellation);
        Assert.NotNull(stored);
        AssertSame(job, stored.Job);
        Assert.Equal((0, null, job.CreatedAt), (stored.Attempts, stored.Lease, stored.ChangedAt));
    }

    /// <summary>No job twice.</summary>
    [Fact]
    public async Task A_job_that_is_there_stays_as_it_is()
    {
        var job = NewJob() with { Note = "first" };
        Assert.True(await Service.AddAsync(job, Cancellation));
        Assert.False(await Service.AddAsync(job with { Note = "second" }, Cancellation));
        Assert.Equal("first", (await Service.GetAsync(job.Uid, Cancellation))?.Job.Note);
        Assert.Null(await Service.GetAsync(Uid.New(), Cancellation));
    }

    /// <summary>Of many who add one job one has added it.</summary>
    [Fact]
    public async Task Of_64_who_add_the_same_job_at_once_one_has_added_it()
    {
        var job = NewJob();
        var added = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(async () => await Service.AddAsync(job, Cancellation), Cancellation)));
        Assert.Equal(1, added.Count(isAdded => isAdded));
        Assert.Single(await CollectAsync(Service.FindAsync(JobFilter.All, Cancellation)));
    }

    /// <summary>What is cut is cut at its end.</summary>
    [Fact]
    public async Task A_note_that_is_too_long_is_cut()
    {
        var job = NewJob() with { Note = new string('x', Job.MaximumNoteLength) + "y" };
        await Service.AddAsync(job, Cancellation);
        Assert.Equal(new string('x', Job.MaximumNoteLength), (await Service.GetAsync(job.Uid, Cancellation))?.Job.Note);
    }

    /// <summary>A job of ten thousand instances is a large data set, and found by each of them.</summary>
    [Fact]
    public async Task A_job_may_concern_ten_thousand_instances()
    {
        ImmutableArray<Uid> instances = [.. Enumerable.Range(0, 10_000).Select(_ => Uid.New())];
        var items = instances.Select(instance => new DicomDataSetBuilder().Add(Tags.ReferencedSOPClassUID, Uids.CTImageStorage).Add(Tags.ReferencedSOPInstanceUID, instance).Build());
        var job = NewJob() with { Instances = instances, Attributes = new DicomDataSetBuilder().Add(Tags.ReferencedSOPSequence, items).Build() };
        await Service.AddAsync(job, Cancellation);
        var found = Assert.Single(await CollectAsync(Service.FindAsync(new JobFilter { Instances = [instances[7_777]] }, Cancellation)));
        AssertSame(job, found.Job);
        Assert.Empty(await CollectAsync(Service.FindAsync(new JobFilter { Instances = [Uid.New()] }, Cancellation)));
    }

    /// <summary>Conditions are all required; order is that of adding.</summary>
    [Fact]
    public async Task Jobs_are_found_by_what_they_are()
    {
        var shared = Uid.New();
        Job[] jobs =
        [
            NewJob() with { State = JobState.Done, Peer = new AETitle("A"), CreatedAt = Noon, Instances = [shared] },
            NewJob() with { State = JobState.Failed, Peer = new AETitle("A"), CreatedAt = Noon.AddHours(1) },
            NewJob() with { State = JobState.Done, Peer = new AETitle("B"), IsOutgoing = true, CreatedAt = Noon.AddHours(2), Instances = [shared, Uid.New()] },
        ];
        foreach (var job in jobs)
        {
            await Service.AddAsync(job, Cancellation);
        }

        await AssertFoundAsync(JobFilter.All, 0, 1, 2);
        await AssertFoundAsync(new JobFilter { States = [JobState.Done] }, 0, 2);
        await AssertFoundAsync(new JobFilter { States = [JobState.Failed, JobState.Idle] }, 1);
        await AssertFoundAsync(new JobFilter { Peer = new AETitle("A") }, 0, 1);
        await AssertFoundAsync(new JobFilter { Peer = new AETitle("a") });
        await AssertFoundAsync(new JobFilter { ChangedBefore = Noon.AddHours(1) }, 0);
        await AssertFoundAsync(new JobFilter { IsOutgoing = true }, 2);
        await AssertFoundAsync(new JobFilter { IsOutgoing = false, States = [JobState.Done] }, 0);
        await AssertFoundAsync(new JobFilter { Instances = [shared] }, 0, 2);
        await AssertFoundAsync(new JobFilter { Instances = [Uid.New(), jobs[2].Instances[1], Uid.New()] }, 2);
        await AssertFoundAsync(new JobFilter { Instances = [shared, jobs[2].Instances[1], .. Enumerable.Range(2, JobFilter.MaximumInstances - 2).Select(_ => Uid.New())] }, 0, 2);
        await AssertFoundAsync(new JobFilter { Instances = [shared], Peer = new AETitle("B") }, 2);

        async Task AssertFoundAsync(JobFilter filter, params int[] expected) => Assert.Equal(
            expected.Select(i => jobs[i].Uid), (await CollectAsync(Service.FindAsync(filter, Cancellation))).Select(stored => stored.Job.Uid));
    }

    /// <summary>More than any page.</summary>
    [Fact]
    public async Task Many_jobs_are_found_once_each_and_removed()
    {
        var jobs = Enumerable.Range(0, 450).Select(i => NewJob() with { State = i % 3 == 0 ? JobState.Done : JobState.Idle, Instances = [Uid.New()] }).ToList();
        foreach (var job in jobs)
        {
            await Service.AddAsync(job, Cancellation);
        }

        Assert.Equal(jobs.Select(job => job.Uid), (await CollectAsync(Service.FindAsync(JobFilter.All, Cancellation))).Select(stored => stored.Job.Uid));
        Assert.Equal(300, await Service.RemoveAsync(new JobFilter { States = [JobState.Idle] }, Cancellation));
        Assert.Equal(0, await Service.RemoveAsync(new JobFilter { States = [JobState.Idle] }, Cancellation));
        Assert.Equal(150, (await CollectAsync(Service.FindAsync(JobFilter.All, Cancellation))).Count);
        Assert.Null(await Service.GetAsync(jobs[1].Uid, Cancellation));
    }

    /// <summary>Forgetting the conditions must not mean everything.</summary>
    [Fact]
    public async Task A_removal_without_conditions_is_refused()
    {
        await Service.AddAsync(NewJob(), Cancellation);
        await Assert.ThrowsAsync<ArgumentException>(async () => await Service.RemoveAsync(JobFilter.All, Cancellation));
        Assert.Single(await CollectAsync(Service.FindAsync(JobFilter.All, Cancellation)));
    }

    private static Job NewJob() => new() { Uid = Uid.New(), DueAt = Noon, CreatedAt = Noon, Attributes = new DicomDataSetBuilder().Add(Tags.TransactionUID, Uid.New()).Build() };

    private static void AssertSame(Job expected, Job actual)
    {
        Assert.Equal(expected with { Attributes = actual.Attributes, Instances = actual.Instances }, actual);
        Assert.Equal(expected.Instances.ToHashSet(), actual.Instances.ToHashSet());
        Assert.Equal(DataSetText.Of(expected.Attributes), DataSetText.Of(actual.Attributes));
    }
}
