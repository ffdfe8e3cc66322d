using System.IO.Compression;

namespace Gantry.Dicom;

public sealed partial class DicomFile
{
    /// <summary>
    /// The value field of an element that was left out when the file was read, as a stream: for values that are longer than memory. Bytes are as they are in
    /// the file: padding included, in its byte order; of encapsulated pixel data with the items' headers and the delimiter.
    /// </summary>
    /// <param name="element">One of <see cref="DataSetReading.Skipped"/> of <see cref="Reading"/>.</param>
    /// <param name="file">The file this was read from, at any place. It must be able to seek; it is left open, and must not be used otherwise until the value has been read.</param>
    /// <returns>A stream that reads forward. Of a deflated data set it has to inflate what precedes the value first.</returns>
    /// <exception cref="EndOfStreamException">The file is shorter now.</exception>
    public Stream OpenValue(SkippedElement element, Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!TransferSyntax.IsDeflated)
        {
            file.Position = _start + DataSetOffset + element.ValueOffset;
            return new ValueStream(file, element.ValueLength, ownsWhole: false);
        }

        file.Position = _start + DataSetOffset;
        var inflated = new DeflateStream(file, CompressionMode.Decompress, leaveOpen: true);
        using var before = new ValueStream(inflated, element.ValueOffset, ownsWhole: false);
        before.CopyTo(Stream.Null);
        return new ValueStream(inflated, element.ValueLength, ownsWhole: true);
    }
}
