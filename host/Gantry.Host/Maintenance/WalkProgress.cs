namespace Gantry.Host.Maintenance;

/// <summary>How far a pass over the parts of the instance store has come.</summary>
/// <remarks>Written by the pass, read by anybody.</remarks>
internal abstract class WalkProgress(DateTimeOffset startedAt) : PassProgress(startedAt)
{
    public int Parts { get; set; }

    public int PartsDone { get; set; }
}
