using System.Buffers;
using System.Buffers.Binary;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.FileStore;

/// <summary>Preamble, prefix and file meta information as this store writes them (PS3.10 §7.1).</summary>
/// <param name="SopClass">The SOP class.</param>
/// <param name="SopInstance">The SOP instance.</param>
/// <param name="TransferSyntax">The transfer syntax of the data set.</param>
/// <param name="SendingAETitle">Who sent the instance; empty where nobody did.</param>
/// <param name="Length">The bytes before the data set.</param>
internal sealed record FileHeader(Uid SopClass, Uid SopInstance, TransferSyntax TransferSyntax, AETitle SendingAETitle, long Length)
{
    private const int MetaOffset = 128 + 4;

    // Preamble, prefix and group length: tag, VR and length (8 bytes), value (4 bytes).
    private const int FixedBytes = MetaOffset + 12;

    // More than this store ever writes before a data set.
    private const int MaximumBytes = 4096;

    /// <summary>The bytes to begin an instance's file with.</summary>
    public static byte[] Of(InstanceDescription description)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        FileMetaInformation
            .Create(description.SopClass, description.SopInstance, description.TransferSyntax, description.SendingAETitle, description.ReceivingAETitle)
            .Write(bytes);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Reads the start of a file.</summary>
    /// <exception cref="IOException">It is not the start of a file of this store.</exception>
    public static FileHeader Read(FileStream file)
    {
        Span<byte> bytes = stackalloc byte[MaximumBytes];
        bytes = bytes[..file.ReadAtLeast(bytes, MaximumBytes, throwOnEndOfStream: false)];
        if (bytes.Length < FixedBytes || !bytes[(MetaOffset - 4)..].StartsWith("DICM\u0002\0\0\0UL\u0004\0"u8))
        {
            throw new IOException("The stored file is damaged: it does not begin as a DICOM file.");
        }

        // The length is this store's own, so that a data set of any bytes whatever cannot be taken for more of group 0002.
        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(FixedBytes - 4)..]) + FixedBytes;
        if (length > bytes.Length)
        {
            throw new IOException("The stored file is damaged: its file meta information is cut short.");
        }

        return Read(bytes[MetaOffset..(int)length].ToArray(), length);
    }

    private static FileHeader Read(byte[] group, long length)
    {
        try
        {
            var meta = new FileMetaInformation(DataSetReader.Read(group, Gantry.Dicom.TransferSyntax.ExplicitVRLittleEndian));
            return meta is { MediaStorageSopClassUid: { } sopClass, MediaStorageSopInstanceUid: { } sopInstance, TransferSyntax: { } syntax }
                ? new(sopClass, sopInstance, syntax, meta.SourceAETitle ?? default, length)
                : throw new IOException("The stored file is damaged: its file meta information names no instance.");
        }
        catch (DicomEncodingException exception)
        {
            throw new IOException($"The stored file is damaged: {exception.Message}", exception);
        }
    }
}
