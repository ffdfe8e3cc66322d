using System.Collections.Immutable;

namespace Gantry.Dicom.Network;

/// <summary>What follows from a request and its answer (PS3.8 §9.3.3, PS3.7 §D.3.3).</summary>
internal static class Negotiation
{
    /// <summary>The smallest maximum length that lets anything through: a PDV header and two bytes.</summary>
    public const uint MinimumPeerPduLength = Pdv.HeaderLength + 2;

    /// <summary>The A-ASSOCIATE-AC: the answer, cut to what was offered.</summary>
    public static AssociateAc CreateAc(AssociateRq rq, AssociationAnswer answer, AssociationOptions options)
    {
        var offered = rq.UserInformation;
        return new AssociateAc
        {
            Titles = rq.Titles,
            PresentationContexts = [.. rq.PresentationContexts.Select(proposal => Answer(proposal, answer.PresentationContexts))],
            UserInformation = new UserInformation
            {
                MaximumLength = (uint)options.MaximumPduLength,
                ImplementationClassUid = options.ImplementationClassUid,
                ImplementationVersionName = options.ImplementationVersionName,
                AsynchronousOperationsWindow = offered.AsynchronousOperationsWindow is { } window && answer.AsynchronousOperationsWindow is { } accepted
                    ? new(Least(Least(window.Invoked, accepted.Invoked), (ushort)options.MaximumPerformedOperations), Least(window.Performed, accepted.Performed))
                    : null,
                RoleSelections = [.. answer.RoleSelections.SelectMany(role => offered.RoleSelections.Where(o => o.SopClassUid == role.SopClassUid).Take(1)
                    .Select(o => new RoleSelection(o.SopClassUid, o.Scu && role.Scu, o.Scp && role.Scp)))],
                ExtendedNegotiations = [.. answer.ExtendedNegotiations.Where(e => offered.ExtendedNegotiations.Any(o => o.SopClassUid == e.SopClassUid))],
                UserIdentityResponse = offered.UserIdentity is { PositiveResponseRequested: true } ? answer.UserIdentityResponse : default(ReadOnlyMemory<byte>?),
            },
        };
    }

    /// <summary>What both sides have agreed on, seen from one of them.</summary>
    public static AssociationParameters Agree(AssociateRq rq, AssociateAc ac, bool isRequestor)
    {
        var peer = isRequestor ? ac.UserInformation : rq.UserInformation;
        return new AssociationParameters
        {
            CalledAETitle = rq.CalledAETitle,
            CallingAETitle = rq.CallingAETitle,
            PresentationContexts = [.. rq.PresentationContexts.Select(p => Agree(p, rq, ac, isRequestor)).OfType<PresentationContext>()],
            PeerMaximumPduLength = peer.MaximumLength ?? 16_384, // a peer that does not tell gets what every implementation takes
            PeerImplementationClassUid = peer.ImplementationClassUid,
            PeerImplementationVersionName = peer.ImplementationVersionName,
            AsynchronousOperationsWindow = rq.UserInformation.AsynchronousOperationsWindow is { } offered && ac.UserInformation.AsynchronousOperationsWindow is { } window
                ? new(Least(offered.Invoked, window.Invoked), Least(offered.Performed, window.Performed))
                : AsynchronousOperationsWindow.Synchronous,
            ExtendedNegotiations =
            [
                .. ac.UserInformation.ExtendedNegotiations.Where(answer => rq.UserInformation.ExtendedNegotiations.Any(asked => asked.SopClassUid == answer.SopClassUid)),
            ],
            CommonExtendedNegotiations = rq.UserInformation.CommonExtendedNegotiations,
            UserIdentity = rq.UserInformation.UserIdentity,
            UserIdentityResponse = ac.UserInformation.UserIdentityResponse,
        };
    }

    private static PresentationContextAnswer Answer(PresentationContextProposal proposal, ImmutableArray<PresentationContextAnswer> answers)
    {
        var fallback = proposal.TransferSyntaxes.IsEmpty ? TransferSyntax.ImplicitVRLittleEndian : proposal.TransferSyntaxes[0];
        if (proposal.AbstractSyntax.IsEmpty)
        {
            return new(proposal.Id, PresentationContextResult.AbstractSyntaxNotSupported, fallback);
        }

        foreach (var answer in answers)
        {
            if (answer.Id == proposal.Id)
            {
                return answer.Result != PresentationContextResult.Acceptance ? answer with { TransferSyntax = fallback }
                    : proposal.TransferSyntaxes.Contains(answer.TransferSyntax) ? answer
                    : new(proposal.Id, PresentationContextResult.TransferSyntaxesNotSupported, fallback);
            }
        }

        return new(proposal.Id, PresentationContextResult.NoReason, fallback);
    }

    private static PresentationContext? Agree(PresentationContextProposal proposal, AssociateRq rq, AssociateAc ac, bool isRequestor)
    {
        foreach (var answer in ac.PresentationContexts)
        {
            if (answer.Id == proposal.Id)
            {
                var roles = RequestorRoles(proposal.AbstractSyntax, rq, ac);
                return answer.Result == PresentationContextResult.Acceptance && proposal.TransferSyntaxes.Contains(answer.TransferSyntax) && roles != ServiceRoles.None
                    ? new(proposal.Id, proposal.AbstractSyntax, answer.TransferSyntax, isRequestor ? roles : Opposite(roles))
                    : null;
            }
        }

        return null;
    }

    // The table of PS3.7 §D.3.3.4: without an answer the requestor is SCU; an answer counts where it was asked for.
    private static ServiceRoles RequestorRoles(Uid sopClass, AssociateRq rq, AssociateAc ac)
    {
        foreach (var offered in rq.UserInformation.RoleSelections)
        {
            if (offered.SopClassUid == sopClass)
            {
                foreach (var accepted in ac.UserInformation.RoleSelections)
                {
                    if (accepted.SopClassUid == sopClass)
                    {
                        return (offered.Scu && accepted.Scu ? ServiceRoles.Scu : 0) | (offered.Scp && accepted.Scp ? ServiceRoles.Scp : 0);
                    }
                }
            }
        }

        return ServiceRoles.Scu;
    }

    private static ServiceRoles Opposite(ServiceRoles roles) =>
        (roles.HasFlag(ServiceRoles.Scu) ? ServiceRoles.Scp : 0) | (roles.HasFlag(ServiceRoles.Scp) ? ServiceRoles.Scu : 0);

    // 0 is no limit.
    private static ushort Least(ushort one, ushort other) => one == 0 ? other : other == 0 ? one : Math.Min(one, other);
}
