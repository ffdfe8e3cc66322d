namespace Gantry.Contracts;

/// <summary>Tells all observers of what happens to studies. A host service: imported by any part of a plugin that stores or deletes.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public interface IStudyEvents
{
    /// <summary>Tells every <see cref="IStudyObserver"/> of a study that is complete; returns when all have been told.</summary>
    ValueTask TellCompleteAsync(CompleteStudy study, CancellationToken cancellationToken);

    /// <summary>Tells every <see cref="IDeletionObserver"/> of instances that were deleted; returns when all have been told.</summary>
    ValueTask TellDeletedAsync(DeletedInstances deleted, CancellationToken cancellationToken);
}
