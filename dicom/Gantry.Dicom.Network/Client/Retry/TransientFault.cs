using System.Net.Sockets;

namespace Gantry.Dicom.Network;

/// <summary>Tells what may be over in a moment from what will be the same at each attempt.</summary>
internal static class TransientFault
{
    /// <summary>True for statuses that say that the peer is out of resources: A7xxH and 0213H (PS3.4 §B.2.3, PS3.7 §C.5.23).</summary>
    public static bool Is(DimseStatus status) => status.Code is (>= 0xA700 and <= 0xA7FF) or 0x0213;

    /// <summary>True for a connection that cannot be had now or was lost, and for a transient rejection.</summary>
    public static bool Is(Exception fault) => fault switch
    {
        AssociationRejectedException { End.Rejection: { } rejection } => rejection.Result == RejectResult.Transient,
        AssociationException { End.Reason: var reason } => reason is AssociationEndReason.TransportLost or AssociationEndReason.TimedOut,
        AssociationException { InnerException: SocketException socket } => IsTransient(socket.SocketErrorCode),
        AssociationException { InnerException: OperationCanceledException } => true, // no connection in time
        TransportOpeningException => true,
        FindException find => Is(find.Status),
        _ => false,
    };

    private static bool IsTransient(SocketError error) => error is SocketError.ConnectionRefused or SocketError.ConnectionReset or SocketError.ConnectionAborted
        or SocketError.TimedOut or SocketError.HostUnreachable or SocketError.HostDown or SocketError.NetworkUnreachable or SocketError.NetworkDown
        or SocketError.NetworkReset or SocketError.TryAgain or SocketError.NoBufferSpaceAvailable;
}
