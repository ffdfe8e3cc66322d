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
    /// <param name="allowed">The other methods that the path has, in order; empty where it has none.</param>
    public static WebMatch? Find(IReadOnlyList<WebExport> exports, string method, IReadOnlyList<string> path, out IReadOnlyList<string> allowed)
    {
        WebMatch? best = null;
        SortedSet<string>? others = null;
        foreach (var export in exports)
        {
            foreach (var route in export.Routes)
            {
                if (!route.Fits(path))
                {
                    continue;
                }

                if (route.Method != method)
                {
                    (others ??= new(StringComparer.Ordinal)).Add(route.Method);
                }
                else if (best is null || string.CompareOrdinal(route.Order, best.Route.Order) < 0)
                {
                    best = new WebMatch(export, route, route.ValuesOf(path));
                }
            }
        }

        allowed = others is null ? [] : [.. others];
        return best;
    }
}
