using System.Buffers;

namespace Gantry.Dicom;

/// <summary>Writes data sets, command sets included (PS3.5 §7, PS3.7 §6.3).</summary>
public static class DataSetWriter
{
    /// <summary>The deepest nesting of items that is written.</summary>
    public const int MaximumDepth = 256;

    /// <summary>Writes a data set.</summary>
    /// <remarks>
    /// Values are padded to even lengths and put in the syntax's byte order. The group lengths (0000,0000) and (0002,0000) are computed and always
    /// written with their groups, others never. An element whose value is too long for the short explicit form becomes UN (PS3.5 §6.2.2).
    /// </remarks>
    /// <param name="dataSet">The data set.</param>
    /// <param name="transferSyntax">How to encode it; a command set is always Implicit VR Little Endian.</param>
    /// <param name="output">Where to.</param>
    /// <param name="options">The forms to choose.</param>
    /// <exception cref="DicomEncodingException">The syntax cannot hold the data set: fragments in implicit VR, a value beyond 4 GiB, items too deep.</exception>
    public static void Write(DicomDataSet dataSet, TransferSyntax transferSyntax, IBufferWriter<byte> output, DataSetWriterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        ArgumentNullException.ThrowIfNull(output);
        var lengths = new EncodedLengths(transferSyntax, options ?? DataSetWriterOptions.Default);
        lengths.Measure(dataSet);
        if (!transferSyntax.IsDeflated)
        {
            new ElementWriter(output, transferSyntax, lengths).Write(dataSet);
            return;
        }

        using var deflating = new DeflatingWriter(output);
        new ElementWriter(deflating, transferSyntax, lengths).Write(dataSet);
        deflating.Complete();
    }

    /// <summary>As <see cref="Write"/>, to an array.</summary>
    /// <exception cref="DicomEncodingException">The syntax cannot hold the data set.</exception>
    public static byte[] ToArray(DicomDataSet dataSet, TransferSyntax transferSyntax, DataSetWriterOptions? options = null)
    {
        var output = new ArrayBufferWriter<byte>();
        Write(dataSet, transferSyntax, output, options);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>The bytes that <see cref="Write"/> would write; of a deflated syntax those before deflating.</summary>
    /// <exception cref="DicomEncodingException">The syntax cannot hold the data set.</exception>
    public static long Measure(DicomDataSet dataSet, TransferSyntax transferSyntax, DataSetWriterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        return new EncodedLengths(transferSyntax, options ?? DataSetWriterOptions.Default).Measure(dataSet);
    }
}
