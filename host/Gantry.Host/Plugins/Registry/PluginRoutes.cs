using System.Collections.Frozen;
using System.Collections.Immutable;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Web;

namespace Gantry.Host.Plugins.Registry;

/// <summary>What one plugin serves: values alone, nothing of the plugin's own, so that a table never holds a retired generation.</summary>
internal sealed record PluginRoutes(PluginSlot Slot, ImmutableArray<HandlerRoute> Handlers, ImmutableHashSet<Type> Services, bool Observes)
{
    /// <summary>The services of other plugins that its parts import.</summary>
    public ImmutableHashSet<Type> Imports { get; init; } = [];

    /// <summary>True where the plugin has codecs.</summary>
    public bool HasCodecs { get; init; }

    /// <summary>True where the plugin has devices that make media.</summary>
    public bool HasMediaDevices { get; init; }

    /// <summary>True where the plugin adds something to the workstation.</summary>
    public bool HasWebModules { get; init; }

    /// <summary>The routes of HTTP that the plugin answers.</summary>
    public ImmutableArray<WebRoute> Web { get; init; } = [];

    /// <summary>True where DIMSE operations or HTTP requests go to the plugin.</summary>
    public bool PerformsOperations => !Handlers.IsEmpty || !Web.IsEmpty;

    /// <summary>What the plugin says for the conformance statement.</summary>
    public ImmutableArray<ConformanceDetail> Details { get; init; } = [];

    public static PluginRoutes Of(PluginSlot slot, PluginComposition composition) => new(
        slot,
        [.. composition.Handlers.Select(handler => HandlerRoute.Of(slot, handler))],
        [.. composition.Contracts.Where(ServiceContracts.Contains)],
        composition.Observes)
    {
        Imports = [.. composition.Imports],
        HasCodecs = composition.HasCodecs,
        HasMediaDevices = composition.HasMediaDevices,
        HasWebModules = composition.HasWebModules,
        Web = [.. composition.Web.SelectMany(export => export.Routes)],
        Details = [.. composition.Conformance?.Describe() ?? []],
    };

    /// <summary>What another serves and this does not, in a sentence; null where nothing.</summary>
    public string? Lacks(PluginRoutes other)
    {
        if (other.Services.Except(Services).FirstOrDefault() is { } service)
        {
            return $"It does not provide {service.Name}, which the version that serves does: it cannot be tried beside it.";
        }

        if (other.HasCodecs && !HasCodecs)
        {
            return "It has no codecs, which the version that serves has: it cannot be tried beside it.";
        }

        if (other.HasMediaDevices && !HasMediaDevices)
        {
            return "It has no media device, which the version that serves has: it cannot be tried beside it.";
        }

        if (other.HasWebModules && !HasWebModules)
        {
            return "It adds nothing to the workstation, which the version that serves does: it cannot be tried beside it.";
        }

        if (other.Web.Select(route => route.ToString()).Except(Web.Select(route => route.ToString())).FirstOrDefault() is { } unanswered)
        {
            return $"It does not answer {unanswered}, which the version that serves does: it cannot be tried beside it.";
        }

        return other.Handlers.FirstOrDefault(handler => !Handlers.Any(mine => mine.Covers(handler))) is { } lacking
            ? $"It does not serve all of {lacking.Command} that the version that serves does: it cannot be tried beside it."
            : null;
    }
}

/// <summary>A handler that a plugin exports.</summary>
internal sealed record HandlerRoute(
    PluginSlot Slot, DimseCommand Command, FrozenSet<Uid> SopClasses, SopClassGroup Group, TransferSyntaxGroup TransferSyntaxes)
{
    /// <summary>The options of query and retrieve that the handler supports.</summary>
    public QueryRetrieveOptions QueryRetrieveOptions { get; init; }

    /// <summary>What the handler says of how it stores; null where it does not.</summary>
    public StorageNegotiation? Storage { get; init; }

    public static HandlerRoute Of(PluginSlot slot, HandlerExport handler) => new(slot, handler.Command, handler.SopClasses, handler.Group, handler.TransferSyntaxes)
    {
        QueryRetrieveOptions = handler.Metadata.QueryRetrieveOptions,
        Storage = handler.Metadata.StorageLevel == StorageLevel.NotApplicable
            ? null
            : new StorageNegotiation(handler.Metadata.StorageLevel, handler.Metadata.DigitalSignatures, handler.Metadata.ElementCoercion),
    };

    /// <summary>True where both serve the same. A SOP class that is named wins over a group, so the two do not clash.</summary>
    public bool Overlaps(HandlerRoute other) =>
        Command == other.Command && (SopClasses.Overlaps(other.SopClasses) || (Group != SopClassGroup.None && Group == other.Group));

    /// <summary>True where this serves all that the other does.</summary>
    public bool Covers(HandlerRoute other) =>
        Command == other.Command && SopClasses.IsSupersetOf(other.SopClasses) && (other.Group == SopClassGroup.None || Group == other.Group);
}
