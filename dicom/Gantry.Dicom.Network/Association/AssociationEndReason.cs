namespace Gantry.Dicom.Network;

/// <summary>How an association ended.</summary>
public enum AssociationEndReason
{
    /// <summary>It has not.</summary>
    None,

    /// <summary>By A-RELEASE, either side.</summary>
    Released,

    /// <summary>It never began: A-ASSOCIATE-RJ, either side.</summary>
    Rejected,

    /// <summary>The peer sent A-ABORT.</summary>
    AbortedByPeer,

    /// <summary>This side sent A-ABORT as the service-user.</summary>
    AbortedLocally,

    /// <summary>The peer broke the protocol, and was sent A-ABORT.</summary>
    ProtocolViolation,

    /// <summary>The peer closed the transport, or the transport failed.</summary>
    TransportLost,

    /// <summary>The peer took too long.</summary>
    TimedOut,

    /// <summary>What the peer sent first was no PDU at all.</summary>
    NotDicom,
}
