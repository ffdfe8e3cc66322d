using System.Collections.Immutable;
using System.Linq.Expressions;

namespace Gantry.Dal.Relational.Query;

/// <summary>The conditions of one statement, all of which must hold.</summary>
/// <param name="Conditions">The conditions.</param>
/// <param name="IsDriven">True where one of them finds few rows through an index.</param>
internal sealed record NarrowedRound(ImmutableArray<Expression<Func<LevelRow, bool>>> Conditions, bool IsDriven);
