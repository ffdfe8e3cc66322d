using System.Collections.Immutable;
using System.Net;

namespace Gantry.Dicom.Network;

/// <summary>What an association requestor asks for: what the acceptor's policy decides on.</summary>
/// <param name="Rq">The A-ASSOCIATE-RQ. Its titles are valid and its application context is DICOM's; all else was rejected before.</param>
/// <param name="Peer">The peer's address; null where the transport has none.</param>
public sealed record AssociationRequest(AssociateRq Rq, EndPoint? Peer)
{
    /// <summary>The called AE title.</summary>
    public AETitle CalledAETitle => Rq.CalledAETitle;

    /// <summary>The calling AE title.</summary>
    public AETitle CallingAETitle => Rq.CallingAETitle;

    /// <summary>The proposed presentation contexts, 1 to 128.</summary>
    public ImmutableArray<PresentationContextProposal> PresentationContexts => Rq.PresentationContexts;

    /// <summary>The user information.</summary>
    public UserInformation UserInformation => Rq.UserInformation;
}
