using System.Text.Json.Serialization;

namespace Gantry.Cli.Administration;

internal sealed record UserList(IReadOnlyList<UserAccount> Users);

/// <summary>A user of the server.</summary>
internal sealed record UserAccount(
    string Name, string DisplayName, IReadOnlyList<string> Roles, bool IsDisabled, bool HasPassword, bool MustChangePassword, int FailedLogins, DateTimeOffset CreatedAt,
    DateTimeOffset? LockedUntil = null, DateTimeOffset? LastLoginAt = null, DateTimeOffset? PasswordChangedAt = null);

/// <summary>What is to be so of a user; null leaves it as it is.</summary>
internal sealed record UserChange(
    string? DisplayName = null, IReadOnlyList<string>? Roles = null, bool? IsDisabled = null, string? Password = null, bool? MustChangePassword = null, bool? Unlock = null);

/// <summary>The roles, and the rights that they may have.</summary>
internal sealed record RoleList(IReadOnlyList<UserRole> Roles, IReadOnlyList<string> Rights);

internal sealed record UserRole(string Name, string Description, IReadOnlyList<string> Rights);

/// <summary>What is to be so of a role; null leaves it as it is.</summary>
internal sealed record RoleChange(string? Description, IReadOnlyList<string>? Rights);

internal sealed record TokenList(IReadOnlyList<UserToken> Tokens);

/// <summary>A session or a token of a program; the secret is there when it was made just now.</summary>
internal sealed record UserToken(
    string Id, string Kind, string Description, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? LastUsedAt = null, string? Secret = null);

internal sealed record TokenRequest(string Description, int Days);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(UserList))]
[JsonSerializable(typeof(UserChange))]
[JsonSerializable(typeof(RoleList))]
[JsonSerializable(typeof(RoleChange))]
[JsonSerializable(typeof(TokenList))]
[JsonSerializable(typeof(TokenRequest))]
internal sealed partial class UserJson : JsonSerializerContext;
