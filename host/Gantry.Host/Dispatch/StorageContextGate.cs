using Gantry.Contracts;
using Gantry.Dicom.Network;
using Gantry.Host.Logging;
using Gantry.Host.Plugins;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Dispatch;

/// <summary>Asks the plugin that decides about it which presentation contexts of storage SOP classes a requestor gets.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class StorageContextGate(PluginRegistry registry, ILogger logger)
{
    /// <summary>What is accepted; null where that cannot be told now.</summary>
    public StorageContexts? Of(AssociationRequest request)
    {
        if (!request.PresentationContexts.Any(proposal => SopClassGroups.Contains(SopClassGroup.Storage, proposal.AbstractSyntax))
            || registry.Routing.Provider(typeof(IStorageContextPolicy)) is not { } slot)
        {
            return StorageContexts.All;
        }

        using var scope = CallerScope.Begin(request.CallingAETitle);
        if (slot.Acquire(request.CallingAETitle) is not { } lease)
        {
            return null;
        }

        using (lease)
        {
            return Ask(lease.Generation, request);
        }
    }

    // That it answers tells nothing of how it stores: neither probation nor faults are over by that.
    private StorageContexts? Ask(PluginGeneration generation, AssociationRequest request)
    {
        try
        {
            var (service, export) = generation.Composition.CreateService(typeof(IStorageContextPolicy));
            using (export)
            {
                return ((IStorageContextPolicy)service).Of(request.CallingAETitle);
            }
        }
#pragma warning disable CA1031 // an exception of a plugin is a bug of the plugin's; it becomes text here, for the object would hold its load context
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.ContextPolicyThrew(generation.ToString(), FaultText.Of(exception, registry.LogsPatientData));
            if (generation.Quarantine.Faulted(FaultText.Short(exception, registry.LogsPatientData)) is { } until)
            {
                logger.PluginQuarantined(generation.ToString(), until, generation.Quarantine.Faults);
            }

            return null;
        }
    }
}
