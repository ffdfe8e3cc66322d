using Gantry.Contracts;
using Gantry.Dal.Relational.Ingest;
using Microsoft.EntityFrameworkCore;
using static Gantry.Dal.Relational.Attributes.StoredText;

namespace Gantry.Dal.Relational.Users;

/// <summary>Turns users, roles and tokens into rows and back, and refuses what the contracts do not allow.</summary>
internal static class UserRows
{
    public static string Key(string name) => name.ToUpperInvariant();

    /// <exception cref="ArgumentException">The user is not one that the contract allows.</exception>
    public static UserRow New(User user, long version)
    {
        NameRules.Check(user);
        return new()
        {
            Key = Key(user.Name),
            Name = user.Name,
            DisplayName = Cut(user.DisplayName, UserTables.DisplayName),
            PasswordHash = user.PasswordHash,
            PreviousPasswordHashes = Encode(user.PreviousPasswordHashes),
            PasswordChangedAt = Milliseconds(user.PasswordChangedAt),
            MustChangePassword = user.MustChangePassword ? 1 : 0,
            Roles = Encode(user.Roles),
            IsDisabled = user.IsDisabled ? 1 : 0,
            FailedLogins = user.FailedLogins,
            LockedUntil = Milliseconds(user.LockedUntil),
            LastLoginAt = Milliseconds(user.LastLoginAt),
            CreatedAt = Milliseconds(user.CreatedAt),
            Version = version,
        };
    }

    public static Stored<User> Read(UserRow row) => new(
        new User
        {
            Name = row.Name,
            DisplayName = row.DisplayName,
            PasswordHash = row.PasswordHash,
            PreviousPasswordHashes = Decode(row.PreviousPasswordHashes),
            PasswordChangedAt = Time(row.PasswordChangedAt),
            MustChangePassword = row.MustChangePassword != 0,
            Roles = Decode(row.Roles),
            IsDisabled = row.IsDisabled != 0,
            FailedLogins = row.FailedLogins,
            LockedUntil = Time(row.LockedUntil),
            LastLoginAt = Time(row.LastLoginAt),
            CreatedAt = Time(row.CreatedAt),
        },
        row.Version);

    /// <exception cref="ArgumentException">The role is not one that the contract allows.</exception>
    public static RoleRow New(Role role, long version)
    {
        NameRules.Check(role);
        return new() { Key = Key(role.Name), Name = role.Name, Description = Cut(role.Description, UserTables.Description), Rights = Encode(role.Rights), Version = version };
    }

    public static Stored<Role> Read(RoleRow row) => new(new Role { Name = row.Name, Description = row.Description, Rights = Decode(row.Rights) }, row.Version);

    /// <summary>Removes the tokens of users.</summary>
    public static void RemoveTokens(WriterSession session, params string[] keys)
    {
        var users = session.Context.Users.Where(x => keys.Contains(x.Key)).Select(x => x.Id).ToArray();
        session.Context.Tokens.Where(x => users.Contains(x.UserFk)).ExecuteDelete();
    }

    public static TokenRow New(AccessToken token, long user) => new()
    {
        Hash = token.Hash,
        UserFk = user,
        Kind = (int)token.Kind,
        Description = Cut(token.Description, UserTables.Description),
        CreatedAt = Milliseconds(token.CreatedAt),
        LastUsedAt = Milliseconds(token.LastUsedAt),
        ExpiresAt = Milliseconds(token.ExpiresAt),
    };

    public static AccessToken Read(TokenRow row) => new()
    {
        Hash = row.Hash,
        User = row.User.Name,
        Kind = (AccessTokenKind)row.Kind,
        Description = row.Description,
        CreatedAt = Time(row.CreatedAt),
        LastUsedAt = Time(row.LastUsedAt),
        ExpiresAt = Time(row.ExpiresAt),
    };
}
