using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Contracts;

/// <summary>An operation that has ended.</summary>
public sealed record CompletedOperation
{
    /// <summary>Where it came from.</summary>
    public required OperationContext Context { get; init; }

    /// <summary>The command.</summary>
    public required DimseCommand Command { get; init; }

    /// <summary>The SOP class.</summary>
    public required Uid SopClass { get; init; }

    /// <summary>The SOP instance of a C-STORE or a DIMSE-N service, that which an N-CREATE made included; empty otherwise.</summary>
    public Uid SopInstance { get; init; }

    /// <summary>The Action Type ID (0000,1008) of an N-ACTION; null otherwise.</summary>
    public ushort? ActionTypeId { get; init; }

    /// <summary>The Move Destination (0000,0600) of a C-MOVE; empty otherwise.</summary>
    public AETitle MoveDestination { get; init; }

    /// <summary>The final status.</summary>
    public required DimseStatus Status { get; init; }

    /// <summary>The Error Comment; null where there was none.</summary>
    public string? ErrorComment { get; init; }

    /// <summary>The pending responses that were sent.</summary>
    public int PendingResponses { get; init; }

    /// <summary>The time from the request's command set to the final response.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>
    /// The bytes that its association carried for it in both directions, up to the final response: all since the operation before had ended, so that those of
    /// several at a time are counted with one of them.
    /// </summary>
    public long Bytes { get; init; }

    /// <summary>
    /// The data set of the request, an identifier or information, as far as it was read: not that of a C-STORE, which is in the instance store. Null where there was none.
    /// </summary>
    public DicomDataSet? DataSet { get; init; }

    /// <summary>The plugin that handled it, as <c>id version</c>; null for the host itself.</summary>
    public string? Plugin { get; init; }
}
