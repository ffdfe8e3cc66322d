using Gantry.Contracts;
using Gantry.Host.Administration;

namespace Gantry.Host.Users;

/// <summary><c>/admin/users</c>: who there is; PUT makes or changes a user, DELETE removes one with all tokens. Nobody gives what nobody has given them.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this WebApplication application)
    {
        var needed = new NeededRight(Rights.ManageUsers);
        application.MapRoute("GET", needed, "/admin/users", ListAsync);
        application.MapRoute("PUT", needed, "/admin/users/{name}", PutAsync);
        application.MapRoute("DELETE", needed, "/admin/users/{name}", RemoveAsync);
        application.MapRoute("GET", needed, "/admin/users/{name}/tokens", context => TokenEndpoints.ListAsync(context, NameOf(context)));
        application.MapRoute("POST", needed, "/admin/users/{name}/tokens", GiveTokenAsync);
        application.MapRoute("DELETE", needed, "/admin/users/{name}/tokens/{id}", context => TokenEndpoints.RemoveAsync(context, NameOf(context)));
        application.MapRoute("GET", needed, "/admin/roles", RoleEndpoints.ListAsync);
        application.MapRoute("PUT", needed, "/admin/roles/{name}", RoleEndpoints.PutAsync);
        application.MapRoute("DELETE", needed, "/admin/roles/{name}", RoleEndpoints.RemoveAsync);
    }

    public static IResult NoSuchUser(string name) => AdminEndpoints.Problem(404, "No such user", $"There is no user {name}.");

    private static string NameOf(HttpContext context) => (string)context.Request.RouteValues["name"]!;

    private static Task<IResult> ListAsync(HttpContext context) => ServiceCall.UseAsync<IUserStore>(context, async (users, cancellationToken) =>
    {
        var list = new List<UserView>();
        await foreach (var stored in users.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            list.Add(UserView.Of(stored.Value));
        }

        return Results.Json(new UsersView(list), UserJson.Default.UsersView);
    });

    private static Task<IResult> PutAsync(HttpContext context) => ServiceCall.UseAsync(context, async (leases, cancellationToken) =>
    {
        var stores = UserStores.Of(leases);
        var (name, change) = (NameOf(context), await AccountEndpoints.BodyAsync(context, UserJson.Default.UserChange).ConfigureAwait(false));
        if (string.Equals(name, SignedInUser.Administrator.Name, StringComparison.OrdinalIgnoreCase))
        {
            throw new AccountRefusal(409, "Not a name", $"{name} is the name of the token of admin.json.");
        }

        var stored = await stores.Users.GetAsync(name, cancellationToken).ConfigureAwait(false);
        var before = stored?.Value ?? new User { Name = name, CreatedAt = context.Service<TimeProvider>().GetUtcNow() };
        var after = await ChangedAsync(context, before, change, cancellationToken).ConfigureAwait(false);
        await CheckRightsAsync(context, stores, before, after, cancellationToken).ConfigureAwait(false);
        try
        {
            var isDone = stored is null
                ? await stores.Users.AddAsync(after, cancellationToken).ConfigureAwait(false)
                : await stores.Users.UpdateAsync(stored, after, cancellationToken).ConfigureAwait(false);
            if (!isDone)
            {
                throw new AccountRefusal(409, "Not changed", "Somebody else has changed the user just now: look again.");
            }
        }
        catch (ArgumentException bad)
        {
            throw new BadHttpRequestException(bad.Message);
        }

        if (change.Password is not null || after.IsDisabled)
        {
            await Accounts.EndSessionsAsync(stores, name, butFor: null, cancellationToken).ConfigureAwait(false);
        }

        context.Service<Identity>().Forget();
        return Results.Json(UserView.Of(after), UserJson.Default.UserView, statusCode: stored is null ? 201 : 200);
    });

    private static Task<IResult> RemoveAsync(HttpContext context) => ServiceCall.UseAsync(context, async (leases, cancellationToken) =>
    {
        var stores = UserStores.Of(leases);
        var name = NameOf(context);
        if (await stores.Users.GetAsync(name, cancellationToken).ConfigureAwait(false) is not { } stored)
        {
            return NoSuchUser(name);
        }

        await CheckRightsAsync(context, stores, stored.Value, stored.Value, cancellationToken).ConfigureAwait(false);
        await stores.Users.RemoveAsync(name, cancellationToken).ConfigureAwait(false);
        context.Service<Identity>().Forget();
        return Results.NoContent();
    });

    private static Task<IResult> GiveTokenAsync(HttpContext context) => ServiceCall.UseAsync(context, async (leases, cancellationToken) =>
    {
        var stores = UserStores.Of(leases);
        var name = NameOf(context);
        if (await stores.Users.GetAsync(name, cancellationToken).ConfigureAwait(false) is not { } stored)
        {
            return NoSuchUser(name);
        }

        await CheckRightsAsync(context, stores, stored.Value, stored.Value, cancellationToken).ConfigureAwait(false);
        return await TokenEndpoints.AddAsync(context, stored.Value.Name).ConfigureAwait(false);
    });

    private static async Task<User> ChangedAsync(HttpContext context, User user, UserChange change, CancellationToken cancellationToken)
    {
        var changed = user with
        {
            DisplayName = change.DisplayName ?? user.DisplayName,
            Roles = change.Roles is { } roles ? [.. roles.Distinct(StringComparer.OrdinalIgnoreCase)] : user.Roles,
            IsDisabled = change.IsDisabled ?? user.IsDisabled,
            MustChangePassword = change.MustChangePassword ?? user.MustChangePassword,
            FailedLogins = change.Unlock == true ? 0 : user.FailedLogins,
            LockedUntil = change.Unlock == true ? null : user.LockedUntil,
        };
        return changed.DisplayName.Length > 128 ? throw new BadHttpRequestException("A display name has at most 128 characters.")
            : change.Password is { } password
                ? await context.Service<Accounts>().WithPasswordAsync(changed, password, change.MustChangePassword ?? true, cancellationToken).ConfigureAwait(false)
                : changed;
    }

    // Otherwise whoever manages users could make a user with every right, and log in as that.
    private static async Task CheckRightsAsync(HttpContext context, UserStores stores, User before, User after, CancellationToken cancellationToken)
    {
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        await foreach (var role in stores.Roles.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            known.Add(role.Value.Name);
        }

        if ((after.Roles.IsDefault ? [] : after.Roles).FirstOrDefault(role => !known.Contains(role) && !before.Roles.Contains(role, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            throw new BadHttpRequestException($"There is no role {unknown}.");
        }

        RoleEndpoints.CheckRights(
            context, (await stores.RightsOfAsync(before, cancellationToken).ConfigureAwait(false)).Concat(await stores.RightsOfAsync(after, cancellationToken).ConfigureAwait(false)));
    }
}
