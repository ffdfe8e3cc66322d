namespace Gantry.Contracts;

/// <summary>Is told of every study that is complete. Any number of plugins may export one.</summary>
/// <remarks>
/// Called at least once: after a restart perhaps again, and again when more instances of the study have come. An exception is logged and dropped. Exported
/// <c>[Shared]</c>, one observer lives as long as its plugin; otherwise one is made for each study.
/// </remarks>
public interface IStudyObserver
{
    /// <summary>Takes note of a study; should return soon, because the next one waits.</summary>
    ValueTask OnCompleteAsync(CompleteStudy study, CancellationToken cancellationToken);
}
