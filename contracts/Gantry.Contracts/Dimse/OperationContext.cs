using System.Net;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Contracts;

/// <summary>Where an operation comes from. Made by the host.</summary>
public sealed record OperationContext
{
    /// <summary>The calling AE title of the association.</summary>
    public required AETitle CallingAETitle { get; init; }

    /// <summary>The called AE title of the association.</summary>
    public required AETitle CalledAETitle { get; init; }

    /// <summary>The peer's address; null where the transport has none.</summary>
    public EndPoint? Peer { get; init; }

    /// <summary>The address of this side; null where the transport has none.</summary>
    public EndPoint? LocalEndPoint { get; init; }

    /// <summary>The association's number, unique while the host runs.</summary>
    public required long AssociationId { get; init; }

    /// <summary>The presentation context of the request.</summary>
    public required OperationPresentationContext PresentationContext { get; init; }

    /// <summary>The Message ID (0000,0110).</summary>
    public required ushort MessageId { get; init; }

    /// <summary>What the log lines of this operation have in common.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>
    /// The service-class-application-information accepted for the SOP class (PS3.7 §D.3.3.5); empty where none was negotiated.
    /// </summary>
    public ReadOnlyMemory<byte> ExtendedNegotiation { get; init; }

    /// <summary>The options of a query or retrieve SOP class that were agreed, among those that the handler declares; none where it was not asked for.</summary>
    public QueryRetrieveOptions QueryRetrieveOptions { get; init; }

    /// <summary>What was answered of how a storage SOP class is stored; null where it was not asked for, or the handler does not declare it.</summary>
    public StorageNegotiation? StorageNegotiation { get; init; }

    /// <summary>
    /// The SOP class that the handler serves, where the request names one that it does not: the requestor says that it can be treated as this more general one
    /// (PS3.7 §D.3.3.6). Empty otherwise.
    /// </summary>
    public Uid RelatedGeneralSopClass { get; init; }

    /// <summary>Who the user is, as <see cref="IUserIdentityCheck"/> has found; null where nobody was named, or nobody checks.</summary>
    public VerifiedUser? User { get; init; }

    /// <summary>
    /// True for a rehearsal: an administrator asks what the operation would do. The services that the handler imports note then what they are to store, enter, queue, delete or
    /// send, and do none of it; the handler keeps nothing of its own (<see cref="ExportDimseHandlerAttribute.Rehearses"/>), and observers are not told. False unless set.
    /// </summary>
    public bool IsRehearsal { get; init; }

    /// <summary>Sends N-EVENT-REPORT back on the association.</summary>
    public required IOperationEvents EventReports { get; init; }

    /// <summary>Tells why the operation's token was cancelled.</summary>
    public required Func<CancellationReason> CancellationReason { get; init; }
}
