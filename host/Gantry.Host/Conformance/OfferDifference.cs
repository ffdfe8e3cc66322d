using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Telemetry;

namespace Gantry.Host.Conformance;

/// <summary>What a change of a plugin has changed of what is offered to peers: services for SOP classes, with their transfer syntaxes, as sentences.</summary>
internal sealed record OfferDifference(IReadOnlyList<string> Came, IReadOnlyList<string> Went)
{
    public static OfferDifference None { get; } = new([], []);

    public bool IsNone => Came.Count == 0 && Went.Count == 0;

    public static OfferDifference Between(PluginRoutes? before, PluginRoutes? after)
    {
        var (old, now) = (Lines(before).ToHashSet(), Lines(after).ToHashSet());
        return now.SetEquals(old) ? None : new OfferDifference([.. Ordered(now.Except(old))], [.. Ordered(old.Except(now))]);
    }

    private static IEnumerable<string> Ordered(IEnumerable<string> lines) => lines.Order(StringComparer.Ordinal);

    private static IEnumerable<string> Lines(PluginRoutes? routes) => routes is null ? [] : routes.Handlers.SelectMany(Lines);

    private static IEnumerable<string> Lines(HandlerRoute route)
    {
        var (command, syntaxes) = (HostMetrics.Name(route.Command), route.TransferSyntaxes == TransferSyntaxGroup.Any ? "any transfer syntax" : "native transfer syntaxes");
        foreach (var sopClass in route.SopClasses)
        {
            var name = DicomUidRegistry.TryGet(sopClass, out var entry) ? $"{entry.Name} ({sopClass})" : sopClass.Value;
            yield return $"{command} of {name}, {syntaxes}";
        }

        if (route.Group != SopClassGroup.None)
        {
            yield return $"{command} of every {route.Group} SOP class, {syntaxes}";
        }
    }
}
