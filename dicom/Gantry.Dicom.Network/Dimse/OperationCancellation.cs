namespace Gantry.Dicom.Network;

/// <summary>Why an operation's token was cancelled.</summary>
public enum OperationCancellation
{
    /// <summary>It was not.</summary>
    None,

    /// <summary>The peer sent C-CANCEL (PS3.7 §9.3.2.3).</summary>
    PeerCancelled,

    /// <summary>The association was released, aborted or lost: no response can be sent any more.</summary>
    AssociationLost,

    /// <summary>This side is stopping.</summary>
    Shutdown,
}
