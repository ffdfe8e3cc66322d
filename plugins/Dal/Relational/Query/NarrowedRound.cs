using System.Collections.Immutable;

namespace Gantry.Dal.Relational.Query;

/// <summary>The conditions of one statement, all of which must hold.</summary>
/// <param name="Filters">Those that an index does not serve.</param>
/// <param name="Driver">The one that finds few rows through an index; null for none.</param>
internal sealed record NarrowedRound(ImmutableArray<NarrowingCondition> Filters, NarrowingCondition? Driver)
{
    /// <summary>True where one of them finds few rows through an index.</summary>
    public bool IsDriven => Driver is not null;
}
