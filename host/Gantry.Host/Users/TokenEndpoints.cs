using Gantry.Contracts;
using Gantry.Host.Administration;

namespace Gantry.Host.Users;

/// <summary>The tokens of a user, one's own below <c>/account/tokens</c>, others' below <c>/admin/users/{name}/tokens</c>.</summary>
internal static class TokenEndpoints
{
    private const int MostDays = 3_650;

    public static Task<IResult> ListAsync(HttpContext context, string user) => ServiceCall.UseAsync<ITokenStore>(context, async (tokens, cancellationToken) =>
    {
        var list = new List<TokenView>();
        await foreach (var token in tokens.ListAsync(user, cancellationToken).ConfigureAwait(false))
        {
            list.Add(TokenView.Of(token, secret: null));
        }

        return Results.Json(new TokensView(list), UserJson.Default.TokensView);
    });

    public static Task<IResult> AddAsync(HttpContext context, string user) => ServiceCall.UseAsync(context, async (leases, cancellationToken) =>
    {
        var request = await AccountEndpoints.BodyAsync(context, UserJson.Default.TokenRequest).ConfigureAwait(false);
        var (description, days) = (request.Description ?? "", request.Days ?? 365);
        if (days is < 1 or > MostDays || description.Length > 255)
        {
            throw new BadHttpRequestException($"A token is good for 1 to {MostDays} days, and its description has at most 255 characters.");
        }

        var (secret, token) = await context.Service<Accounts>().AddTokenAsync(UserStores.Of(leases), user, description, TimeSpan.FromDays(days), cancellationToken).ConfigureAwait(false);
        await NoteAsync(context, 201).ConfigureAwait(false);
        return Results.Json(TokenView.Of(token, secret), UserJson.Default.TokenView, statusCode: 201);
    });

    public static Task<IResult> RemoveAsync(HttpContext context, string user) => ServiceCall.UseAsync<ITokenStore>(context, async (tokens, cancellationToken) =>
    {
        var id = (string)context.Request.RouteValues["id"]!;
        string? hash = null;
        await foreach (var token in tokens.ListAsync(user, cancellationToken).ConfigureAwait(false))
        {
            hash ??= TokenView.IdOf(token) == id ? token.Hash : null;
        }

        if (hash is null || !await tokens.RemoveAsync(hash, cancellationToken).ConfigureAwait(false))
        {
            return AdminEndpoints.Problem(404, "No such token", $"{user} has no token {id}.");
        }

        context.Service<Identity>().Forget();
        await NoteAsync(context, 204).ConfigureAwait(false);
        return Results.NoContent();
    });

    // Below /admin the action is noted as all of them are.
    private static Task NoteAsync(HttpContext context, int status) => context.Request.Path.StartsWithSegments("/admin")
        ? Task.CompletedTask
        : ActionNotes.NoteAsync(context, context.User().Name, AdministrativeActionKind.Security, status, "");
}
