namespace Gantry.Dal.Relational.Users;

/// <summary>A user; see <see cref="Gantry.Contracts.User"/>.</summary>
public sealed class UserRow : INamedRow
{
    public long Id { get; set; }

    /// <summary>The name in upper case: what tells users apart.</summary>
    public required string Key { get; set; }

    public required string Name { get; set; }

    public required string DisplayName { get; set; }

    public required string PasswordHash { get; set; }

    /// <summary>Lines of UTF-8 text, as are <see cref="Roles"/>.</summary>
    public required byte[] PreviousPasswordHashes { get; set; }

    /// <summary>Milliseconds since 1970 in UTC, as all times are.</summary>
    public long? PasswordChangedAt { get; set; }

    /// <summary>0 or 1: a number is the same in every database.</summary>
    public int MustChangePassword { get; set; }

    public required byte[] Roles { get; set; }

    public int IsDisabled { get; set; }

    public int FailedLogins { get; set; }

    public long? LockedUntil { get; set; }

    public long? LastLoginAt { get; set; }

    public long CreatedAt { get; set; }

    public long Version { get; set; }

    public ICollection<TokenRow> Tokens { get; } = [];
}
