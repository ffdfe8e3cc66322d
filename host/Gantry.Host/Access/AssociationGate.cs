using System.Net;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Listener;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Access;

/// <summary>Lets associations and operations through or not, and keeps who was refused for the administrator.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class AssociationGate(AccessControl control, AssociationLimits limits, RefusalBook refusals, ILogger<AssociationGate> logger)
{
    /// <summary>Judges a call and takes a place for it, which <see cref="Leave"/> gives back where it was not refused.</summary>
    public async ValueTask<AccessGrant> EnterAsync(AssociationRequest request, AssociationOrigin origin, CancellationToken cancellationToken)
    {
        var (calling, called) = (request.CallingAETitle, request.CalledAETitle);
        var grant = await control.DecideAsync(calling, called, origin, cancellationToken).ConfigureAwait(false);
        var refusal = grant.Refusal ?? limits.Enter(calling, Counted(origin), grant.MaximumAssociations);
        if (refusal is null)
        {
            return grant;
        }

        refusals.Note(calling, called, origin.Address, refusal);
        return new AccessGrant(refusal);
    }

    /// <summary>Gives back the place of an association that has ended.</summary>
    public void Leave(AETitle calling, AssociationOrigin origin) => limits.Leave(calling, Counted(origin));

    /// <summary>The answer without what the caller may not do.</summary>
    public AssociationAnswer Narrow(AssociationAnswer answer, AssociationRequest request, AssociationOrigin origin, RoutingTable routing, AccessOperations allowed)
    {
        if (allowed == AccessOperations.All || answer.Rejection is not null)
        {
            return answer;
        }

        var narrowed = ContextFilter.Apply(answer, request, routing, allowed);
        var refused = AccessOperations.None;
        foreach (var (before, after) in answer.PresentationContexts.Zip(narrowed.PresentationContexts).Where(pair => pair.First.Result != pair.Second.Result))
        {
            refused |= ServiceOperations.Of(request.PresentationContexts.First(proposal => proposal.Id == before.Id).AbstractSyntax, routing);
        }

        if (refused != AccessOperations.None)
        {
            Note(request.CallingAETitle, request.CalledAETitle, origin, refused & ~allowed);
        }

        return narrowed;
    }

    /// <summary>Judges an operation, by what is allowed now.</summary>
    /// <returns>What it needs and has not; None where it may go on.</returns>
    public AccessOperations Missing(DimseRequest request, AssociationOrigin origin)
    {
        var (parameters, needed) = (request.Association.Parameters, ServiceOperations.Of(request.Command));
        if (control.Operations(parameters.CallingAETitle, origin).HasFlag(needed))
        {
            return AccessOperations.None;
        }

        Note(parameters.CallingAETitle, parameters.CalledAETitle, origin, needed);
        return needed;
    }

    private void Note(AETitle calling, AETitle called, AssociationOrigin origin, AccessOperations operations)
    {
        var names = string.Join(", ", AccessOperationNames.Of(operations));
        logger.OperationsRefused(calling.Value, origin.Address?.ToString() ?? "unknown", names);
        refusals.Note(calling, called, origin.Address, new Refusal(RefusalReason.NotAllowed, $"{calling} asked for what it may not do: {names}."));
    }

    // Whatever comes through a proxy on this machine has the machine's own address, and so have its tools.
    private static IPAddress? Counted(AssociationOrigin origin) => origin.IsLocal ? null : origin.Address;
}
