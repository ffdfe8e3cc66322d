namespace Gantry.Plugins.Storage;

/// <summary>What is done with a data set that cannot be understood to its end, although it tells what it is and where it belongs.</summary>
public enum MalformedPolicy
{
    /// <summary>It is refused with C000H, and set aside.</summary>
    Refuse,

    /// <summary>It is stored as it is, found by the attributes before the fault, and answered with the warning B007H.</summary>
    Store,
}
