namespace Gantry.Host.Access;

/// <summary>What a calling AE may be allowed to do.</summary>
[Flags]
internal enum AccessOperations
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>C-ECHO.</summary>
    Echo = 1,

    /// <summary>C-STORE.</summary>
    Store = 2,

    /// <summary>C-FIND, worklists included.</summary>
    Query = 4,

    /// <summary>C-MOVE and C-GET.</summary>
    Retrieve = 8,

    /// <summary>Storage commitment.</summary>
    Commit = 16,

    /// <summary>Media creation.</summary>
    Media = 32,

    /// <summary>N-DELETE, of whatever SOP class.</summary>
    Delete = 64,

    /// <summary>What else plugins serve: procedure steps, printing and the like.</summary>
    Other = 128,

    /// <summary>What an AE may do unless something else is said: all but deleting.</summary>
    Usual = Echo | Store | Query | Retrieve | Commit | Media | Other,

    /// <summary>All.</summary>
    All = Usual | Delete,
}
