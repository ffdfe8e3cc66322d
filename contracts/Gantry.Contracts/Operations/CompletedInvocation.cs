using System.Net;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Contracts;

/// <summary>An operation that this server has asked of a peer, and that has ended: on an association of either side, the sub-operations of C-MOVE and C-GET included.</summary>
public sealed record CompletedInvocation
{
    /// <summary>The association's number: that of <see cref="CompletedAssociation.AssociationId"/>.</summary>
    public required long AssociationId { get; init; }

    /// <summary>This server's AE title on the association.</summary>
    public required AETitle LocalAETitle { get; init; }

    /// <summary>The peer's AE title on the association.</summary>
    public required AETitle RemoteAETitle { get; init; }

    /// <summary>The peer's address; null where the transport has none.</summary>
    public EndPoint? Peer { get; init; }

    /// <summary>The address of this side; null where it is not known.</summary>
    public EndPoint? LocalEndPoint { get; init; }

    /// <summary>The command.</summary>
    public required DimseCommand Command { get; init; }

    /// <summary>The Message ID (0000,0110).</summary>
    public required ushort MessageId { get; init; }

    /// <summary>The SOP class.</summary>
    public required Uid SopClass { get; init; }

    /// <summary>The SOP instance of a C-STORE or a DIMSE-N service; empty otherwise.</summary>
    public Uid SopInstance { get; init; }

    /// <summary>The final status; null where there was none: the association was lost, or the operation was given up.</summary>
    public DimseStatus? Status { get; init; }

    /// <summary>The peer's Error Comment; null where there was none.</summary>
    public string? ErrorComment { get; init; }

    /// <summary>The pending responses.</summary>
    public int PendingResponses { get; init; }

    /// <summary>The time from when it was its turn on the association to its end.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The bytes that its association carried meanwhile, in both directions.</summary>
    public long Bytes { get; init; }

    /// <summary>The plugin that asked, as <c>id version</c>; null for the host itself.</summary>
    public string? Plugin { get; init; }

    /// <summary>The data set of the request, an identifier or information; null where there was none, or it was sent as bytes, as instances are.</summary>
    public DicomDataSet? DataSet { get; init; }
}
