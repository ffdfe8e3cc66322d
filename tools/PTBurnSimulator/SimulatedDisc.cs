namespace Gantry.Tools.PTBurnSimulator;

/// <summary>The steps of a disc.</summary>
internal enum DiscStep
{
    Loading,
    HeldLoaded,
    Recording,
    Verifying,
    HeldProcessed,
    Printing,
    Unloading,
    Rejecting,
}

/// <summary>A disc in a drive.</summary>
/// <param name="number">Which disc of its job, from 0.</param>
/// <param name="drive">The drive, from 0.</param>
internal sealed class SimulatedDisc(int number, int drive)
{
    public int Number { get; } = number;

    public int Drive { get; } = drive;

    public DiscStep Step { get; set; } = DiscStep.Loading;

    public DateTimeOffset EndsAt { get; set; }

    /// <summary>What is wrong with it; 0 for nothing.</summary>
    public int Error { get; set; }

    /// <summary>LoadDiscState: 0 loading, 1 loaded and held, 2 processing, 3 processed and held, 4 unloading.</summary>
    public int LoadState => Step switch
    {
        DiscStep.Loading => 0,
        DiscStep.HeldLoaded => 1,
        DiscStep.Recording or DiscStep.Verifying => 2,
        DiscStep.HeldProcessed => 3,
        _ => 4,
    };
}
