namespace Gantry.Plugins.PrimeraDriver;

/// <summary>Whether discs are held in the drive (LoadUnloadOverride), and who lets them go on.</summary>
public enum LoadHold
{
    /// <summary>They are not held.</summary>
    None,

    /// <summary>They are, and the driver lets them go on: a good one is unloaded, a bad one rejected.</summary>
    Driver,

    /// <summary>They are, until an operator lets them go on at the robot's computer.</summary>
    Operator,
}
