using Gantry.Contracts;

namespace Gantry.Host.Databases;

/// <summary>How far a database is like the one that serves.</summary>
/// <remarks>Written by the one that copies, read by anybody. Safe for concurrent use.</remarks>
internal sealed class MoveProgress(DateTimeOffset startedAt)
{
    private long _compared;
    private long _written;
    private long _removed;
    private long _verified;

    public DateTimeOffset StartedAt { get; } = startedAt;

    public MoveState State { get; set; } = MoveState.Starting;

    /// <summary>Which kind of records is looked through; null where none is.</summary>
    public TransferKind? Kind { get; set; }

    /// <summary>The records of the current database that were looked at.</summary>
    public long Compared => Interlocked.Read(ref _compared);

    /// <summary>The records that were written into the other, changes meanwhile included.</summary>
    public long Written => Interlocked.Read(ref _written);

    /// <summary>The records that were removed from it.</summary>
    public long Removed => Interlocked.Read(ref _removed);

    /// <summary>The records that were the same in both when all was looked through last.</summary>
    public long Verified => Interlocked.Read(ref _verified);

    /// <summary>A digest of those, the same for the same records in whatever order; null before.</summary>
    public string? Digest { get; set; }

    /// <summary>Why it waits; null where it does not.</summary>
    public string? Problem { get; set; }

    /// <summary>When the two last changed places; null where they did not.</summary>
    public DateTimeOffset? SwitchedAt { get; set; }

    public void AddCompared(int count) => Interlocked.Add(ref _compared, count);

    public void AddWritten(int count) => Interlocked.Add(ref _written, count);

    public void AddRemoved(int count) => Interlocked.Add(ref _removed, count);

    public void SetVerified(long count) => Interlocked.Exchange(ref _verified, count);
}
