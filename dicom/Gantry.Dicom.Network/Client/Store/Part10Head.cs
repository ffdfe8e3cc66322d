namespace Gantry.Dicom.Network;

/// <summary>What C-STORE needs to know of a file, read from its start.</summary>
/// <param name="SopClass">SOP Class UID (0008,0016).</param>
/// <param name="SopInstance">SOP Instance UID (0008,0018).</param>
/// <param name="TransferSyntax">How the data set is really encoded, whatever the file says.</param>
/// <param name="DataSetOffset">Where the data set begins, in bytes.</param>
internal readonly record struct Part10Head(Uid SopClass, Uid SopInstance, TransferSyntax TransferSyntax, long DataSetOffset)
{
    private static readonly DataSetReaderOptions Options = new() { StopBefore = Tags.StudyDate };

    /// <summary>Reads it from memory that has the whole file, or as much of it as matters.</summary>
    /// <exception cref="DicomEncodingException">It is not a DICOM file, or has no SOP Class or SOP Instance UID.</exception>
    public static Part10Head Read(ReadOnlyMemory<byte> start) => Of(DicomFile.Read(start, Options));

    /// <summary>Reads it from a stream, which is left anywhere.</summary>
    /// <exception cref="DicomEncodingException">It is not a DICOM file, or has no SOP Class or SOP Instance UID.</exception>
    public static async ValueTask<Part10Head> ReadAsync(Stream file, CancellationToken cancellationToken) =>
        Of(await DicomFile.ReadAsync(file, Options, cancellationToken).ConfigureAwait(false));

    private static Part10Head Of(DicomFile file)
    {
        if (!file.DataSet.TryGetUid(Tags.SOPClassUID, out var sopClass) || !file.DataSet.TryGetUid(Tags.SOPInstanceUID, out var sopInstance))
        {
            throw new DicomEncodingException("The file has no SOP Class UID or no SOP Instance UID.");
        }

        return new Part10Head(sopClass, sopInstance, file.Reading.TransferSyntax, file.DataSetOffset);
    }
}
