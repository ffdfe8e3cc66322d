using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Access;

/// <summary>Says which operations services are.</summary>
internal static class ServiceOperations
{
    /// <summary>The one that a request is.</summary>
    public static AccessOperations Of(DimseRq request) => request switch
    {
        CEchoRq => AccessOperations.Echo,
        CStoreRq => AccessOperations.Store,
        CFindRq => AccessOperations.Query,
        CMoveRq or CGetRq => AccessOperations.Retrieve,
        NDeleteRq => AccessOperations.Delete,
        _ => OfNormalized(request.SopClassUid),
    };

    /// <summary>Those that a presentation context may be for, by what the plugins serve; the roles of a storage class are told apart elsewhere.</summary>
    public static AccessOperations Of(Uid abstractSyntax, RoutingTable routing)
    {
        if (abstractSyntax == Uids.Verification)
        {
            return AccessOperations.Echo;
        }

        var operations = routing.Find(abstractSyntax).Aggregate(AccessOperations.None, (all, route) => all | Of(route.Command, abstractSyntax));
        return IsStorage(abstractSyntax) ? operations | AccessOperations.Store : operations;
    }

    public static bool IsStorage(Uid sopClass) => SopClassGroups.Contains(SopClassGroup.Storage, sopClass);

    private static AccessOperations Of(DimseCommand command, Uid sopClass) => command switch
    {
        DimseCommand.CStore => AccessOperations.Store,
        DimseCommand.CFind => AccessOperations.Query,
        DimseCommand.CMove or DimseCommand.CGet => AccessOperations.Retrieve,
        DimseCommand.NDelete => AccessOperations.Delete,
        _ => OfNormalized(sopClass),
    };

    private static AccessOperations OfNormalized(Uid sopClass) =>
        sopClass == Uids.StorageCommitmentPushModel ? AccessOperations.Commit
        : sopClass == Uids.MediaCreationManagement ? AccessOperations.Media
        : AccessOperations.Other;
}
