namespace Gantry.Host.Plugins.Registry;

/// <summary>Who provides comes before who requires; else the order given is kept, also within a circle.</summary>
internal static class DependencyOrder
{
    /// <summary>Puts some in order.</summary>
    /// <param name="items">Them, few.</param>
    /// <param name="provides">What one provides.</param>
    /// <param name="requires">What one requires; what nobody among them provides does not matter.</param>
    public static IEnumerable<T> Of<T, TContract>(IEnumerable<T> items, Func<T, IReadOnlyCollection<TContract>> provides, Func<T, IReadOnlyCollection<TContract>> requires)
        where T : class
    {
        var left = items.ToList();
        while (left.Count > 0)
        {
            var next = left.Find(item => !left.Exists(other => other != item && provides(other).Intersect(requires(item)).Any())) ?? left[0];
            left.Remove(next);
            yield return next;
        }
    }
}
