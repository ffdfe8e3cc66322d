using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gantry.Dicom;
using Gantry.Host.Access;
using Gantry.Host.Listener;
using Gantry.Host.Remote;
using static Gantry.Host.Administration.AdminEndpoints;

namespace Gantry.Host.Administration;

/// <summary>The known AEs, who was refused, and the open associations: <c>/admin/nodes</c>, <c>/admin/refusals</c>, <c>/admin/associations</c>.</summary>
internal static class AccessEndpoints
{
    public static Task<IResult> ListNodes(HttpContext context) => Task.FromResult(
        Results.Json(new NodesView([.. context.Service<NodeStore>().Known.Select(NodeEntry.Of)]), AccessJson.Default.NodesView));

    /// <summary>Adds an AE, or changes what the body says of it.</summary>
    public static Task<IResult> PutNode(HttpContext context) => ChangeAsync(context, AccessJson.Default.NodeChange, (change, title) =>
        change.Host is null && change.Port is null && !context.Service<NodeStore>().TryGet(title, out _)
            ? throw new FormatException("A host name or address and a port from 1 to 65535 are needed.")
            : context.Service<NodeStore>().Put(title, before => change.Of(title.Value).Over(before)));

    public static async Task<IResult> RemoveNode(HttpContext context)
    {
        var text = (string)context.Request.RouteValues["ae"]!;
        return AETitle.TryParse(text, out var aeTitle) && context.Service<NodeStore>().Remove(aeTitle)
            ? await ListNodes(context).ConfigureAwait(false)
            : Problem(404, "No such AE", $"There is no remote AE {text}.");
    }

    /// <summary>Lets an AE call: from where the body says, or else from where it was refused.</summary>
    public static Task<IResult> Allow(HttpContext context) => ChangeAsync(context, AccessJson.Default.AllowRequest, (request, title) =>
    {
        var refusals = context.Service<RefusalBook>();
        var places = request.Addresses is { Count: > 0 } addresses ? [.. addresses.Select(NodeEntry.Rule)] : RefusedFrom(refusals, title);
        var allowed = context.Service<NodeStore>().Put(title, before =>
        {
            var known = before ?? new KnownAE { AETitle = title };
            string[] from = [.. known.CallsFrom.Concat(places).Select(rule => rule.Text).Distinct(StringComparer.OrdinalIgnoreCase)];
            var operations = request.Operations is null ? null : AccessOperationNames.Of(known.Operations).Concat(request.Operations);
            return new NodeEntry
            {
                AETitle = title.Value,
                Addresses = from.Length == 0 ? throw NotRefused(title) : from,

                // To one that is known it adds; a new one may do what is asked for, and nothing else.
                Operations = before is null ? request.Operations : operations?.ToList(),
                Alias = request.Alias,
            }.Over(known);
        });
        refusals.Forget(title);
        return allowed;
    });

    public static Task<IResult> ListRefusals(HttpContext context) => Task.FromResult(Results.Json(
        new RefusalsView([.. context.Service<RefusalBook>().List().Select(RefusalView.Of)]), AccessJson.Default.RefusalsView));

    public static Task<IResult> ListAssociations(HttpContext context) => Task.FromResult(Results.Json(
        new AssociationListView([.. context.Service<OpenAssociations>().List().Select(AssociationView.Of)]), AssociationJson.Default.AssociationListView));

    public static async Task<IResult> AbortAssociation(HttpContext context)
    {
        var text = (string)context.Request.RouteValues["id"]!;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || !context.Service<OpenAssociations>().TryFind(id, out var open))
        {
            return Problem(404, "No such association", $"There is no open association {text}.");
        }

        await open.Association.AbortAsync("The administrator aborted it.").ConfigureAwait(false);
        return Results.Json(new AssociationListView([AssociationView.Of(open)]), AssociationJson.Default.AssociationListView);
    }

    // The caller of an open port can take any address only from where it can receive: what it was refused from is what it has.
    private static List<AddressRule> RefusedFrom(RefusalBook refusals, AETitle title)
    {
        var entries = refusals.List().Where(entry => entry.CallingAETitle == title && entry.Address is not null).ToList();
        var addresses = entries.Select(entry => entry.Address!).Distinct().ToList();
        return addresses.Count <= 1
            ? [.. addresses.Select(AddressRule.Of)]
            : throw new FormatException($"{title} was refused from {string.Join(", ", addresses)}; say which address may be its own.");
    }

    private static FormatException NotRefused(AETitle title) =>
        new($"{title} has not been refused: say from which address it may call, or {AddressRule.AnyText}.");

    private static async Task<IResult> ChangeAsync<T>(HttpContext context, JsonTypeInfo<T> type, Func<T, AETitle, KnownAE> change)
    {
        if (!AETitle.TryParse((string)context.Request.RouteValues["ae"]!, out var title))
        {
            return Problem(400, "Bad AE title", "An AE title has 1 to 16 characters of ASCII without backslash.");
        }

        try
        {
            var body = await context.Request.ReadFromJsonAsync(type, context.RequestAborted).ConfigureAwait(false)
                ?? throw new FormatException("A JSON object is needed.");
            change(body, title);
            return await ListNodes(context).ConfigureAwait(false);
        }
        catch (JsonException)
        {
            return Problem(400, "Bad request", "The body is not JSON as it is needed.");
        }
        catch (FormatException exception)
        {
            return Problem(400, "Bad request", exception.Message);
        }
    }
}
