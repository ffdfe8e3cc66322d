namespace Gantry.Host.Users;

/// <summary>What a route of the host needs of who asks; every route has one.</summary>
/// <param name="Right">The right; null where it is enough to be somebody.</param>
/// <param name="IsOpen">True where nobody is asked.</param>
internal sealed record NeededRight(string? Right, bool IsOpen = false)
{
    /// <summary>True where callers of this machine are not asked.</summary>
    public bool IsOpenHere { get; init; }

    /// <summary>Whoever has logged in.</summary>
    public static NeededRight SignedIn { get; } = new((string?)null);

    /// <summary>Everybody.</summary>
    public static NeededRight None { get; } = new(null, IsOpen: true);
}
