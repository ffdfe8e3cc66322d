using System.Buffers;

namespace Gantry.Dicom.Imaging;

/// <summary>Converts instances between transfer syntaxes: pixel data are decoded and encoded, and what the data set says of them is made right.</summary>
/// <remarks>
/// Frames pass one by one, some at a time, so memory is bounded by a few frames whatever the size of the file; compressed ones wait in a file beside the result until all are there, because
/// their offset table and the compression ratio precede them.
/// </remarks>
public static class PixelConverter
{
    private static readonly DataSetReaderOptions HeaderOptions = new() { MaximumValueBytes = 8 << 20 };

    /// <summary>Converts a file; one that is in the transfer syntax already is copied as it is.</summary>
    /// <param name="source">The file; it does not change.</param>
    /// <param name="destination">The file to make; it appears when it is whole.</param>
    /// <param name="to">The transfer syntax of the result.</param>
    /// <param name="options">Who encodes, and how.</param>
    /// <param name="cancellationToken">Ends the work between frames; nothing stays.</param>
    /// <exception cref="PixelDataException">Its pixel data are damaged, or cannot be in this transfer syntax.</exception>
    /// <exception cref="DicomEncodingException">It is not a DICOM file, or damaged.</exception>
    /// <exception cref="IOException">The destination exists, or a file cannot be read or written.</exception>
    public static void Convert(string source, string destination, TransferSyntax to, PixelConversionOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= PixelConversionOptions.Default;
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ParallelFrames, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.ParallelFrames, 64);
        if (File.Exists(destination))
        {
            throw new IOException($"{destination} exists.");
        }

        var part = $"{destination}.{Guid.NewGuid():N}.part";
        try
        {
            using (var output = new FileStream(part, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 1 << 16))
            {
                Convert(source, output, part, to, options, cancellationToken);
                output.Flush(options.IsDurable);
            }

            File.Move(part, destination);
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static void Convert(string source, FileStream output, string path, TransferSyntax to, PixelConversionOptions options, CancellationToken cancellationToken)
    {
        var header = DicomFile.Open(source, HeaderOptions);
        if (header.FileMeta?.TransferSyntax == to)
        {
            // It is so already: to encode once more would take time, and lose once more what is lossy.
            using var input = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            input.CopyTo(output);
            return;
        }

        var tag = PixelDescription.PixelElements.FirstOrDefault(one => header.DataSet.Contains(one) || header.Reading.Skipped.Any(left => left.Depth == 0 && left.Tag == one));
        if (header.Reading.Skipped.FirstOrDefault(left => left.Depth > 0 || left.Tag != tag) is { Length: > 0 } other)
        {
            throw new PixelDataException($"The value of {other.Tag} is too long to be converted with the pixel data.");
        }

        if (tag == default)
        {
            WriteWithoutPixels(header, output, to);
            return;
        }

        using var pixels = PixelData.Open(source);
        if (to.IsEncapsulated)
        {
            EncapsulatedResult.Write(pixels, output, path, to, options, cancellationToken);
        }
        else
        {
            NativeResult.Write(pixels, output, to, options, cancellationToken);
        }
    }

    private static void WriteWithoutPixels(DicomFile file, FileStream output, TransferSyntax to)
    {
        if (to.IsEncapsulated)
        {
            throw new PixelDataException("The data set has no pixel data that could be encapsulated.");
        }

        var buffer = new ArrayBufferWriter<byte>();
        DicomFile.Write(ResultDataSet.FileMeta(file.DataSet, to), file.DataSet, buffer);
        output.Write(buffer.WrittenSpan);
    }
}
