using Gantry.Dal.Relational.Retrieve;

namespace Gantry.Dal.Relational.Query;

/// <summary>The lengths of the lists in statements: few, because each makes a statement that a database has to plan and a connection keeps.</summary>
internal static class ListLengths
{
    /// <summary>The longest; one more than lists are, for the irregular value that every text may have besides.</summary>
    public const int Longest = SelectionFilter.MaximumList + 1;

    private static readonly int[] All = [1, 2, 5, 17, 65, 257, Longest];

    /// <summary>The shortest that so many values fit into: at least one, at most <see cref="Longest"/>.</summary>
    public static int Fitting(int count) => All.First(length => length >= count);
}
