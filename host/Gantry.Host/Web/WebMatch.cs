using System.Collections.Immutable;

namespace Gantry.Host.Web;

/// <summary>The handler for a request, of those that a plugin has.</summary>
/// <param name="Export">The handler.</param>
/// <param name="Route">Its route.</param>
/// <param name="Values">What stands for the names of the route.</param>
internal sealed record WebMatch(WebExport Export, WebRoute Route, ImmutableDictionary<string, string> Values)
{
    /// <summary>Finds the handler.</summary>
    /// <param name="exports">The plugin's handlers.</param>
    /// <param name="method">The method.</param>
    /// <param name="path">The segments below the prefix.</param>
    /// <param name="allowed">The methods that the path has; empty where it has none.</param>
    public static WebMatch? Find(IReadOnlyList<WebExport> exports, string method, IReadOnlyList<string> path, out IReadOnlyList<string> allowed)
    {
        var matches = (from export in exports
                       from route in export.Routes
                       let values = route.Match(path)
                       where values is not null
                       select new WebMatch(export, route, values)).ToList();
        allowed = [.. matches.Select(match => match.Route.Method).Distinct().Order(StringComparer.Ordinal)];
        return matches.Where(match => match.Route.Method == method).MinBy(match => match.Route.Order, StringComparer.Ordinal);
    }
}
