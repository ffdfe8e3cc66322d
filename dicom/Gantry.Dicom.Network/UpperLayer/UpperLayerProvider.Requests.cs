using static Gantry.Dicom.Network.UlEvent;

namespace Gantry.Dicom.Network;

/// <content>What the local user asks for.</content>
internal sealed partial class UpperLayerProvider
{
    /// <summary>Transport connect indication: the acceptor begins.</summary>
    public ValueTask AcceptTransportAsync() => ExecuteAsync(Transit(Evt5), default);

    /// <summary>The requestor begins, before anything is read: a transport that is lost from here on is an association that ends.</summary>
    public ValueTask OpenTransportAsync() => ExecuteAsync(Transit(Evt1), default);

    /// <summary>A-ASSOCIATE request, on a transport that is open.</summary>
    public ValueTask AssociateAsync(AssociateRq rq) => ExecuteAsync(Transit(Evt2), new UlArguments { Rq = rq });

    /// <summary>A-ASSOCIATE response, positive.</summary>
    /// <returns>False where the association is gone.</returns>
    public async ValueTask<bool> AcceptAsync(AssociateAc ac)
    {
        var isAccepted = TryTransit(Evt7, out var action);
        await ExecuteAsync(action, new UlArguments { Ac = ac }).ConfigureAwait(false);
        return isAccepted;
    }

    /// <summary>A-ASSOCIATE response, negative.</summary>
    public async ValueTask RejectAssociationAsync(AssociateRj rj)
    {
        if (TryTransit(Evt8, out var action))
        {
            await ExecuteAsync(action, new UlArguments { Rj = rj }).ConfigureAwait(false);
        }
    }

    /// <summary>A-RELEASE request.</summary>
    /// <returns>False where the association is not established.</returns>
    public async ValueTask<bool> ReleaseAsync()
    {
        if (!TryTransit(Evt11, out var action))
        {
            return false;
        }

        await ExecuteAsync(action, default).ConfigureAwait(false);
        return true;
    }

    /// <summary>A-ABORT request; where there is no association yet, the transport is closed.</summary>
    public async ValueTask AbortAsync(AssociationEnd cause)
    {
        lock (_gate)
        {
            _cause ??= cause;
        }

        if (TryTransit(Evt15, out var action))
        {
            await ExecuteAsync(action, new UlArguments { Detail = cause.Detail }).ConfigureAwait(false);
        }
        else if (State == UlState.Sta2)
        {
            Close(cause);
        }
    }
}
