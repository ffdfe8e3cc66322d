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

    /// <summary>Answers a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="routing">What the plugins serve.</param>
    /// <param name="storage">What of storage SOP classes the requestor gets, to store; what it takes back by C-GET is its own affair.</param>
    public static AssociationAnswer Answer(AssociationRequest request, RoutingTable routing, StorageContexts storage)
    {
        var roles = request.UserInformation.RoleSelections.Select(role => Accept(role, routing)).Where(role => role.Scu || role.Scp).ToList();
        var takesBack = roles.Where(role => role.Scp && SopClassGroups.Contains(SopClassGroup.Storage, role.SopClassUid)).Select(role => role.SopClassUid).ToHashSet();
        return AssociationAnswer.Accept(request, proposal => Answer(proposal, RoutesOf(proposal.AbstractSyntax, request, routing), takesBack, storage)) with
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

    private static PresentationContextAnswer Answer(PresentationContextProposal proposal, List<HandlerRoute> routes, HashSet<Uid> takesBack, StorageContexts storage)
    {
        if (proposal.AbstractSyntax == Uids.Verification)
        {
            return proposal.AcceptFirst(Native.Contains);
        }

        if (takesBack.Contains(proposal.AbstractSyntax))
        {
            return proposal.AcceptFirst(static _ => true);
        }

        var takesAny = routes.Any(route => route.TransferSyntaxes == TransferSyntaxGroup.Any);
        return routes.Count == 0 ? proposal.Reject()
            : SopClassGroups.Contains(SopClassGroup.Storage, proposal.AbstractSyntax) ? Choose(proposal, takesAny, storage)
            : takesAny ? proposal.AcceptFirst(static _ => true)
            : proposal.AcceptFirst(Native.Contains);
    }

    private static PresentationContextAnswer Choose(PresentationContextProposal proposal, bool takesAny, StorageContexts storage)
    {
        if (!storage.Takes(proposal.AbstractSyntax))
        {
            return proposal.Reject();
        }

        var wanted = storage.TransferSyntaxes.Where(syntax => proposal.TransferSyntaxes.Contains(syntax) && (takesAny || Native.Contains(syntax))).ToList();
        return storage.TransferSyntaxes.IsEmpty ? proposal.AcceptFirst(syntax => takesAny || Native.Contains(syntax)) : proposal.AcceptFirst(syntax => wanted.Count > 0 && syntax == wanted[0]);
    }
}
