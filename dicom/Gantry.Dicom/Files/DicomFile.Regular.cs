using System.Diagnostics.CodeAnalysis;

namespace Gantry.Dicom;

public sealed partial class DicomFile
{
    /// <summary>Reads a file that is as the standard asks for it, by its index.</summary>
    /// <param name="bytes">The file, or its first bytes.</param>
    /// <param name="total">The bytes it has in all.</param>
    /// <param name="options">Where to stop and what to keep of the data set.</param>
    /// <param name="isLent">True where the bytes will be used for something else afterwards: those that are kept are copied.</param>
    /// <param name="file">The file.</param>
    /// <returns>False where it is irregular, or where more of its bytes are needed.</returns>
    internal static bool TryReadRegular(ReadOnlyMemory<byte> bytes, long total, DataSetReaderOptions options, bool isLent, [NotNullWhen(true)] out DicomFile? file)
    {
        file = null;
        if (!Part10Prefix.TryReadRegular(bytes, total, out var prefix, out var metaIndex)
            || !ElementIndexer.TryIndex(bytes.Span[(int)prefix.Length..], total - prefix.Length, prefix.TransferSyntax, options, out var index))
        {
            return false;
        }

        if (isLent)
        {
            bytes = bytes[..((int)prefix.Length + index.KeptBytes)].ToArray();
            prefix = prefix with { FileMeta = new FileMetaInformation(metaIndex.DataSet(bytes[Part10Prefix.MetaOffset..])) };
        }

        file = new DicomFile(prefix, index.Reading(index.DataSet(bytes.Slice((int)prefix.Length, index.KeptBytes)), prefix.TransferSyntax));
        return true;
    }
}
