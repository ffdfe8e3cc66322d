namespace Gantry.Contracts;

/// <summary>Why an operation's token was cancelled.</summary>
public enum CancellationReason
{
    /// <summary>It was not.</summary>
    None,

    /// <summary>The peer sent C-CANCEL (PS3.7 §9.3.2.3): end with the status Cancel.</summary>
    PeerCancelled,

    /// <summary>The association was aborted or its connection lost: no response can be sent any more.</summary>
    AssociationLost,

    /// <summary>The host is shutting down, or the plugin's drain deadline has passed.</summary>
    Shutdown,
}
