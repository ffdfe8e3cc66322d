using System.Globalization;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Commit;

/// <summary>Reads the N-ACTION that asks for storage commitment (PS3.4 §J.3.2).</summary>
internal static class CommitmentRequest
{
    private const ushort RequestStorageCommitment = 1;

    /// <summary>The commitment asked for, or why it is refused.</summary>
    /// <param name="request">The request.</param>
    /// <param name="maximumInstances">The most instances.</param>
    public static (Commitment? Commitment, NServiceResponse? Refusal) Read(NActionRequest request, int maximumInstances)
    {
        if (request.RequestedSopInstanceUid != Uids.StorageCommitmentPushModelInstance)
        {
            return (null, new(DimseStatus.NoSuchSopInstance, "Not the well-known instance of Storage Commitment"));
        }

        if (request.ActionTypeId != RequestStorageCommitment)
        {
            return (null, new(DimseStatus.NoSuchActionType, "The only action type is 1"));
        }

        var information = request.ActionInformation;
        if (!information.TryGetUid(Tags.TransactionUID, out var transaction))
        {
            return (null, Invalid(Tags.TransactionUID, "Transaction UID is missing, or is no UID"));
        }

        var items = information.GetItems(Tags.ReferencedSOPSequence);
        if (items.Length == 0)
        {
            return (null, Invalid(Tags.ReferencedSOPSequence, "Referenced SOP Sequence is missing or empty"));
        }

        if (items.Length > maximumInstances)
        {
            return (null, new(DimseStatus.ResourceLimitation, string.Create(CultureInfo.InvariantCulture, $"More than {maximumInstances} instances")));
        }

        // What is named twice is answered once: the report lists instances, not items.
        var requested = new OrderedDictionary<SopReference, bool>(items.Length);
        foreach (var (index, item) in items.Index())
        {
            if (!item.TryGetUid(Tags.ReferencedSOPClassUID, out var sopClass) || !item.TryGetUid(Tags.ReferencedSOPInstanceUID, out var sopInstance))
            {
                return (null, Invalid(Tags.ReferencedSOPSequence, string.Create(CultureInfo.InvariantCulture, $"Item {index + 1} lacks the UID of its class or instance")));
            }

            requested.TryAdd(new SopReference(sopClass, sopInstance), true);
        }

        var commitment = new Commitment { TransactionUid = transaction, RetrieveAETitle = request.Context.CalledAETitle, Requested = [.. requested.Keys] };
        return (commitment, null);
    }

    // Missing Attribute is none of the statuses that J.3.2.1.4 refers to: all that is wrong with the information is an invalid argument.
    private static NServiceResponse Invalid(Tag tag, string comment) => new(DimseStatus.InvalidArgumentValue, comment) { OffendingElements = [tag] };
}
