using System.Buffers;

namespace Gantry.Dicom.Network;

/// <summary>The UL service-user: what the upper layer indicates and confirms (PS3.8 §7).</summary>
internal interface IUpperLayerUser
{
    /// <summary>True while a message is incomplete, so that silence of the peer is a fault.</summary>
    bool IsReceivingMessage { get; }

    /// <summary>True while the peer has reason to be silent: it waits for a response, or has been asked for one.</summary>
    bool IsBusy { get; }

    /// <summary>A-ASSOCIATE indication; answered by a call to the provider.</summary>
    void OnAssociateIndication(AssociateRq rq);

    /// <summary>A-ASSOCIATE confirmation, positive.</summary>
    void OnAssociateConfirmation(AssociateAc ac);

    /// <summary>P-DATA indication. The provider reads on when the task ends.</summary>
    ValueTask OnDataAsync(ReadOnlySequence<byte> body);

    /// <summary>A-RELEASE indication; the provider answers it.</summary>
    void OnReleaseIndication();

    /// <summary>The association is gone: rejected, released, aborted or lost. Called once.</summary>
    void OnEnd(AssociationEnd end);

    /// <summary>What the end has this side send is on its way, or waits for the peer to read. Called once, after <see cref="OnEnd"/>.</summary>
    void OnEnded();
}
