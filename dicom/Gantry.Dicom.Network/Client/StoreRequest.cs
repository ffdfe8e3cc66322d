namespace Gantry.Dicom.Network;

/// <summary>An instance to be sent by C-STORE (PS3.7 §9.1.1).</summary>
/// <param name="SopClassUid">The SOP class.</param>
/// <param name="SopInstanceUid">The SOP instance.</param>
/// <param name="TransferSyntax">The transfer syntax that the data set is in.</param>
/// <param name="DataSet">The data set without file meta information.</param>
public sealed record StoreRequest(Uid SopClassUid, Uid SopInstanceUid, TransferSyntax TransferSyntax, DataSetSource DataSet)
{
    /// <summary>The Priority (0000,0700).</summary>
    public Priority Priority { get; init; }

    /// <summary>Who asked for it by C-MOVE; empty for nobody.</summary>
    public AETitle MoveOriginatorAETitle { get; init; }

    /// <summary>The Message ID of that C-MOVE; null for none.</summary>
    public ushort? MoveOriginatorMessageId { get; init; }

    /// <summary>Reads from a Part 10 file what C-STORE needs to know; the data set goes out as it is in the file (PS3.10 §7.1).</summary>
    /// <param name="file">The file, which can seek. It stays the caller's, and open until the request has been sent.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DicomEncodingException">It is not a DICOM file, or has no SOP Class or SOP Instance UID.</exception>
    public static async ValueTask<StoreRequest> FromPart10Async(Stream file, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        var start = file.Position;
        var head = await DicomFile.ReadAsync(file, new DataSetReaderOptions { StopBefore = Tags.StudyDate }, cancellationToken).ConfigureAwait(false);
        if (!head.DataSet.TryGetUid(Tags.SOPClassUID, out var sopClass) || !head.DataSet.TryGetUid(Tags.SOPInstanceUID, out var sopInstance))
        {
            throw new DicomEncodingException("The file has no SOP Class UID or no SOP Instance UID.");
        }

        file.Position = start + head.DataSetOffset;
        return new StoreRequest(sopClass, sopInstance, head.TransferSyntax, DataSetSource.Of(file));
    }
}
