namespace Gantry.Dicom.Network;

/// <summary>What an association acceptor does: whom it takes, and how it performs requests.</summary>
public interface IAssociationHandler : IDimseHandler
{
    /// <summary>Accepts or rejects an association. An exception rejects it as temporary-congestion.</summary>
    /// <remarks>Begins on the thread that receives: what takes long, or runs code of others, belongs on another one.</remarks>
    /// <param name="request">What the requestor asks for.</param>
    /// <param name="cancellationToken">Cancelled where the requestor gives up.</param>
    ValueTask<AssociationAnswer> NegotiateAsync(AssociationRequest request, CancellationToken cancellationToken);

    /// <summary>The association is about to be established; requests come after this.</summary>
    void OnEstablished(Association association)
    {
    }

    /// <summary>The association has ended, and no operation runs any more. Called once for each transport connection.</summary>
    /// <param name="association">The association; without parameters where it was never established.</param>
    /// <param name="end">How it ended.</param>
    ValueTask OnEndedAsync(Association association, AssociationEnd end) => ValueTask.CompletedTask;
}
