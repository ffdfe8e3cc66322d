namespace Gantry.Plugins.Storage;

/// <summary>What is done with an instance that places a known series in another study, or a known study with another patient.</summary>
public enum ConflictPolicy
{
    /// <summary>It is stored with the series or study as they are, and listed as a conflict.</summary>
    Store,

    /// <summary>It is refused with A900H, and set aside.</summary>
    Refuse,
}
