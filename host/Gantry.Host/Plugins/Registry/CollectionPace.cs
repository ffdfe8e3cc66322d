namespace Gantry.Host.Plugins.Registry;

/// <summary>
/// How often a full collection is asked for while replaced generations wait to be gone: each second at first, and ever more seldom the longer none was
/// added. What something holds must not cost a collection each second for as long as the host runs.
/// </summary>
/// <remarks>One caller at a time.</remarks>
internal sealed class CollectionPace(TimeProvider time)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private long? _last;

    /// <summary>True where it is time for one; it then counts as made.</summary>
    /// <param name="youngest">How long the generation has waited that was added last.</param>
    public bool IsDue(TimeSpan youngest)
    {
        var pause = TimeSpan.FromTicks(Math.Clamp(youngest.Ticks / 2, Shortest.Ticks, Longest.Ticks));
        if (_last is { } last && time.GetElapsedTime(last) < pause)
        {
            return false;
        }

        _last = time.GetTimestamp();
        return true;
    }
}
