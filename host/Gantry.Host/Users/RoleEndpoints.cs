using Gantry.Contracts;
using Gantry.Host.Administration;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Users;

/// <summary><c>/admin/roles</c>: which rights go together, and which there are; PUT makes or changes a role, DELETE removes it.</summary>
internal static class RoleEndpoints
{
    public static Task<IResult> ListAsync(HttpContext context) => ServiceCall.UseAsync<IRoleStore>(context, async (roles, cancellationToken) =>
    {
        var list = new List<RoleView>();
        await foreach (var stored in roles.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            list.Add(RoleView.Of(stored.Value));
        }

        return Results.Json(new RolesView(list, KnownRights(context)), UserJson.Default.RolesView);
    });

    public static Task<IResult> PutAsync(HttpContext context) => ServiceCall.UseAsync<IRoleStore>(context, async (roles, cancellationToken) =>
    {
        var (name, change) = ((string)context.Request.RouteValues["name"]!, await AccountEndpoints.BodyAsync(context, UserJson.Default.RoleChange).ConfigureAwait(false));
        var stored = await FindAsync(roles, name, cancellationToken).ConfigureAwait(false);
        var before = stored?.Value ?? new Role { Name = name };
        var after = before with
        {
            Description = change.Description ?? before.Description,
            Rights = change.Rights is { } rights ? [.. rights.Distinct(StringComparer.Ordinal)] : before.Rights,
        };
        if (after.Description.Length > 255)
        {
            throw new BadHttpRequestException("A description has at most 255 characters.");
        }

        if (after.Rights.FirstOrDefault(right => !IsRight(right)) is { } bad)
        {
            throw new BadHttpRequestException($"'{bad}' is no right: those that there are, are listed with the roles.");
        }

        CheckRights(context, before.Rights.Concat(after.Rights));
        try
        {
            if (!(stored is null
                ? await roles.AddAsync(after, cancellationToken).ConfigureAwait(false)
                : await roles.UpdateAsync(stored, after, cancellationToken).ConfigureAwait(false)))
            {
                throw new AccountRefusal(409, "Not changed", "Somebody else has changed the role just now: look again.");
            }
        }
        catch (ArgumentException wrong)
        {
            throw new BadHttpRequestException(wrong.Message);
        }

        context.Service<Identity>().Forget();
        return Results.Json(RoleView.Of(after), UserJson.Default.RoleView, statusCode: stored is null ? 201 : 200);
    });

    public static Task<IResult> RemoveAsync(HttpContext context) => ServiceCall.UseAsync<IRoleStore>(context, async (roles, cancellationToken) =>
    {
        var name = (string)context.Request.RouteValues["name"]!;
        if (await FindAsync(roles, name, cancellationToken).ConfigureAwait(false) is not { } stored)
        {
            return AdminEndpoints.Problem(404, "No such role", $"There is no role {name}.");
        }

        CheckRights(context, stored.Value.Rights);
        await roles.RemoveAsync(name, cancellationToken).ConfigureAwait(false);
        context.Service<Identity>().Forget();
        return Results.NoContent();
    });

    /// <summary>Whoever asks can change or give only what is below the own rights.</summary>
    /// <exception cref="AccountRefusal">403: it is not.</exception>
    public static void CheckRights(HttpContext context, IEnumerable<string> rights)
    {
        var user = context.User();
        if (rights.FirstOrDefault(right => !user.Has(right)) is { } missing)
        {
            throw new AccountRefusal(403, "Not allowed", $"The right {missing} can be given or taken by those alone who have it.");
        }
    }

    private static List<string> KnownRights(HttpContext context)
    {
        var routes = context.Service<PluginRegistry>().Slots.Select(slot => slot.Current).OfType<PluginGeneration>().SelectMany(generation => generation.Composition.Web);
        return [.. Rights.Known.Concat(routes.SelectMany(export => export.Routes).Select(route => route.Right).Where(right => right != Rights.Anyone).Order(StringComparer.Ordinal)).Distinct(StringComparer.Ordinal)];
    }

    // Rights of plugins that are not loaded are rights all the same.
    private static bool IsRight(string right) =>
        right == Rights.All || (right.Length is > 0 and <= User.MaximumNameLength && right.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '.' or '-'));

    private static async Task<Stored<Role>?> FindAsync(IRoleStore roles, string name, CancellationToken cancellationToken)
    {
        await foreach (var stored in roles.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            if (string.Equals(stored.Value.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return stored;
            }
        }

        return null;
    }
}
