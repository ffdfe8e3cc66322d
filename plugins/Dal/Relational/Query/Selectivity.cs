namespace Gantry.Dal.Relational.Query;

/// <summary>How few rows a test lets through, as far as can be told without looking.</summary>
internal enum Selectivity
{
    /// <summary>Those with one value, or with one of several.</summary>
    Exact,

    /// <summary>Those of a month at most.</summary>
    NarrowRange,

    /// <summary>Those that begin with three characters or more.</summary>
    Prefix,

    /// <summary>Too many for an index to be worth it.</summary>
    Wide,

    /// <summary>No index could tell.</summary>
    None,
}
