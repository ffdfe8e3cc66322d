namespace Gantry.Contracts;

/// <summary>What became of an entry.</summary>
public enum AddOutcome
{
    /// <summary>It is in the catalog, durably unless it is recoverable (<see cref="CatalogEntry.IsRecoverable"/>).</summary>
    Added,

    /// <summary>An instance with the same SOP Instance UID was there before, and stays as it is.</summary>
    AlreadyPresent,

    /// <summary>Not added, because the entry asked for that: its series is in another study than it says.</summary>
    SeriesOfOtherStudy,

    /// <summary>Not added, because the entry asked for that: its study belongs to another patient than it says.</summary>
    StudyOfOtherPatient,
}
