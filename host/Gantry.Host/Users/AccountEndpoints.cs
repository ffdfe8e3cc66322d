using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gantry.Contracts;
using Gantry.Host.Administration;

namespace Gantry.Host.Users;

/// <summary><c>/account/**</c>: what people do with their own accounts. A login gives a cookie, which a browser sends along by itself and no script can read.</summary>
internal static class AccountEndpoints
{
    public static void MapAccounts(this WebApplication application)
    {
        application.MapRoute("POST", NeededRight.None, "/account/login", LogInAsync);
        application.MapRoute("POST", NeededRight.SignedIn, "/account/logout", LogOutAsync);
        application.MapRoute("GET", NeededRight.SignedIn, "/account", ShowAsync);
        application.MapRoute("POST", NeededRight.SignedIn, "/account/password", ChangePasswordAsync);
        application.MapRoute("GET", NeededRight.SignedIn, "/account/tokens", context => TokenEndpoints.ListAsync(context, NameOf(context)));
        application.MapRoute("POST", NeededRight.SignedIn, "/account/tokens", context => TokenEndpoints.AddAsync(context, NameOf(context)));
        application.MapRoute("DELETE", NeededRight.SignedIn, "/account/tokens/{id}", context => TokenEndpoints.RemoveAsync(context, NameOf(context)));
    }

    /// <summary>Reads a body of JSON.</summary>
    /// <exception cref="BadHttpRequestException">400: it is none, or not as it is needed; 415: it does not say that it is JSON.</exception>
    public static async Task<T> BodyAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class
    {
        if (!context.Request.HasJsonContentType())
        {
            throw new BadHttpRequestException("A body of application/json is needed.", 415);
        }

        try
        {
            return await context.Request.ReadFromJsonAsync(type, context.RequestAborted).ConfigureAwait(false) ?? throw new BadHttpRequestException("A JSON object is needed.");
        }
        catch (JsonException)
        {
            throw new BadHttpRequestException("The body is not JSON as it is needed.");
        }
    }

    private static Task<IResult> LogInAsync(HttpContext context) => ServiceCall.UseAsync(context, async (leases, cancellationToken) =>
    {
        var login = await BodyAsync(context, UserJson.Default.LoginRequest).ConfigureAwait(false);
        var stores = UserStores.Of(leases);
        try
        {
            var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
            var (secret, token, user) = await context.Service<Accounts>().LogInAsync(stores, login, address, cancellationToken).ConfigureAwait(false);
            if (login.NewPassword is not null)
            {
                context.Service<FirstAdministrator>().Forget(user.Name);
            }

            context.Response.Cookies.Append(Credentials.Cookie, secret, CookieOf(context));
            var rights = await stores.RightsOfAsync(user, cancellationToken).ConfigureAwait(false);
            await ActionNotes.NoteAsync(context, user.Name, AdministrativeActionKind.Login, 200, "").ConfigureAwait(false);
            return Results.Json(AccountView.Of(user, rights, token), UserJson.Default.AccountView);
        }
        catch (AccountRefusal refusal)
        {
            await ActionNotes.NoteAsync(context, login.Name, AdministrativeActionKind.Login, refusal.Status, refusal.Message).ConfigureAwait(false);
            throw;
        }
    });

    private static Task<IResult> LogOutAsync(HttpContext context) => ServiceCall.UseAsync<ITokenStore>(context, async (tokens, cancellationToken) =>
    {
        var user = context.User();
        if (user.Token is { Kind: AccessTokenKind.Session } session)
        {
            await tokens.RemoveAsync(session.Hash, cancellationToken).ConfigureAwait(false);
            context.Service<Identity>().Forget();
        }

        context.Response.Cookies.Delete(Credentials.Cookie, CookieOf(context));
        await ActionNotes.NoteAsync(context, user.Name, AdministrativeActionKind.Logout, 204, "").ConfigureAwait(false);
        return Results.NoContent();
    });

    private static async Task<IResult> ShowAsync(HttpContext context)
    {
        var user = context.User();
        if (user.Token is not { } token)
        {
            return Results.Json(new AccountView(user.Name, "", [.. user.Rights], null, null), UserJson.Default.AccountView);
        }

        return await ServiceCall.UseAsync<IUserStore>(context, async (users, cancellationToken) =>
            await users.GetAsync(user.Name, cancellationToken).ConfigureAwait(false) is { } stored
                ? Results.Json(AccountView.Of(stored.Value, user.Rights, token), UserJson.Default.AccountView)
                : UserEndpoints.NoSuchUser(user.Name)).ConfigureAwait(false);
    }

    private static Task<IResult> ChangePasswordAsync(HttpContext context) => ServiceCall.UseAsync(context, async (leases, cancellationToken) =>
    {
        var change = await BodyAsync(context, UserJson.Default.PasswordChange).ConfigureAwait(false);
        var name = NameOf(context);
        var stores = UserStores.Of(leases);
        await context.Service<Accounts>().ChangePasswordAsync(
            stores, name, change, context.User().Token!.Hash, context.Connection.RemoteIpAddress ?? IPAddress.None, cancellationToken).ConfigureAwait(false);
        context.Service<FirstAdministrator>().Forget(name);
        context.Service<Identity>().Forget();
        await ActionNotes.NoteAsync(context, name, AdministrativeActionKind.Security, 204, "").ConfigureAwait(false);
        return Results.NoContent();
    });

    private static string NameOf(HttpContext context) => context.User() is { Token: not null } user
        ? user.Name
        : throw new AccountRefusal(409, "No account", "The token of admin.json is nobody's account.");

    // Not for scripts, not from other sites, and by HTTPS alone where it came by that. It ends with the browser; how long it is good the server knows.
    private static CookieOptions CookieOf(HttpContext context) => new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, Path = "/" };
}
