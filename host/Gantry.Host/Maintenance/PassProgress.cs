namespace Gantry.Host.Maintenance;

/// <summary>How far a pass over many instances has come, and how it ended.</summary>
/// <remarks>Written by the pass, read by anybody.</remarks>
internal abstract class PassProgress(DateTimeOffset startedAt)
{
    public DateTimeOffset StartedAt { get; } = startedAt;

    public DateTimeOffset? EndedAt { get; private set; }

    public PassState State { get; private set; } = PassState.Running;

    /// <summary>Why it failed; null where it did not.</summary>
    public string? Failure { get; private set; }

    public void End(PassState state, string? failure, DateTimeOffset at) => (Failure, EndedAt, State) = (failure, at, state);
}
