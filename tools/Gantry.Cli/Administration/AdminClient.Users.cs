using System.Net.Http.Json;

namespace Gantry.Cli.Administration;

/// <content>Users, roles and tokens.</content>
internal sealed partial class AdminClient
{
    private const string Users = "admin/users", Roles = "admin/roles";

    public Task<UserList> UsersAsync(CancellationToken cancellationToken) => CallAsync(HttpMethod.Get, Users, null, UserJson.Default.UserList, cancellationToken);

    /// <summary>Makes a user, or changes one.</summary>
    public async Task<UserAccount> SetUserAsync(string name, UserChange change, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(change, UserJson.Default.UserChange);
        return await CallAsync(HttpMethod.Put, UserPath(name), content, UserJson.Default.UserAccount, cancellationToken).ConfigureAwait(false);
    }

    public Task RemoveUserAsync(string name, CancellationToken cancellationToken) => RemoveAsync(UserPath(name), cancellationToken);

    public Task<TokenList> TokensAsync(string user, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, $"{UserPath(user)}/tokens", null, UserJson.Default.TokenList, cancellationToken);

    /// <summary>Makes a token for a program.</summary>
    public async Task<UserToken> AddTokenAsync(string user, TokenRequest request, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(request, UserJson.Default.TokenRequest);
        return await CallAsync(HttpMethod.Post, $"{UserPath(user)}/tokens", content, UserJson.Default.UserToken, cancellationToken).ConfigureAwait(false);
    }

    public Task RemoveTokenAsync(string user, string id, CancellationToken cancellationToken) =>
        RemoveAsync($"{UserPath(user)}/tokens/{Uri.EscapeDataString(id)}", cancellationToken);

    public Task<RoleList> RolesAsync(CancellationToken cancellationToken) => CallAsync(HttpMethod.Get, Roles, null, UserJson.Default.RoleList, cancellationToken);

    /// <summary>Makes a role, or changes one.</summary>
    public async Task<UserRole> SetRoleAsync(string name, RoleChange change, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(change, UserJson.Default.RoleChange);
        return await CallAsync(HttpMethod.Put, $"{Roles}/{Uri.EscapeDataString(name)}", content, UserJson.Default.UserRole, cancellationToken).ConfigureAwait(false);
    }

    public Task RemoveRoleAsync(string name, CancellationToken cancellationToken) => RemoveAsync($"{Roles}/{Uri.EscapeDataString(name)}", cancellationToken);

    private static string UserPath(string name) => $"{Users}/{Uri.EscapeDataString(name)}";

    private async Task RemoveAsync(string path, CancellationToken cancellationToken) =>
        (await SendAsync(HttpMethod.Delete, path, null, cancellationToken).ConfigureAwait(false)).Dispose();
}
