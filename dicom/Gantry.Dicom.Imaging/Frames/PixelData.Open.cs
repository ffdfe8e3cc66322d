namespace Gantry.Dicom.Imaging;

public sealed partial class PixelData
{
    // Whatever is longer stays in the file: of pixel data frames are read from there, and nothing else is needed that is as long.
    private static readonly DataSetReaderOptions HeaderOptions = new() { MaximumValueBytes = 8 << 20 };

    /// <summary>The pixel data of a file, which stays open: frames are read when they are asked for.</summary>
    /// <exception cref="PixelDataException">The data set has no pixel data, or does not describe them.</exception>
    /// <exception cref="DicomEncodingException">It is not a DICOM file, or damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static PixelData Open(string path)
    {
        var header = DicomFile.Open(path, HeaderOptions);
        if (header.Reading.Skipped.FirstOrDefault(skipped => skipped.Depth == 0 && PixelDescription.PixelElements.Contains(skipped.Tag)) is not { Length: > 0 } left)
        {
            return Of(header);
        }

        // What is deflated cannot be read from its middle.
        return header.TransferSyntax.IsDeflated ? Of(DicomFile.Open(path)) : OfFile(path, header, left);
    }

    /// <summary>The pixel data of a file in memory.</summary>
    /// <exception cref="PixelDataException">The data set has no pixel data, or does not describe them.</exception>
    public static PixelData Of(DicomFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Of(file.DataSet, file.TransferSyntax);
    }

    /// <summary>The pixel data of a data set.</summary>
    /// <param name="dataSet">The data set.</param>
    /// <param name="transferSyntax">The syntax that says how its fragments are encoded; of native pixel data the element itself knows its byte order.</param>
    /// <exception cref="PixelDataException">The data set has no pixel data, or does not describe them.</exception>
    public static PixelData Of(DicomDataSet dataSet, TransferSyntax transferSyntax)
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        var tag = PixelDescription.PixelElements.FirstOrDefault(dataSet.Contains, Tags.PixelData);
        var element = dataSet[tag];
        if (element is null || element.IsEmpty)
        {
            throw new PixelDataException("The data set has no pixel data.");
        }

        var description = PixelDescription.Of(dataSet, tag);
        return element switch
        {
            DicomFragments fragments when transferSyntax.IsEncapsulated =>
                new PixelData(dataSet, transferSyntax, tag, description, Encapsulated(new MemoryFragments(fragments), description, dataSet), null),
            DicomBytes bytes =>
                new PixelData(dataSet, Native(transferSyntax), tag, description, new NativeFrames(ByteSource.Of(bytes.Value), description, bytes.IsBigEndian, bytes.Vr != Vr.OB), null),
            _ => throw new PixelDataException($"The pixel data are encapsulated, although {transferSyntax} is a native transfer syntax."),
        };
    }

    internal static PixelData OfFile(string path, DicomFile header, SkippedElement left)
    {
        var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            var description = PixelDescription.Of(header.DataSet, left.Tag);
            var value = ByteSource.Of(file, header.DataSetOffset + left.ValueOffset, left.ValueLength);
            var isEncapsulated = left.ValueLength != left.Length;
            if (isEncapsulated && !header.TransferSyntax.IsEncapsulated)
            {
                throw new PixelDataException($"The pixel data are encapsulated, although {header.TransferSyntax} is a native transfer syntax.");
            }

            FrameSource frames = isEncapsulated
                ? Encapsulated(new StoredFragments(value), description, header.DataSet)
                : new NativeFrames(value, description, header.Reading.TransferSyntax.IsBigEndian, left.Vr != Vr.OB);
            return new PixelData(header.DataSet, isEncapsulated ? header.TransferSyntax : Native(header.Reading.TransferSyntax), left.Tag, description, frames, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static EncapsulatedFrames Encapsulated(FragmentSource fragments, PixelDescription description, DicomDataSet dataSet) =>
        new(fragments, description, dataSet.GetBytes(Tags.ExtendedOffsetTable));

    // Frames come in little endian order, so the syntax matters no more than that it is native.
    private static TransferSyntax Native(TransferSyntax transferSyntax) => transferSyntax.IsEncapsulated ? TransferSyntax.ExplicitVRLittleEndian : transferSyntax;
}
