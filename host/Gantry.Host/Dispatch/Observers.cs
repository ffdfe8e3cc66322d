using Gantry.Contracts;
using Gantry.Host.Logging;
using Gantry.Host.Plugins.Faults;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Dispatch;

/// <summary>Tells the plugins that observe of operations that have ended. What an observer throws is logged and dropped.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class Observers(PluginRegistry registry, ILogger<Observers> logger)
{
    public async Task TellAsync(CompletedOperation operation)
    {
        foreach (var slot in registry.Routing.Observers)
        {
            if (slot.Acquire(operation.Context.CallingAETitle) is { } lease)
            {
                using (lease)
                {
                    await TellAsync(lease.Generation, operation).ConfigureAwait(false);
                }
            }
        }
    }

    private async Task TellAsync(PluginGeneration generation, CompletedOperation operation)
    {
        RunningCode.Enter(generation.Running);
        try
        {
            foreach (var observer in generation.Composition.CreateObservers())
            {
                using (observer)
                {
                    await observer.Value.OnCompletedAsync(operation, generation.CancelOperations).ConfigureAwait(false);
                }
            }
        }
#pragma warning disable CA1031 // a plugin may throw anything; only the text is kept
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.ObserverThrew(generation.ToString(), operation.Context.CorrelationId, FaultText.Of(exception, registry.LogsPatientData));
        }
    }
}
