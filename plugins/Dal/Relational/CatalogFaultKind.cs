namespace Gantry.Dal.Relational;

/// <summary>Whom a fault of the database concerns.</summary>
public enum CatalogFaultKind
{
    /// <summary>What was asked: the same call will fail again, others will not.</summary>
    Request,

    /// <summary>Everyone, for now: busy, full, away.</summary>
    Unavailable,

    /// <summary>Everyone, until somebody repairs it: damaged, read-only, no rights.</summary>
    Broken,
}
