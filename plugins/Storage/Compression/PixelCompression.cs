using Gantry.Dicom;
using Gantry.Dicom.Imaging;

namespace Gantry.Plugins.Storage;

/// <summary>Compresses a file, and makes sure that nothing was lost that should not be.</summary>
internal static class PixelCompression
{
    // What the conversion says anew of the pixel data (PS3.3 §C.7.6.3, §C.7.6.1.1.5), and they themselves.
    private static readonly Tag[] OfPixels =
    [
        Tags.PixelData, Tags.PhotometricInterpretation, Tags.PlanarConfiguration, Tags.ExtendedOffsetTable, Tags.ExtendedOffsetTableLengths,
    ];

    private static readonly Tag[] OfLoss = [Tags.ImageType, Tags.LossyImageCompression, Tags.LossyImageCompressionRatio, Tags.LossyImageCompressionMethod];

    /// <summary>Compresses a file into another.</summary>
    /// <param name="source">The file, in a native transfer syntax.</param>
    /// <param name="result">The file to make.</param>
    /// <param name="to">The transfer syntax of the result.</param>
    /// <param name="isLossy">False where each frame has to be the same when it is decoded again.</param>
    /// <param name="maximumFrameBytes">The largest frame that is worked with.</param>
    /// <param name="options">The codecs, and how well lossy ones keep the pixels.</param>
    /// <param name="cancellationToken">Ends the work between frames.</param>
    /// <exception cref="PixelDataException">It cannot be; the message says why.</exception>
    /// <exception cref="DicomEncodingException">The data set is damaged.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public static void Compress(
        string source, string result, TransferSyntax to, bool isLossy, long maximumFrameBytes, PixelConversionOptions options, CancellationToken cancellationToken)
    {
        using var before = PixelData.Open(source);
        if (before.DataSet.Contains(Tags.MACParametersSequence) || before.DataSet.Contains(Tags.DigitalSignaturesSequence))
        {
            throw new PixelDataException("It is digitally signed, and the signature is over the pixel data as they are.");
        }

        if (before.Description.Checked().FrameBytes > maximumFrameBytes)
        {
            throw new PixelDataException($"A frame has {before.Description.FrameBytes} bytes, and none with more than {maximumFrameBytes} is compressed.");
        }

        PixelConverter.Convert(source, result, to, options, cancellationToken);
        using var after = PixelData.Open(result);
        if (after.Description.NumberOfFrames != before.Description.NumberOfFrames || DigestOf(before, isLossy) != DigestOf(after, isLossy))
        {
            throw new PixelDataException("What was made of it has not the same attributes.");
        }

        for (var frame = 1; frame <= before.Description.NumberOfFrames; frame++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var decoded = after.Decode(frame, options.Codecs);
            if (!isLossy && !IsSame(before.Decode(frame, options.Codecs), decoded))
            {
                throw new PixelDataException($"Frame {frame} is not the same when it is decoded again.");
            }
        }
    }

    private static bool IsSame(DecodedFrame one, DecodedFrame other) => one.Description == other.Description && one.Samples.Span.SequenceEqual(other.Samples.Span);

    private static DataSetDigest DigestOf(PixelData pixels, bool isLossy)
    {
        var others = pixels.DataSet.ToBuilder();
        foreach (var tag in isLossy ? [.. OfPixels, .. OfLoss] : OfPixels)
        {
            others.Remove(tag);
        }

        // The digest is over the bytes of values, so both are brought into one byte order.
        return DataSetDigest.Of(DataSetReader.Read(DataSetWriter.ToArray(others.Build(), TransferSyntax.ExplicitVRLittleEndian), TransferSyntax.ExplicitVRLittleEndian));
    }
}
