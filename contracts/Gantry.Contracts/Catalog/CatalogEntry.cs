using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>An instance as it enters the catalog.</summary>
public sealed record CatalogEntry
{
    /// <summary>
    /// The data set without bulk data: what can be matched and returned. SOP Class UID, SOP Instance UID, Study Instance UID and Series Instance UID
    /// are present; private elements, sequences and character set as received.
    /// </summary>
    public required DicomDataSet Attributes { get; init; }

    /// <summary>The transfer syntax of the stored bytes.</summary>
    public required TransferSyntax TransferSyntax { get; init; }

    /// <summary>Where the bytes are.</summary>
    public required StoredInstance Stored { get; init; }

    /// <summary>Who sent it; empty where nobody did.</summary>
    public AETitle SourceAETitle { get; init; }

    /// <summary>When it was received.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>
    /// True where the instance is not to be added to a series that is in another study, or to a study that is another patient's, than its attributes say:
    /// the outcome tells then. False unless set: the first parent stays, and the instance goes there.
    /// </summary>
    public bool RefusesConflict { get; init; }

    /// <summary>
    /// True where whoever adds the instance sees to it that it is added again should a power failure, or the end of the host, undo it (<see cref="StoredInstance.Recovery"/>): the catalog may then
    /// tell the outcome before it is durable, which it is after <see cref="ICatalog.SyncAsync"/>. Who asks the catalog finds it at once. False unless set.
    /// </summary>
    public bool IsRecoverable { get; init; }
}
