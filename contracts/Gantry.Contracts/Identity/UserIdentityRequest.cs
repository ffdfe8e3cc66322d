using System.Net;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Contracts;

/// <summary>A user identity to be checked. Made by the host.</summary>
public sealed record UserIdentityRequest
{
    /// <summary>The identity as it was offered, of whatever type.</summary>
    public required UserIdentity Identity { get; init; }

    /// <summary>The calling AE title.</summary>
    public required AETitle CallingAETitle { get; init; }

    /// <summary>The called AE title.</summary>
    public required AETitle CalledAETitle { get; init; }

    /// <summary>The peer's address; null where the transport has none.</summary>
    public EndPoint? Peer { get; init; }
}
