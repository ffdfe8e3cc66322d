using System.Collections.Frozen;
using System.Collections.Immutable;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Dispatch;

/// <summary>Which presentation contexts are accepted: the union of what the plugins serve at this moment, and Verification.</summary>
internal static class ContextPolicy
{
    private static readonly FrozenSet<TransferSyntax> Native = NativeTransferSyntaxes.ToFrozenSet();

    // What the requestor offers, as far as the acceptor's options go.
    private static AsynchronousOperationsWindow Unlimited => new(0, 0);

    /// <summary>The transfer syntaxes of <see cref="TransferSyntaxGroup.Native"/>.</summary>
    public static ImmutableArray<TransferSyntax> NativeTransferSyntaxes =>
    [
        TransferSyntax.ImplicitVRLittleEndian, TransferSyntax.ExplicitVRLittleEndian, TransferSyntax.ExplicitVRBigEndian,
        TransferSyntax.DeflatedExplicitVRLittleEndian,
    ];

    public static AssociationAnswer Answer(AssociationRequest request, RoutingTable routing)
    {
        var roles = request.UserInformation.RoleSelections.Select(role => Accept(role, routing)).Where(role => role.Scu || role.Scp).ToList();
        var takesBack = roles.Where(role => role.Scp && SopClassGroups.Contains(SopClassGroup.Storage, role.SopClassUid)).Select(role => role.SopClassUid).ToHashSet();
        return AssociationAnswer.Accept(request, proposal => Answer(proposal, RoutesOf(proposal.AbstractSyntax, request, routing), takesBack)) with
        {
            RoleSelections = [.. roles],
            ExtendedNegotiations = ExtendedNegotiation.Answer(request, routing),
            AsynchronousOperationsWindow = Unlimited,
        };
    }

    private static List<HandlerRoute> RoutesOf(Uid abstractSyntax, AssociationRequest request, RoutingTable routing)
    {
        var routes = routing.Find(abstractSyntax).ToList();
        if (routes.Count > 0)
        {
            return routes;
        }

        var general = ExtendedNegotiation.Related(abstractSyntax, request.UserInformation.CommonExtendedNegotiations, uid => routing.Find(uid).Any());
        return general.IsEmpty ? routes : [.. routing.Find(general)];
    }

    // A requestor that offers to be SCP of a storage class means to retrieve by C-GET (PS3.4 §C.5.3); of another, to report events to whoever takes them here.
    private static RoleSelection Accept(RoleSelection role, RoutingTable routing)
    {
        var routes = routing.Find(role.SopClassUid).ToList();
        var isStorage = SopClassGroups.Contains(SopClassGroup.Storage, role.SopClassUid);
        return role with
        {
            Scu = role.Scu && (isStorage || routes.Any(route => route.Command != DimseCommand.NEventReport)),
            Scp = role.Scp && (isStorage || routes.Any(route => route.Command == DimseCommand.NEventReport)),
        };
    }

    private static PresentationContextAnswer Answer(PresentationContextProposal proposal, List<HandlerRoute> routes, HashSet<Uid> takesBack)
    {
        if (proposal.AbstractSyntax == Uids.Verification)
        {
            return proposal.AcceptFirst(Native.Contains);
        }

        if (routes.Any(route => route.TransferSyntaxes == TransferSyntaxGroup.Any) || takesBack.Contains(proposal.AbstractSyntax))
        {
            return proposal.AcceptFirst(static _ => true);
        }

        return routes.Count == 0 ? proposal.Reject() : proposal.AcceptFirst(Native.Contains);
    }
}
