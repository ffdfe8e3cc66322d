using System.Buffers;

namespace Gantry.Dicom;

/// <summary>The file meta information: group 0002 of a Part 10 file (PS3.10 §7.1).</summary>
/// <remarks>Immutable, and safe for concurrent use.</remarks>
public sealed class FileMetaInformation
{
    /// <summary>File meta information of its elements, as read.</summary>
    public FileMetaInformation(DicomDataSet elements)
    {
        ArgumentNullException.ThrowIfNull(elements);
        Elements = elements;
    }

    /// <summary>The elements of group 0002.</summary>
    public DicomDataSet Elements { get; }

    /// <summary>Media Storage SOP Class UID (0002,0002); null where it is absent or no UID.</summary>
    public Uid? MediaStorageSopClassUid => Uid(Tags.MediaStorageSOPClassUID);

    /// <summary>Media Storage SOP Instance UID (0002,0003); null where it is absent or no UID.</summary>
    public Uid? MediaStorageSopInstanceUid => Uid(Tags.MediaStorageSOPInstanceUID);

    /// <summary>Transfer Syntax UID (0002,0010); null where it is absent or no UID.</summary>
    public TransferSyntax? TransferSyntax =>
        Gantry.Dicom.TransferSyntax.TryGetNative(Elements.GetBytes(Tags.TransferSyntaxUID).Span.TrimEnd((byte)0), out var native) ? native
        : Uid(Tags.TransferSyntaxUID) is { } uid ? new TransferSyntax(uid)
        : null;

    /// <summary>Implementation Class UID (0002,0012) of the file's writer; null where it is absent or no UID.</summary>
    public Uid? ImplementationClassUid => Uid(Tags.ImplementationClassUID);

    /// <summary>Implementation Version Name (0002,0013) of the file's writer; null where it is absent or empty.</summary>
    public string? ImplementationVersionName => Elements.GetString(Tags.ImplementationVersionName);

    /// <summary>Source Application Entity Title (0002,0016); null where it is absent or no title.</summary>
    public AETitle? SourceAETitle => AETitle.TryParse(Elements.GetString(Tags.SourceApplicationEntityTitle), out var title) ? title : null;

    /// <summary>File meta information of this implementation, for an instance that it is about to write.</summary>
    /// <param name="sopClassUid">The instance's SOP Class UID (0008,0016).</param>
    /// <param name="sopInstanceUid">The instance's SOP Instance UID (0008,0018).</param>
    /// <param name="transferSyntax">How the data set is encoded.</param>
    /// <param name="sendingAETitle">Who sent the data set over the network, if it was received.</param>
    /// <param name="receivingAETitle">Who received it, if it was.</param>
    public static FileMetaInformation Create(Uid sopClassUid, Uid sopInstanceUid, TransferSyntax transferSyntax, AETitle sendingAETitle = default, AETitle receivingAETitle = default)
    {
        var elements = new DicomDataSetBuilder()
            .Add(Tags.FileMetaInformationVersion, new byte[] { 0x00, 0x01 })
            .Add(Tags.MediaStorageSOPClassUID, sopClassUid)
            .Add(Tags.MediaStorageSOPInstanceUID, sopInstanceUid)
            .Add(Tags.TransferSyntaxUID, transferSyntax.Uid)
            .Add(Tags.ImplementationClassUID, DicomImplementation.ClassUid)
            .Add(Tags.ImplementationVersionName, DicomImplementation.VersionName);
        if (!sendingAETitle.IsEmpty)
        {
            elements.Add(Tags.SourceApplicationEntityTitle, sendingAETitle.Value).Add(Tags.SendingApplicationEntityTitle, sendingAETitle.Value);
        }

        if (!receivingAETitle.IsEmpty)
        {
            elements.Add(Tags.ReceivingApplicationEntityTitle, receivingAETitle.Value);
        }

        return new FileMetaInformation(elements.Build());
    }

    /// <summary>
    /// Writes the start of a Part 10 file: a preamble of NULs, the prefix and group 0002 with its group length. The data set's bytes follow unchanged, in
    /// <see cref="TransferSyntax"/>.
    /// </summary>
    public void Write(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var preamble = output.GetSpan(Part10Prefix.PreambleBytes)[..Part10Prefix.PreambleBytes];
        preamble.Clear();
        output.Advance(Part10Prefix.PreambleBytes);
        output.Write("DICM"u8);
        DataSetWriter.Write(Elements, Gantry.Dicom.TransferSyntax.ExplicitVRLittleEndian, output);
    }

    private Uid? Uid(Tag tag) => Elements.TryGetUid(tag, out var uid) ? uid : null;
}
