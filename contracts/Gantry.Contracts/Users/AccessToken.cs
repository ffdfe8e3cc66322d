namespace Gantry.Contracts;

/// <summary>A token: whoever shows the secret is the user. The secret itself is never kept.</summary>
public sealed record AccessToken
{
    /// <summary>A hash of the secret, one that cannot be turned back; 1 to 128 characters of ASCII.</summary>
    public required string Hash { get; init; }

    /// <summary>The user's name.</summary>
    public required string User { get; init; }

    /// <summary>What it is.</summary>
    public required AccessTokenKind Kind { get; init; }

    /// <summary>What it is for, or where the session came from; at most 255 characters.</summary>
    public string Description { get; init; } = "";

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last used; null where it never was.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>From when on it is no longer good.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
