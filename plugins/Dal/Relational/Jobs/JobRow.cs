namespace Gantry.Dal.Relational.Jobs;

/// <summary>A job.</summary>
public sealed class JobRow
{
    public long Id { get; set; }

    /// <summary>Which queue it is in: a <see cref="JobQueueKind"/>.</summary>
    public int Queue { get; set; }

    public required string Uid { get; set; }

    /// <summary>A <see cref="Gantry.Contracts.JobState"/>.</summary>
    public int State { get; set; }

    /// <summary>The priority, negated: an index is read from its beginning.</summary>
    public int Rank { get; set; }

    /// <summary>Milliseconds since 1970 in UTC, as all times are.</summary>
    public long DueAt { get; set; }

    public required string Peer { get; set; }

    /// <summary>1 where this server asks the peer, otherwise 0: not every database has truth values.</summary>
    public int IsOutgoing { get; set; }

    /// <summary>Who holds the lease; empty for nobody.</summary>
    public required string LeaseOwner { get; set; }

    /// <summary>When the lease ends; 0 where there is none.</summary>
    public long LeaseEndsAt { get; set; }

    public long Version { get; set; }

    public int Attempts { get; set; }

    public long CreatedAt { get; set; }

    public long ChangedAt { get; set; }

    public required string Note { get; set; }

    /// <summary>The job's attributes, as a data set.</summary>
    public required byte[] Attributes { get; set; }

    public ICollection<JobInstanceRow> Instances { get; } = [];
}
