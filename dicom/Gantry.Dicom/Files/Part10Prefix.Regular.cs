using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Gantry.Dicom;

internal sealed partial record Part10Prefix
{
    /// <summary>Where the file meta information begins behind a preamble and <c>DICM</c>.</summary>
    public const int MetaOffset = PreambleBytes + 4;

    /// <summary>Reads the start of a file as the standard asks for it, in memory that does not change; whatever else there is <see cref="TryRead"/> reads.</summary>
    /// <param name="file">The file, or its first bytes.</param>
    /// <param name="total">The bytes it has in all.</param>
    /// <param name="prefix">What they say. Its elements are slices of the bytes.</param>
    /// <param name="index">Where the elements of the file meta information are, which begins at <see cref="MetaOffset"/>.</param>
    public static bool TryReadRegular(ReadOnlyMemory<byte> file, long total, [NotNullWhen(true)] out Part10Prefix? prefix, out DataSetIndex index)
    {
        prefix = null;
        index = default;
        if (file.Length < MetaOffset + ElementHeader.MaximumBytes || !file.Span.Slice(PreambleBytes, 4).SequenceEqual("DICM"u8) || file.Span[MetaOffset] != 2)
        {
            return false;
        }

        var bytes = file[MetaOffset..];
        if (!ElementIndexer.TryIndex(bytes.Span, total - MetaOffset, TransferSyntax.ExplicitVRLittleEndian, MetaOptions, out index))
        {
            return false;
        }

        var meta = new FileMetaInformation(index.DataSet(bytes[..index.KeptBytes]));
        if (meta.TransferSyntax is not { IsDeflated: false } transferSyntax || meta.Elements.GetBytes(Tags.FileMetaInformationGroupLength) is not { Length: 4 } groupLength)
        {
            return false;
        }

        var isRight = BinaryPrimitives.ReadUInt32LittleEndian(groupLength.Span) == index.ConsumedBytes - GroupLengthBytes;
        prefix = new Part10Prefix(true, meta, transferSyntax, MetaOffset + index.ConsumedBytes, isRight ? FileMetaFaults.None : FileMetaFaults.WrongGroupLength);
        return true;
    }
}
