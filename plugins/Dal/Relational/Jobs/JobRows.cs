using Gantry.Contracts;
using Gantry.Dal.Relational.Attributes;
using Gantry.Dal.Relational.Ingest;
using Gantry.Dicom;
using Microsoft.EntityFrameworkCore;

namespace Gantry.Dal.Relational.Jobs;

/// <summary>Turns jobs into rows and back.</summary>
internal static class JobRows
{
    public static JobRow New(int queue, Job job, JobLease? lease = null, long version = 1, int attempts = 0, DateTimeOffset? changedAt = null) => new()
    {
        Queue = queue,
        Uid = job.Uid.Value,
        State = (int)job.State,
        Rank = job.Priority == int.MinValue ? int.MaxValue : -job.Priority,
        DueAt = StoredText.Milliseconds(job.DueAt),
        Peer = job.Peer.Value,
        IsOutgoing = job.IsOutgoing ? 1 : 0,
        LeaseOwner = lease?.Owner ?? "",
        LeaseEndsAt = lease is null ? 0 : StoredText.Milliseconds(lease.EndsAt),
        Version = version,
        Attempts = attempts,
        CreatedAt = StoredText.Milliseconds(job.CreatedAt),
        ChangedAt = StoredText.Milliseconds(changedAt ?? job.CreatedAt),
        Note = StoredText.Cut(job.Note, Job.MaximumNoteLength),
        Attributes = LevelAttributes.EncodeAll(job.Attributes),
    };

    /// <summary>
    /// The jobs with their instances, these by a query of their own: joined to the job, each of ten thousand instances would bring
    /// the job's whole data set once more.
    /// </summary>
    public static IQueryable<JobRow> WithInstances(this IQueryable<JobRow> jobs) => jobs.Include(x => x.Instances).AsSplitQuery();

    public static StoredJob Read(JobRow row) => Read(row, new Job
    {
        Uid = new Uid(row.Uid),
        State = (JobState)row.State,
        Priority = -row.Rank,
        DueAt = StoredText.Time(row.DueAt),
        CreatedAt = StoredText.Time(row.CreatedAt),
        Peer = row.Peer.Length == 0 ? default : new AETitle(row.Peer),
        IsOutgoing = row.IsOutgoing != 0,
        Note = row.Note,
        Attributes = LevelAttributes.Decode(row.Attributes),
        Instances = [.. row.Instances.Select(instance => new Uid(instance.Uid))],
    });

    public static StoredJob Read(JobRow row, Job job) =>
        new(job, row.Version, row.Attempts, row.LeaseOwner.Length == 0 ? null : new JobLease(row.LeaseOwner, StoredText.Time(row.LeaseEndsAt)), StoredText.Time(row.ChangedAt));

    /// <exception cref="ArgumentException">The owner has no name, or one that is too long.</exception>
    public static void Check(JobLease? lease)
    {
        if (lease is not null && lease.Owner.Length is 0 or > JobLease.MaximumOwnerLength)
        {
            throw new ArgumentException($"The owner of a lease has 1 to {JobLease.MaximumOwnerLength} characters.", nameof(lease));
        }
    }

    /// <summary>Adds the rows of the SOP instances that a job concerns.</summary>
    public static void AddInstances(WriterSession session, long job, Job of)
    {
        foreach (var instance in of.Instances.IsDefault ? [] : of.Instances.ToHashSet())
        {
            session.Add(new JobInstanceRow { JobFk = job, Uid = instance.Value });
        }
    }
}
