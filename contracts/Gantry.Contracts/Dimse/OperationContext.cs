using System.Net;
using Gantry.Dicom;

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

    /// <summary>Sends N-EVENT-REPORT back on the association.</summary>
    public required IOperationEvents EventReports { get; init; }

    /// <summary>Tells why the operation's token was cancelled.</summary>
    public required Func<CancellationReason> CancellationReason { get; init; }
}
