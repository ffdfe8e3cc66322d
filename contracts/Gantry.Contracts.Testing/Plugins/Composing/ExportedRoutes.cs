using System.Collections.Immutable;
using System.Composition;

namespace Gantry.Contracts.Testing.Composing;

/// <summary>A handler for HTTP that was found for a path, and what stands there for the names of its route.</summary>
internal sealed record FoundWebHandler(ExportFactory<IWebHandler> Factory, WebHandlerMetadata Metadata, ImmutableDictionary<string, string> Values);

/// <summary>Finds the handler for a path among those of a plugin, as a host does.</summary>
internal static class ExportedRoutes
{
    /// <exception cref="PluginRefusedException">A host would refuse a route.</exception>
    public static void Check(IEnumerable<WebHandlerMetadata> handlers)
    {
        var all = handlers.SelectMany(handler => handler.Routes.Select(route => $"{handler.Method} /{handler.Prefix}/{route}")).ToList();
        if (handlers.FirstOrDefault(handler => handler.Right.Length == 0 || handler.Right == Rights.All || handler.Routes.Length == 0) is { } unguarded)
        {
            throw new PluginRefusedException($"{unguarded.Method} /{unguarded.Prefix} names no right that its callers need, or no route.");
        }

        if (all.GroupBy(route => route, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new PluginRefusedException($"Two handlers answer {twice.Key}.");
        }
    }

    public static FoundWebHandler? Find(IEnumerable<ExportFactory<IWebHandler, WebHandlerMetadata>> handlers, string method, string prefix, IReadOnlyList<string> path) =>
        handlers.Where(handler => handler.Metadata.Method == method && handler.Metadata.Prefix == prefix)
            .SelectMany(handler => handler.Metadata.Routes.Select(route => (Handler: handler, Segments: route.Split('/', StringSplitOptions.RemoveEmptyEntries))))
            .OrderBy(route => string.Concat(route.Segments.Select(Order)), StringComparer.Ordinal)
            .Select(route => Match(route.Segments, path) is { } values ? new FoundWebHandler(route.Handler, route.Handler.Metadata, values) : null)
            .FirstOrDefault(found => found is not null);

    private static ImmutableDictionary<string, string>? Match(string[] route, IReadOnlyList<string> path)
    {
        var values = ImmutableDictionary<string, string>.Empty;
        for (var i = 0; i < route.Length; i++)
        {
            var order = Order(route[i]);
            if (i >= path.Count || (order == '0' && route[i] != path[i]))
            {
                return null;
            }

            if (order == '2')
            {
                return values.SetItem(route[i][2..^1], string.Join('/', path.Skip(i)));
            }

            values = order == '1' ? values.SetItem(route[i][1..^1], path[i]) : values;
        }

        return route.Length == path.Count ? values : null;
    }

    // Literals come before names, and names before the rest of a path.
    private static char Order(string segment) => segment.StartsWith("{*", StringComparison.Ordinal) ? '2' : segment.StartsWith('{') ? '1' : '0';
}
