using System.Collections.Immutable;

namespace Gantry.Contracts;

/// <summary>A user.</summary>
public sealed record User
{
    /// <summary>The longest name of a user or role, and the longest right, in characters.</summary>
    public const int MaximumNameLength = 64;

    /// <summary>The name to log in with; 1 to <see cref="MaximumNameLength"/> characters, no control characters.</summary>
    public required string Name { get; init; }

    /// <summary>What people call the user; at most 128 characters.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>The hash of the password with all that is needed to check it, as text; empty where the user cannot log in by one. At most 512 characters.</summary>
    public string PasswordHash { get; init; } = "";

    /// <summary>The hashes of passwords before, the latest first; at most 24.</summary>
    public ImmutableArray<string> PreviousPasswordHashes { get; init; } = [];

    /// <summary>When the password was set; null where there is none.</summary>
    public DateTimeOffset? PasswordChangedAt { get; init; }

    /// <summary>True where the password must be changed at the next login. False unless set.</summary>
    public bool MustChangePassword { get; init; }

    /// <summary>The names of the user's roles, each of 1 to <see cref="MaximumNameLength"/> characters; at most 64.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>True where the user may not log in. False unless set.</summary>
    public bool IsDisabled { get; init; }

    /// <summary>The failed logins since the last good one.</summary>
    public int FailedLogins { get; init; }

    /// <summary>Until when the user may not try again; null where that is not so.</summary>
    public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>The last good login; null where there was none.</summary>
    public DateTimeOffset? LastLoginAt { get; init; }

    /// <summary>When the user was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
