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
/// <param name="Digest">The SHA-256 of the data set as it was stored; empty where an earlier version of this store wrote the file.</param>
/// <param name="ReceivedDigest">The SHA-256 of the data set as it was received; empty where it was stored so.</param>
/// <param name="Length">The bytes before the data set.</param>
internal sealed record FileHeader(
    Uid SopClass, Uid SopInstance, TransferSyntax TransferSyntax, AETitle SendingAETitle, ReadOnlyMemory<byte> Digest, ReadOnlyMemory<byte> ReceivedDigest, long Length)
{
    /// <summary>The bytes of a digest. They are the last of the header, and set once the data set is known: <see cref="Of"/> leaves them 0.</summary>
    public const int DigestBytes = 32;

    private const int MetaOffset = 128 + 4;

    // Preamble, prefix and group length: tag, VR and length (8 bytes), value (4 bytes).
    private const int FixedBytes = MetaOffset + 12;

    // More than this store ever writes before a data set.
    private const int MaximumBytes = 4096;

    // Whoever created the Private Information (0002,0102) is named beside it (PS3.10 §7.1): this says that it is the digest.
    private static readonly Uid DigestCreator = new("2.25.294669969423481420298041624893178539383");

    /// <summary>The bytes to begin an instance's file with.</summary>
    public static byte[] Of(InstanceDescription description)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        var meta = FileMetaInformation
            .Create(description.SopClass, description.SopInstance, description.TransferSyntax, description.SendingAETitle, description.ReceivingAETitle);
        new FileMetaInformation(meta.Elements.ToBuilder()
            .Add(Tags.PrivateInformationCreatorUID, DigestCreator)
            .Add(Tags.PrivateInformation, (byte[])[.. description.ReceivedDigest.Span, .. new byte[DigestBytes]])
            .Build()).Write(bytes);
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
            var digests = DigestsOf(meta);
            return meta is { MediaStorageSopClassUid: { } sopClass, MediaStorageSopInstanceUid: { } sopInstance, TransferSyntax: { } syntax }
                ? new(sopClass, sopInstance, syntax, meta.SourceAETitle ?? default, digests.Stored, digests.Received, length)
                : throw new IOException("The stored file is damaged: its file meta information names no instance.");
        }
        catch (DicomEncodingException exception)
        {
            throw new IOException($"The stored file is damaged: {exception.Message}", exception);
        }
    }

    private static (ReadOnlyMemory<byte> Stored, ReadOnlyMemory<byte> Received) DigestsOf(FileMetaInformation meta) =>
        meta.Elements.TryGetUid(Tags.PrivateInformationCreatorUID, out var creator) && creator == DigestCreator
        && meta.Elements.GetBytes(Tags.PrivateInformation) is { Length: DigestBytes or 2 * DigestBytes } digests
            ? (digests[^DigestBytes..], digests[..^DigestBytes]) : default;
}
