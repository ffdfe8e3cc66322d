namespace Gantry.Contracts;

/// <summary>What became of an entry.</summary>
public enum AddOutcome
{
    /// <summary>It is in the catalog, durably.</summary>
    Added,

    /// <summary>An instance with the same SOP Instance UID was there before, and stays as it is.</summary>
    AlreadyPresent,
}
