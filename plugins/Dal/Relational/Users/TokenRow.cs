namespace Gantry.Dal.Relational.Users;

/// <summary>A token; see <see cref="Gantry.Contracts.AccessToken"/>.</summary>
public sealed class TokenRow
{
    public long Id { get; set; }

    public required string Hash { get; set; }

    public long UserFk { get; set; }

    public UserRow User { get; set; } = null!;

    public int Kind { get; set; }

    public required string Description { get; set; }

    /// <summary>Milliseconds since 1970 in UTC, as all times are.</summary>
    public long CreatedAt { get; set; }

    public long? LastUsedAt { get; set; }

    public long ExpiresAt { get; set; }
}
