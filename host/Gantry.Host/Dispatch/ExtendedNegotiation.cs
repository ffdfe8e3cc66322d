using System.Collections.Immutable;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Dispatch;

/// <summary>Answers SOP class extended negotiation from what the handlers declare, and finds SOP classes by what they are related to.</summary>
internal static class ExtendedNegotiation
{
    /// <summary>The answers: one for each SOP class of which something was proposed and something is declared.</summary>
    public static ImmutableArray<SopClassExtendedNegotiation> Answer(AssociationRequest request, RoutingTable routing) =>
    [
        .. request.UserInformation.ExtendedNegotiations.DistinctBy(proposal => proposal.SopClassUid)
            .Select(proposal => Answer(proposal, routing.Find(proposal.SopClassUid).ToList())).OfType<SopClassExtendedNegotiation>(),
    ];

    /// <summary>The SOP class that is served in place of one that is not: the first related general one that is (PS3.7 §D.3.3.6); empty where none is.</summary>
    public static Uid Related(Uid sopClass, IEnumerable<SopClassCommonExtendedNegotiation> negotiations, Func<Uid, bool> isServed)
    {
        foreach (var negotiation in negotiations)
        {
            if (negotiation.SopClassUid == sopClass)
            {
                foreach (var general in negotiation.RelatedGeneralSopClassUids)
                {
                    if (isServed(general))
                    {
                        return general;
                    }
                }
            }
        }

        return default;
    }

    private static SopClassExtendedNegotiation? Answer(SopClassExtendedNegotiation proposal, List<HandlerRoute> routes)
    {
        // A SOP class named wins over a group here, too.
        if (routes.OrderByDescending(route => route.SopClasses.Contains(proposal.SopClassUid)).FirstOrDefault(route => route.Command == DimseCommand.CStore) is { } store)
        {
            return store.Storage?.For(proposal.SopClassUid);
        }

        var supported = routes.Where(route => route.Command is DimseCommand.CFind or DimseCommand.CMove or DimseCommand.CGet)
            .Aggregate(QueryRetrieveOptions.None, (options, route) => options | route.QueryRetrieveOptions);
        return supported == QueryRetrieveOptions.None ? null : QueryRetrieveNegotiation.Answer(proposal, supported);
    }
}
