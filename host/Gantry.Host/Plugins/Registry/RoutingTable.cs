using System.Collections.Immutable;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Host.Plugins.Composition;

namespace Gantry.Host.Plugins.Registry;

/// <summary>Which plugin serves what, at one moment. Replaced as a whole, never changed.</summary>
internal sealed class RoutingTable
{
    private readonly ImmutableArray<PluginRoutes> _routes;

    public RoutingTable(IEnumerable<PluginRoutes> routes)
    {
        _routes = [.. routes];
        IsObserved = _routes.Any(route => route.Observes);
    }

    public static RoutingTable Empty { get; } = new([]);

    /// <summary>The plugins that observe operations.</summary>
    public IEnumerable<PluginSlot> Observers => _routes.Where(routes => routes.Observes).Select(routes => routes.Slot);

    /// <summary>True where there are any.</summary>
    public bool IsObserved { get; }

    /// <summary>The plugins that have codecs: those of vendors first, for what somebody added is meant to be used.</summary>
    public IEnumerable<PluginSlot> Codecs => VendorsFirst(routes => routes.HasCodecs);

    /// <summary>The plugins that have devices, those of vendors first.</summary>
    public IEnumerable<PluginSlot> MediaDevices => VendorsFirst(routes => routes.HasMediaDevices);

    /// <summary>The plugins that add something to the workstation.</summary>
    public IEnumerable<PluginSlot> WebModules => VendorsFirst(routes => routes.HasWebModules);

    /// <summary>The route for a command and SOP class. SOP classes that are named come before those of a group.</summary>
    public HandlerRoute? Find(DimseCommand command, Uid sopClass)
    {
        HandlerRoute? ofGroup = null;
        foreach (var routes in _routes)
        {
            foreach (var handler in routes.Handlers)
            {
                if (handler.Command != command)
                {
                    continue;
                }

                if (handler.SopClasses.Contains(sopClass))
                {
                    return handler;
                }

                if (SopClassGroups.Contains(handler.Group, sopClass))
                {
                    ofGroup = handler;
                }
            }
        }

        return ofGroup;
    }

    /// <summary>The routes that an abstract syntax has for any command.</summary>
    public IEnumerable<HandlerRoute> Find(Uid abstractSyntax) => _routes.SelectMany(routes => routes.Handlers)
        .Where(handler => handler.SopClasses.Contains(abstractSyntax) || SopClassGroups.Contains(handler.Group, abstractSyntax));

    /// <summary>The plugin that provides a service; null where none does.</summary>
    public PluginSlot? Provider(Type contract)
    {
        foreach (var routes in _routes)
        {
            if (routes.Services.Contains(contract))
            {
                return routes.Slot;
            }
        }

        return null;
    }

    /// <summary>The plugin that answers HTTP requests below a prefix; null where none does.</summary>
    public PluginSlot? Web(string prefix)
    {
        foreach (var routes in _routes)
        {
            foreach (var route in routes.Web)
            {
                if (route.Prefix == prefix)
                {
                    return routes.Slot;
                }
            }
        }

        return null;
    }

    /// <summary>The names of the services that a plugin imports and nobody provides.</summary>
    public IReadOnlyList<string> Missing(PluginRoutes routes) =>
        [.. routes.Imports.Where(contract => Provider(contract) is null).Select(contract => contract.Name).Order(StringComparer.Ordinal)];

    /// <summary>What two plugins would both serve, in a sentence; null where nothing.</summary>
    /// <param name="candidate">What one would serve.</param>
    /// <param name="replaced">The plugin whose place it would take; null for none.</param>
    public string? Clash(PluginRoutes candidate, PluginSlot? replaced = null)
    {
        foreach (var other in _routes.Where(routes => routes.Slot != candidate.Slot && routes.Slot != replaced))
        {
            if (other.Services.Intersect(candidate.Services).FirstOrDefault() is { } service)
            {
                return $"{candidate.Slot.Id} provides {service.Name}, which {other.Slot.Id} provides already.";
            }

            if (other.Web.Select(route => route.Prefix).Intersect(candidate.Web.Select(route => route.Prefix)).FirstOrDefault() is { } prefix)
            {
                return $"{candidate.Slot.Id} answers HTTP requests below /{prefix}, which {other.Slot.Id} does already.";
            }

            foreach (var handler in candidate.Handlers)
            {
                if (other.Handlers.FirstOrDefault(existing => existing.Overlaps(handler)) is { } clash)
                {
                    var what = clash.SopClasses.Intersect(handler.SopClasses).Select(uid => $" of {uid}").FirstOrDefault() ?? "";
                    return $"{candidate.Slot.Id} serves {handler.Command}{what}, which {other.Slot.Id} serves already.";
                }
            }
        }

        return null;
    }

    private IEnumerable<PluginSlot> VendorsFirst(Func<PluginRoutes, bool> isMeant) =>
        _routes.Where(isMeant).Select(routes => routes.Slot).OrderBy(slot => slot.Id.StartsWith("gantry.", StringComparison.Ordinal));
}
