using System.Collections.Immutable;
using System.Composition;
using Gantry.Contracts;
using Gantry.Host.Plugins;

namespace Gantry.Host.Web;

/// <summary>A handler of HTTP requests that a plugin exports, before one is made.</summary>
internal sealed class WebExport(ExportFactory<IWebHandler, WebHandlerMetadata> factory)
{
    public ImmutableArray<WebRoute> Routes { get; } = WebRoute.Of(factory.Metadata);

    /// <summary>The most bytes of a body; null for any number.</summary>
    public long? MaximumBodyBytes { get; } = factory.Metadata.MaximumBodyBytes == ExportWebHandlerAttribute.Unlimited ? null : Math.Max(0, factory.Metadata.MaximumBodyBytes);

    /// <summary>Makes a handler for one request. Disposing the export gives its leases back.</summary>
    public Export<IWebHandler> Create() => factory.CreateExport();

    /// <summary>Sees to it that one handler alone answers a method and route of a plugin.</summary>
    /// <exception cref="PluginRefusedException">Two would.</exception>
    public static IReadOnlyList<WebExport> Check(IReadOnlyList<WebExport> exports) =>
        exports.SelectMany(export => export.Routes).GroupBy(route => route.ToString()).FirstOrDefault(same => same.Count() > 1) is { } clash
            ? throw new PluginRefusedException($"Two of its handlers answer {clash.Key}.")
            : exports;
}
