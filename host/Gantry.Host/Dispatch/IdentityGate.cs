using Gantry.Contracts;
using Gantry.Dicom.Network;
using Gantry.Host.Logging;
using Gantry.Host.Plugins;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Faults;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Settings;

namespace Gantry.Host.Dispatch;

/// <summary>What the check of an association's user identity came to.</summary>
/// <param name="Rejection">How the association is rejected; null where it is not.</param>
/// <param name="Detail">Why, for the log.</param>
internal sealed record IdentityOutcome(AssociateRj? Rejection, string Detail)
{
    public static IdentityOutcome Nobody { get; } = new(null, "");

    public VerifiedUser? User { get; init; }

    public ReadOnlyMemory<byte> ServerResponse { get; init; }
}

/// <summary>Has the user identity of association requestors checked by the plugin that provides that. Whatever the plugin does, nobody gets in by its fault.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class IdentityGate(GantrySettings settings, PluginRegistry registry, TimeProvider time, ILogger logger)
{
    /// <summary>How long a check may still take to end when its time is over.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>Checks the identity that was offered, where that is asked for.</summary>
    public async ValueTask<IdentityOutcome> CheckAsync(AssociationRequest request, CancellationToken cancellationToken)
    {
        if (settings.UserIdentity == UserIdentityPolicy.Ignore)
        {
            return IdentityOutcome.Nobody;
        }

        var isRequired = settings.UserIdentity == UserIdentityPolicy.Require;
        if (request.UserInformation.UserIdentity is not { } identity)
        {
            return isRequired ? new IdentityOutcome(AssociateRj.UserIdentityRefused, "no user identity was offered") : IdentityOutcome.Nobody;
        }

        if (registry.Routing.Provider(typeof(IUserIdentityCheck)) is not { } slot)
        {
            return isRequired ? Unchecked("no plugin checks user identities") : IdentityOutcome.Nobody; // who does not know the item ignores it (PS3.7 §D.3.3.7)
        }

        using var scope = CallerScope.Begin(request.CallingAETitle);
        if (slot.Acquire(request.CallingAETitle) is not { } lease)
        {
            return Unchecked($"{slot.Id} is not loaded");
        }

        if (!lease.Generation.Quarantine.Admits())
        {
            lease.Dispose();
            return Unchecked($"{slot.Id} is in quarantine after faults");
        }

        var asked = new UserIdentityRequest
        {
            Identity = identity,
            CallingAETitle = request.CallingAETitle,
            CalledAETitle = request.CalledAETitle,
            Peer = request.Peer,
        };
        return await CheckAsync(asked, lease, cancellationToken).ConfigureAwait(false);
    }

    // The plugin's code runs beside: where it hangs, the association is rejected, and the lease kept until it ends.
    private async Task<IdentityOutcome> CheckAsync(UserIdentityRequest request, Lease lease, CancellationToken cancellationToken)
    {
        var generation = lease.Generation;
        var patience = new CancellationTokenSource(settings.UserIdentityTimeout, time);
        var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var checking = Task.Run(() => CallAsync(request, generation, either.Token), CancellationToken.None);
        _ = checking.ContinueWith(
            _ =>
            {
                lease.Dispose();
                either.Dispose();
                patience.Dispose();
            },
            TaskScheduler.Default);

        // Cancelled when its time is over, given up a little later.
        using var answered = new CancellationTokenSource();
        var over = Task.Delay(settings.UserIdentityTimeout + Grace, time, answered.Token);
        if (await Task.WhenAny(checking, over).ConfigureAwait(false) == checking)
        {
            await answered.CancelAsync().ConfigureAwait(false);
            return await checking.ConfigureAwait(false);
        }

        generation.Abandon(checking);
        Fault(generation, "a check of a user identity that does not end");
        return Unchecked($"{generation} did not answer within {settings.UserIdentityTimeout.TotalSeconds:0.#} seconds");
    }

    private async Task<IdentityOutcome> CallAsync(UserIdentityRequest request, PluginGeneration generation, CancellationToken cancellationToken)
    {
        RunningCode.Enter(generation.Running);
        try
        {
            var (service, export) = generation.Composition.CreateService(typeof(IUserIdentityCheck));
            using (export)
            {
                var answer = await ((IUserIdentityCheck)service).CheckAsync(request, cancellationToken).ConfigureAwait(false);
                generation.Quarantine.Succeeded();
                return answer.User is { } user
                    ? new IdentityOutcome(null, "") { User = user, ServerResponse = answer.ServerResponse }
                    : new IdentityOutcome(AssociateRj.UserIdentityRefused, $"the user identity was refused: {answer.Reason}");
            }
        }
        catch (ServiceUnavailableException missing)
        {
            generation.Quarantine.Succeeded(); // no fault of this plugin's, nor is what follows
            return Unchecked(missing.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            generation.Quarantine.Succeeded();
            return Unchecked("the check of the user identity was cancelled");
        }
#pragma warning disable CA1031 // an exception of a plugin is a bug of the plugin's; it becomes text here, for the object would hold its load context
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.IdentityCheckThrew(generation.ToString(), FaultText.Of(exception, registry.LogsPatientData));
            Fault(generation, FaultText.Short(exception, registry.LogsPatientData));
            return Unchecked($"{generation} threw {exception.GetType().Name}");
        }
    }

    private void Fault(PluginGeneration generation, string fault)
    {
        if (generation.Quarantine.Faulted(fault) is { } until)
        {
            logger.PluginQuarantined(generation.ToString(), until, generation.Quarantine.Faults);
        }
    }

    // Worth another attempt, says the result; a refusal is not.
    private static IdentityOutcome Unchecked(string detail) => new(AssociateRj.TemporaryCongestion, detail);
}
