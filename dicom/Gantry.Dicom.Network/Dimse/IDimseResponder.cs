namespace Gantry.Dicom.Network;

/// <summary>Where the pending responses of a C-FIND, C-GET or C-MOVE go.</summary>
/// <remarks>One caller at a time.</remarks>
public interface IDimseResponder
{
    /// <summary>
    /// Sends a pending response; waits while the peer is slow. Responses that come fast travel together; none waits longer than until a thread is free.
    /// </summary>
    /// <exception cref="ArgumentException">The status is not a pending one.</exception>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    /// <exception cref="AssociationException">The association is gone.</exception>
    ValueTask SendPendingAsync(DimseResponse response, CancellationToken cancellationToken);
}
