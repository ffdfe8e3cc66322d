using System.Collections.Immutable;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Access;

/// <summary>
/// Takes out of an answer what the caller is not allowed to do. Such a presentation context is refused as user-rejection (PS3.8 §9.3.3.2): the acceptor knows the
/// service and does not give it to this caller.
/// </summary>
internal static class ContextFilter
{
    public static AssociationAnswer Apply(AssociationAnswer answer, AssociationRequest request, RoutingTable routing, AccessOperations allowed)
    {
        var roles = answer.RoleSelections.Select(role => Narrow(role, allowed)).ToImmutableArray();
        var proposals = request.PresentationContexts.ToDictionary(proposal => proposal.Id, proposal => proposal.AbstractSyntax);
        return answer with
        {
            PresentationContexts =
            [
                .. answer.PresentationContexts.Select(context => context.Result != PresentationContextResult.Acceptance
                    || IsAllowed(proposals[context.Id], roles, routing, allowed)
                        ? context
                        : context with { Result = PresentationContextResult.UserRejection }),
            ],
            RoleSelections = roles,
        };
    }

    // A requestor that is SCP of a storage class retrieves by C-GET; one that is SCU stores.
    private static RoleSelection Narrow(RoleSelection role, AccessOperations allowed) => ServiceOperations.IsStorage(role.SopClassUid)
        ? role with { Scu = role.Scu && allowed.HasFlag(AccessOperations.Store), Scp = role.Scp && allowed.HasFlag(AccessOperations.Retrieve) }
        : role;

    private static bool IsAllowed(Uid abstractSyntax, ImmutableArray<RoleSelection> roles, RoutingTable routing, AccessOperations allowed)
    {
        if (ServiceOperations.IsStorage(abstractSyntax) && roles.Any(role => role.SopClassUid == abstractSyntax))
        {
            return roles.Any(role => role.SopClassUid == abstractSyntax && (role.Scu || role.Scp));
        }

        // What is served for a related general SOP class (PS3.7 §D.3.3.6) is judged by the operation.
        var operations = ServiceOperations.Of(abstractSyntax, routing);
        return operations == AccessOperations.None || (operations & allowed) != AccessOperations.None;
    }
}
