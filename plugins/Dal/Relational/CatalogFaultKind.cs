namespace Gantry.Dal.Relational;

/// <summary>Whom a fault of the database concerns.</summary>
public enum CatalogFaultKind
{
    /// <summary>What was asked: the same call will fail again, others will not.</summary>
    Request,

    /// <summary>What was asked, at this moment: another transaction was in the way (a deadlock, a serialization failure); the same again will do.</summary>
    Conflict,

    /// <summary>Everyone, for now: busy, full, away.</summary>
    Unavailable,

    /// <summary>Everyone, until somebody repairs it: damaged, read-only, no rights.</summary>
    Broken,
}
