using System.Buffers;

namespace Gantry.Dicom;

public sealed partial class DicomFile
{
    /// <summary>Writes a whole file: preamble, prefix, file meta information and data set.</summary>
    /// <param name="fileMeta">The file meta information; its transfer syntax is the one the data set is encoded in, Explicit VR Little Endian where it names none.</param>
    /// <param name="dataSet">The data set.</param>
    /// <param name="output">Where to.</param>
    /// <param name="options">The forms to choose.</param>
    /// <exception cref="DicomEncodingException">The transfer syntax cannot hold the data set.</exception>
    public static void Write(FileMetaInformation fileMeta, DicomDataSet dataSet, IBufferWriter<byte> output, DataSetWriterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(fileMeta);
        fileMeta.Write(output);
        DataSetWriter.Write(dataSet, fileMeta.TransferSyntax ?? TransferSyntax.ExplicitVRLittleEndian, output, options);
    }

    /// <summary>The bytes of a whole file, with file meta information of this implementation.</summary>
    /// <param name="dataSet">The data set, with SOP Class UID (0008,0016) and SOP Instance UID (0008,0018).</param>
    /// <param name="transferSyntax">How to encode it.</param>
    /// <exception cref="DicomEncodingException">The UIDs are missing, or the transfer syntax cannot hold the data set.</exception>
    public static byte[] ToArray(DicomDataSet dataSet, TransferSyntax transferSyntax)
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        if (!dataSet.TryGetUid(Tags.SOPClassUID, out var sopClassUid) || !dataSet.TryGetUid(Tags.SOPInstanceUID, out var sopInstanceUid))
        {
            throw new DicomEncodingException("A file needs the SOP Class UID and the SOP Instance UID of its data set.");
        }

        var output = new ArrayBufferWriter<byte>();
        Write(FileMetaInformation.Create(sopClassUid, sopInstanceUid, transferSyntax), dataSet, output);
        return output.WrittenSpan.ToArray();
    }
}
