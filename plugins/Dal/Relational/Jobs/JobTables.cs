using Gantry.Dal.Relational.Model;
using Microsoft.EntityFrameworkCore;

namespace Gantry.Dal.Relational.Jobs;

/// <summary>The tables of jobs, in the model.</summary>
internal static class JobTables
{
    public static void Describe(ModelBuilder model, TextColumn text)
    {
        model.Entity<JobRow>(job =>
        {
            job.ToTable("job");
            text(job.Property(x => x.Uid), KeyLengths.Uid);
            text(job.Property(x => x.Peer), KeyLengths.AETitle);
            text(job.Property(x => x.LeaseOwner), Contracts.JobLease.MaximumOwnerLength);
            text(job.Property(x => x.Note), Contracts.Job.MaximumNoteLength);
            job.HasIndex(x => new { x.Queue, x.Uid }).IsUnique();
            // In the order in which jobs are claimed.
            job.HasIndex(x => new { x.Queue, x.State, x.Rank, x.DueAt });
            job.HasMany(x => x.Instances).WithOne(x => x.Job).HasForeignKey(x => x.JobFk).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<JobInstanceRow>(instance =>
        {
            instance.ToTable("job_instance");
            text(instance.Property(x => x.Uid), KeyLengths.Uid);
            instance.HasKey(x => new { x.JobFk, x.Uid });
            instance.HasIndex(x => x.Uid);
        });
    }
}
