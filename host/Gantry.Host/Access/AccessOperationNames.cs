namespace Gantry.Host.Access;

/// <summary>The operations as files and people write them: <c>echo</c>, <c>store</c>, ..., and <c>all</c>.</summary>
internal static class AccessOperationNames
{
    private static readonly AccessOperations[] Single = [.. Enum.GetValues<AccessOperations>().Where(operation => int.IsPow2((int)operation))];

    /// <summary>The names, for those who have written another.</summary>
    public static string Known { get; } = string.Join(", ", Single.Select(Name));

    public static IReadOnlyList<string> Of(AccessOperations operations) => [.. Single.Where(operation => operations.HasFlag(operation)).Select(Name)];

    /// <returns>The operations together; null with the name that is none.</returns>
    public static (AccessOperations? Operations, string Unknown) Parse(IEnumerable<string> names)
    {
        var operations = AccessOperations.None;
        foreach (var name in names)
        {
            if (name.Equals(nameof(AccessOperations.All), StringComparison.OrdinalIgnoreCase))
            {
                operations |= AccessOperations.All;
            }
            else if (Single.Where(operation => Name(operation).Equals(name, StringComparison.OrdinalIgnoreCase)).ToList() is [var known])
            {
                operations |= known;
            }
            else
            {
                return (null, name);
            }
        }

        return (operations, "");
    }

    public static string Name(AccessOperations operation) => operation.ToString().ToLowerInvariant();
}
