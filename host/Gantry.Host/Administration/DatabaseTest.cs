using Gantry.Contracts;
using Gantry.Host.Databases;
using Gantry.Host.Plugins;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Plugins.Settings;
using Gantry.Host.Users;
using Microsoft.AspNetCore.Http.Features;

namespace Gantry.Host.Administration;

/// <summary>
/// <c>POST /admin/catalog/test/ID</c>: has a plugin whose database does not serve open it and tell how far its tables are, with the settings that it has, or, for whoever may change
/// those, with some that the body has in their place. Nothing is changed.
/// </summary>
internal static class DatabaseTest
{
    public static async Task<IResult> RunAsync(HttpContext context)
    {
        var user = context.User();
        if (!context.Service<PluginRegistry>().TryFind((string)context.Request.RouteValues["id"]!, out var slot))
        {
            return PluginSettingsEndpoints.NoPlugin(context);
        }

        try
        {
            var hasBody = context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;
            var given = hasBody ? await PluginSettingsEndpoints.ReadValuesAsync(context).ConfigureAwait(false) : ChosenValues.None;
            if (given.Texts.Count > 0 && !user.Has(Rights.ManagePlugins))
            {
                return AdminEndpoints.Problem(403, "Not allowed", $"The right {Rights.ManagePlugins} is needed for other settings than those that {slot.Id} has.");
            }

            if (given.Texts.Count == 0 && context.Service<DatabaseChoice>().Current == slot.Id && slot.Current is not null)
            {
                return AdminEndpoints.Problem(409, "Not done", $"The database of {slot.Id} serves: gantry db show and gantry db check look at it.");
            }

            return await TryAsync(context, slot, given).ConfigureAwait(false);
        }
        catch (PluginSettingsException exception)
        {
            return PluginSettingsEndpoints.Faults(exception);
        }
    }

    private static async Task<IResult> TryAsync(HttpContext context, PluginSlot slot, ChosenValues given)
    {
        var (logger, store, user) = (context.Service<ILogger<DatabaseMove>>(), context.Service<PluginSettingsStore>(), context.User().Name);
        try
        {
            var schema = await context.Service<PluginRegistry>().TryDatabaseAsync(slot, store, given, context.RequestAborted).ConfigureAwait(false);
            var view = new DatabaseTestView(slot.Id, SecretWords.Of(store, slot.Id, given).Hide(schema.Database), schema.Applied, schema.Pending);
            logger.DatabaseTried(slot.Id, user, view.Database);
            return Results.Json(view, AdminJson.Default.DatabaseTestView);
        }
        catch (Exception failure) when (failure is CatalogException or PluginRefusedException)
        {
            var why = SecretWords.Of(store, slot.Id, given).Hide(failure.Message);
            logger.DatabaseTryFailed(slot.Id, user, why);
            return AdminEndpoints.Problem(failure is CatalogException { IsTransient: true } ? 503 : 409, "Not done", why);
        }
    }
}

/// <summary>A database that was opened, and its tables.</summary>
internal sealed record DatabaseTestView(string Plugin, string Database, IReadOnlyList<string> Applied, IReadOnlyList<string> Pending);
