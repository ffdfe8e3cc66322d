using Gantry.Dicom.Network;

namespace Gantry.Host.Access;

/// <summary>A refusal: why, and what the peer is told.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Detail">Why, in a sentence for the administrator.</param>
internal sealed record Refusal(RefusalReason Reason, string Detail)
{
    /// <summary>
    /// What rejects the association (PS3.8 §9.3.4). A caller from a wrong address or with a wrong certificate is told no more than one that is not known.
    /// </summary>
    public AssociateRj Rejection => Reason switch
    {
        RefusalReason.UnknownCalledAE => AssociateRj.CalledAETitleNotRecognized,
        RefusalReason.UnresolvedName => AssociateRj.TemporaryCongestion,
        RefusalReason.TooMany or RefusalReason.TooManyOfAE or RefusalReason.TooManyOfAddress => AssociateRj.LocalLimitExceeded,
        _ => AssociateRj.CallingAETitleNotRecognized,
    };
}
