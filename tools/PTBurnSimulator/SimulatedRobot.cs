namespace Gantry.Tools.PTBurnSimulator;

/// <summary>A robot: bins with blank discs, drives, a printer with ink; and what may be wrong with it. Safe to change at any time.</summary>
/// <param name="name">Its name.</param>
public sealed class SimulatedRobot(string name)
{
    private const int InkForDisc = 1;

    public string Name { get; } = name;

    public int RightBin { get; set; } = 100;

    public int LeftBin { get; set; }

    public int Drives { get; set; } = 2;

    /// <summary>What its cartridge has, in per cent.</summary>
    public int Ink { get; set; } = 100;

    /// <summary>Below how many per cent ink is low; 0 unless set, for never.</summary>
    public int LowInk { get; set; }

    /// <summary>True once it was told to go on although ink is low.</summary>
    public bool IgnoresInkLow { get; set; }

    public bool IsCoverOpen { get; set; }

    public bool IsOffline { get; set; }

    /// <summary>An error that stays until it is taken away; 0 for none.</summary>
    public int Fault { get; set; }

    /// <summary>How many of the next discs cannot be recorded.</summary>
    public int RejectNext { get; set; }

    /// <summary>The error with which the next job fails at once; 0 for none.</summary>
    public int FailNextJob { get; set; }

    internal bool NeedsDisc { get; set; }

    internal bool NeedsInk { get; set; }

    internal int BinOfJob { get; set; }

    /// <summary>What is wrong now, as SysErrorNumber; 0 for nothing. An error goes by itself with its cause.</summary>
    public int Error => Fault != 0 ? Fault
        : IsOffline ? 14
        : IsCoverOpen ? 15
        : NeedsDisc && Discs(BinOfJob) == 0 ? 3
        : NeedsInk && Ink < InkForDisc ? 37
        : NeedsInk && Ink < LowInk && !IgnoresInkLow ? 7
        : 0;

    internal int Discs(int bin) => bin == 1 ? LeftBin : RightBin;

    internal void Take(int bin)
    {
        if (bin == 1)
        {
            LeftBin--;
        }
        else
        {
            RightBin--;
        }
    }

    internal void Print() => Ink -= InkForDisc;

    internal static string Describe(int error) => error switch
    {
        0 => "No errors",
        3 => "Input bin is empty",
        7 => "Color and black ink low",
        14 => "Offline",
        15 => "Cover open",
        37 => "Color and black ink empty",
        _ => $"System error {error}",
    };
}
