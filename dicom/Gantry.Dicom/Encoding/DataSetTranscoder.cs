using System.IO.Pipelines;

namespace Gantry.Dicom;

/// <summary>
/// Converts data sets between the native transfer syntaxes: Implicit VR Little Endian, Explicit VR Little Endian, Deflated Explicit VR Little Endian and
/// Explicit VR Big Endian (PS3.5 §A.1 to §A.3, §A.5).
/// </summary>
/// <remarks>
/// Every value stays what it is, and the order of the elements too; binary values are put in the byte order of the target. Implicit elements get the VR of the
/// dictionary: US or SS as Pixel Representation says where it precedes them, OW for pixel data, UN where the tag is not known. A value too long for the short
/// explicit form becomes UN (PS3.5 §6.2.2). Odd lengths become even, sequences and items get undefined lengths, and group lengths are left out.
/// </remarks>
public static class DataSetTranscoder
{
    /// <summary>True where a data set can be converted: both syntaxes are native.</summary>
    public static bool CanConvert(TransferSyntax from, TransferSyntax to) => IsNative(from) && IsNative(to);

    /// <summary>The bytes of a data set in another transfer syntax, made as they are read.</summary>
    /// <remarks>
    /// A few hundred kilobytes are in memory at a time, whatever the lengths of the data set and its values. So much is made before the first read ends that a
    /// fault in a small data set, or in the first elements of a large one, is thrown before any byte was given.
    /// </remarks>
    /// <param name="dataSet">The data set without file meta information; read to its end, and not completed here.</param>
    /// <param name="from">How it is encoded.</param>
    /// <param name="to">How it is wanted.</param>
    /// <param name="length">The bytes of the data set, where they are known: a value that is cut short is found at its header then.</param>
    /// <returns>
    /// A reader for one caller at a time; completing it gives its memory back. It throws a <see cref="DicomEncodingException"/> where the data set is damaged, or
    /// has encapsulated pixel data although its syntax is native.
    /// </returns>
    /// <exception cref="ArgumentException"><see cref="CanConvert"/> is false.</exception>
    public static PipeReader Convert(PipeReader dataSet, TransferSyntax from, TransferSyntax to, long? length = null)
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        if (!CanConvert(from, to))
        {
            throw new ArgumentException($"No data set can be converted from {from} to {to}.", nameof(to));
        }

        return Convert(dataSet, from, to, length, ownsSource: false);
    }

    internal static PipeReader Convert(PipeReader dataSet, TransferSyntax from, TransferSyntax to, long? length, bool ownsSource)
    {
        // Nothing is kept, so the size of the whole does not matter.
        var options = new DataSetReaderOptions { MaximumValueBytes = 64 * 1024, MaximumBytes = long.MaxValue, MaximumInflatedBytes = long.MaxValue, TotalBytes = length };
        return new TranscodingReader(dataSet, from, to, options, ownsSource);
    }

    private static bool IsNative(TransferSyntax transferSyntax) => !transferSyntax.IsEncapsulated && transferSyntax.Uid.Value.Length > 0;
}
