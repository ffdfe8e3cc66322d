using System.Collections.Concurrent;

namespace Gantry.Contracts.Testing;

/// <summary>Keeps what a plugin tells of studies.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public sealed class RecordedStudyEvents : IStudyEvents
{
    private readonly ConcurrentQueue<CompleteStudy> _complete = new();
    private readonly ConcurrentQueue<DeletedInstances> _deleted = new();

    /// <summary>The studies that were told to be complete, in order.</summary>
    public IReadOnlyList<CompleteStudy> Complete => [.. _complete];

    /// <summary>The deletions that were told, in order.</summary>
    public IReadOnlyList<DeletedInstances> Deleted => [.. _deleted];

    /// <inheritdoc/>
    public ValueTask TellCompleteAsync(CompleteStudy study, CancellationToken cancellationToken)
    {
        _complete.Enqueue(study);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask TellDeletedAsync(DeletedInstances deleted, CancellationToken cancellationToken)
    {
        _deleted.Enqueue(deleted);
        return ValueTask.CompletedTask;
    }
}
