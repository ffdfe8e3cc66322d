using System.Buffers;
using System.IO.Compression;

namespace Gantry.Dicom.Imaging;

/// <summary>An instance whose pixel data become native: their length is known before they are there.</summary>
internal static class NativeResult
{
    public static void Write(PixelData pixels, FileStream output, TransferSyntax to, PixelConversionOptions options, CancellationToken cancellationToken)
    {
        var first = pixels.Decode(1, options.Codecs);
        var dataSet = ResultDataSet.Describe(pixels, first.Description).Build();
        WriteMeta(ResultDataSet.FileMeta(dataSet, to), output);

        // A deflated data set is one in Explicit VR Little Endian, deflated as a whole.
        using var deflating = to.IsDeflated ? new DeflateStream(output, CompressionLevel.Optimal, leaveOpen: true) : null;
        var (stream, plain) = deflating is null ? (output, to) : ((Stream)deflating, TransferSyntax.ExplicitVRLittleEndian);
        ResultDataSet.Write(dataSet, pixels.Element, isBehind: false, plain, stream);
        WritePixels(pixels, first, stream, plain, options, cancellationToken);
        ResultDataSet.Write(dataSet, pixels.Element, isBehind: true, plain, stream);
    }

    private static void WritePixels(PixelData pixels, DecodedFrame first, Stream output, TransferSyntax to, PixelConversionOptions options, CancellationToken cancellationToken)
    {
        var decoded = first.Description;
        var joiner = new FrameJoiner(decoded, to.IsBigEndian);
        var length = joiner.LengthOf(pixels.Description.NumberOfFrames);
        if (length + (length & 1) >= uint.MaxValue)
        {
            throw new PixelDataException("The pixel data are longer than 4 GiB, which native pixel data cannot be.");
        }

        PixelElementHeader.Write(pixels.Element, decoded, (uint)(length + (length & 1)), to, output);
        FrameConversion.Run(
            pixels, first, options,
            (frame, _) => frame.Description.FrameBytes == decoded.FrameBytes ? frame.Samples : throw new PixelDataException("The frames are of several sizes."),
            frame => joiner.Write(frame, output), cancellationToken);
        joiner.Complete(output);
    }

    public static void WriteMeta(FileMetaInformation meta, Stream output)
    {
        var buffer = new ArrayBufferWriter<byte>();
        meta.Write(buffer);
        output.Write(buffer.WrittenSpan);
    }
}
