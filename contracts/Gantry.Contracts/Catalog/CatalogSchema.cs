using System.Collections.Immutable;

namespace Gantry.Contracts;

/// <summary>The tables of a catalog's database.</summary>
public sealed record CatalogSchema
{
    /// <summary>Which database it is, as an administrator knows it: product and place, without a password.</summary>
    public required string Database { get; init; }

    /// <summary>The migrations that the tables have been through, in order.</summary>
    public required ImmutableArray<string> Applied { get; init; }

    /// <summary>The migrations that this version would still apply, in order; none where the tables are up to date.</summary>
    public required ImmutableArray<string> Pending { get; init; }
}
