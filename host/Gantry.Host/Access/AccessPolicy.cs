namespace Gantry.Host.Access;

/// <summary>Who may open associations.</summary>
internal enum AccessPolicy
{
    /// <summary>Known AEs from wherever they are known to call; from this machine everybody.</summary>
    Local,

    /// <summary>Known AEs only, on this machine, too.</summary>
    Known,

    /// <summary>Everybody; what is said of a known AE holds all the same.</summary>
    Open,
}
