using System.Text.Json.Serialization;
using Gantry.Contracts;

namespace Gantry.Host.Users;

/// <summary>Whoever asks: the name, the rights, and until when the session is good if it is not used.</summary>
internal sealed record AccountView(string Name, string DisplayName, IReadOnlyList<string> Rights, DateTimeOffset? ExpiresAt, DateTimeOffset? PasswordChangedAt)
{
    public static AccountView Of(User user, IEnumerable<string> rights, AccessToken token) =>
        new(user.Name, user.DisplayName, [.. rights.Order(StringComparer.Ordinal)], token.ExpiresAt, user.PasswordChangedAt);
}

internal sealed record UsersView(IReadOnlyList<UserView> Users);

internal sealed record UserView(
    string Name, string DisplayName, IReadOnlyList<string> Roles, bool IsDisabled, bool HasPassword, bool MustChangePassword, int FailedLogins, DateTimeOffset? LockedUntil,
    DateTimeOffset? LastLoginAt, DateTimeOffset? PasswordChangedAt, DateTimeOffset CreatedAt)
{
    public static UserView Of(User user) => new(
        user.Name, user.DisplayName, user.Roles.IsDefault ? [] : user.Roles, user.IsDisabled, user.PasswordHash.Length > 0, user.MustChangePassword, user.FailedLogins,
        user.LockedUntil, user.LastLoginAt, user.PasswordChangedAt, user.CreatedAt);
}

/// <summary>What is to be so of a user; null leaves it as it is. A password has to be changed at the next login, unless <c>MustChangePassword</c> is false.</summary>
internal sealed record UserChange(
    string? DisplayName = null, IReadOnlyList<string>? Roles = null, bool? IsDisabled = null, string? Password = null, bool? MustChangePassword = null, bool? Unlock = null)
{
    /// <summary>Without the password.</summary>
    public override string ToString() => "change of a user";
}

/// <summary>The roles, and the rights that they may have.</summary>
internal sealed record RolesView(IReadOnlyList<RoleView> Roles, IReadOnlyList<string> Rights);

internal sealed record RoleView(string Name, string Description, IReadOnlyList<string> Rights)
{
    public static RoleView Of(Role role) => new(role.Name, role.Description, role.Rights.IsDefault ? [] : role.Rights);
}

/// <summary>What is to be so of a role; null leaves it as it is.</summary>
internal sealed record RoleChange(string? Description = null, IReadOnlyList<string>? Rights = null);

internal sealed record TokensView(IReadOnlyList<TokenView> Tokens);

/// <summary>A token; its secret is there once, in the answer that made it.</summary>
internal sealed record TokenView(
    string Id, string Kind, string Description, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, DateTimeOffset ExpiresAt, string? Secret)
{
    public static TokenView Of(AccessToken token, string? secret) =>
        new(IdOf(token), token.Kind.ToString().ToLowerInvariant(), token.Description, token.CreatedAt, token.LastUsedAt, token.ExpiresAt, secret);

    public static string IdOf(AccessToken token) => token.Hash[..Math.Min(token.Hash.Length, Users.Secret.IdLength)];

    /// <summary>Without the secret.</summary>
    public override string ToString() => $"token {Id}";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(LoginRequest))]
[JsonSerializable(typeof(PasswordChange))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(AccountView))]
[JsonSerializable(typeof(UsersView))]
[JsonSerializable(typeof(UserView))]
[JsonSerializable(typeof(UserChange))]
[JsonSerializable(typeof(RolesView))]
[JsonSerializable(typeof(RoleView))]
[JsonSerializable(typeof(RoleChange))]
[JsonSerializable(typeof(TokensView))]
[JsonSerializable(typeof(TokenView))]
internal sealed partial class UserJson : JsonSerializerContext;
