using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;

namespace Gantry.Dicom;

public sealed partial class Deidentifier
{
    // Pixel data beyond this size is copied from file to file.
    private const int StreamedPixelBytes = 1 << 20;

    /// <summary>De-identifies a file in memory; its preamble and file meta information are replaced.</summary>
    /// <param name="file">The file, read whole.</param>
    /// <param name="output">Where to write the result, in the same transfer syntax.</param>
    /// <exception cref="ArgumentException">Elements of the file were left out when it was read.</exception>
    /// <exception cref="DeidentificationException">The file is a DICOMDIR, or too deep.</exception>
    /// <exception cref="DicomEncodingException">The transfer syntax cannot hold the data set.</exception>
    public DeidentificationResult Deidentify(DicomFile file, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(output);
        if (file.Reading.Skipped.Count > 0 || file.Reading.StoppedAt is not null || file.Reading.Fault is not null)
        {
            throw new ArgumentException("The file was not read whole.", nameof(file));
        }

        var result = Deidentify(file.DataSet);
        DicomFile.Write(MetaOf(file, result.DataSet), result.DataSet, output);
        return result;
    }

    /// <summary>
    /// De-identifies a file into another. Pixel data of more than 1 MiB is copied from file to file; the rest, and all of a deflated file, is held in memory.
    /// </summary>
    /// <param name="source">The file; it does not change.</param>
    /// <param name="destination">The file to make; it is there only when it is complete, and an existing file is never replaced.</param>
    /// <param name="cancellationToken">Cancels; nothing is left then.</param>
    /// <returns>The data set, without the pixel data that was copied, and what a person should look at.</returns>
    /// <exception cref="DeidentificationException">The file is a DICOMDIR, or too deep, or elements follow its pixel data out of order.</exception>
    /// <exception cref="DicomEncodingException">It is not a DICOM file, or it is damaged.</exception>
    /// <exception cref="IOException">The file cannot be read or written, or the destination is there already.</exception>
    public async ValueTask<DeidentificationResult> DeidentifyFileAsync(string source, string destination, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(source);
        ArgumentException.ThrowIfNullOrEmpty(destination);
        var input = new FileStream(source, new FileStreamOptions { Options = FileOptions.Asynchronous, BufferSize = 0 });
        await using (input.ConfigureAwait(false))
        {
            var (file, pixels) = await ReadAsync(input, cancellationToken).ConfigureAwait(false);
            var result = Deidentify(file.DataSet);
            var temporary = string.Create(CultureInfo.InvariantCulture, $"{destination}.{Guid.NewGuid():N}.part");
            try
            {
                var output = new FileStream(
                    temporary, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous, BufferSize = 0 });
                await using (output.ConfigureAwait(false))
                {
                    await WriteAsync(file, pixels, result.DataSet, input, output, cancellationToken).ConfigureAwait(false);
                }

                File.Move(temporary, destination);
            }
            finally
            {
                File.Delete(temporary);
            }

            return result;
        }
    }

    private static async ValueTask<(DicomFile File, SkippedElement? Pixels)> ReadAsync(FileStream input, CancellationToken cancellationToken)
    {
        var file = await DicomFile.ReadAsync(input, new DataSetReaderOptions { MaximumValueBytes = StreamedPixelBytes }, cancellationToken).ConfigureAwait(false);
        if (file.Reading.Skipped.Count == 0)
        {
            return (file, null);
        }

        if (file.Reading.Skipped is [{ Depth: 0, Tag.Group: 0x7FE0 } pixels] && !file.TransferSyntax.IsDeflated
            && await CanCopyAsync(file, pixels, input, cancellationToken).ConfigureAwait(false))
        {
            return (file, pixels);
        }

        input.Position = 0;
        return (await DicomFile.ReadAsync(input, options: null, cancellationToken).ConfigureAwait(false), null);
    }

    // Files exist that are not encoded as they say: the bytes of such a one cannot go into a file that is.
    private static async ValueTask<bool> CanCopyAsync(DicomFile file, SkippedElement pixels, FileStream input, CancellationToken cancellationToken)
    {
        var header = new byte[ElementHeader.MaximumBytes];
        input.Position = file.DataSetOffset + pixels.Offset;
        await input.ReadExactlyAsync(header, cancellationToken).ConfigureAwait(false);
        var hasVr = Vr.TryRead(header[4], header[5], out var vr) && vr.IsKnown;
        return ElementHeader.TryRead(header, file.TransferSyntax.IsExplicitVR, file.TransferSyntax.IsBigEndian, out var read)
            && read.Tag == pixels.Tag && hasVr == file.TransferSyntax.IsExplicitVR;
    }

    private async ValueTask WriteAsync(
        DicomFile file, SkippedElement? pixels, DicomDataSet dataSet, FileStream input, FileStream output, CancellationToken cancellationToken)
    {
        var writer = PipeWriter.Create(output, new StreamPipeWriterOptions(leaveOpen: true));
        var meta = MetaOf(file, dataSet);
        if (pixels is not { } copied)
        {
            DicomFile.Write(meta, dataSet, writer);
        }
        else
        {
            DicomFile.Write(meta, Part(dataSet, element => element.Tag < copied.Tag), writer);
            input.Position = file.DataSetOffset + copied.Offset;
            await CopyElementAsync(input, copied.Tag, file.TransferSyntax, writer, cancellationToken).ConfigureAwait(false);
            DataSetWriter.Write(Part(dataSet, element => element.Tag > copied.Tag), file.TransferSyntax, writer);
        }

        await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        await writer.CompleteAsync().ConfigureAwait(false);
    }

    private static DicomDataSet Part(DicomDataSet dataSet, Func<DicomElement, bool> isIn) => new([.. dataSet.Where(isIn)], dataSet.InheritedCharacterSet);

    private static async ValueTask CopyElementAsync(FileStream input, Tag tag, TransferSyntax transferSyntax, PipeWriter writer, CancellationToken cancellationToken)
    {
        var scanner = new DataSetScanner(transferSyntax, new DataSetReaderOptions { MaximumValueBytes = 0, StopBefore = new Tag(tag.Value + 1) });
        var reader = PipeReader.Create(input, new StreamPipeReaderOptions(bufferSize: 1 << 16, leaveOpen: true));
        while (scanner.Status == DataSetScanStatus.NeedsMore)
        {
            var read = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            scanner.Scan(read.Buffer, read.IsCompleted, out var consumed);
            var bytes = read.Buffer.Slice(0, consumed);
            foreach (var segment in bytes)
            {
                writer.Write(segment.Span);
            }

            reader.AdvanceTo(bytes.End, scanner.Status == DataSetScanStatus.NeedsMore ? read.Buffer.End : bytes.End);
            await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        await reader.CompleteAsync().ConfigureAwait(false);
        if (scanner.Skipped.Count != 1 || scanner.DataSet.Count > 0)
        {
            throw new DeidentificationException("Elements follow the pixel data out of order.");
        }
    }

    private FileMetaInformation MetaOf(DicomFile file, DicomDataSet dataSet)
    {
        Uid? sopClassUid = dataSet.TryGetUid(Tags.SOPClassUID, out var ofDataSet) ? ofDataSet : file.FileMeta?.MediaStorageSopClassUid;
        var original = file.FileMeta?.MediaStorageSopInstanceUid;
        Uid? sopInstanceUid = dataSet.TryGetUid(Tags.SOPInstanceUID, out var replaced) ? replaced
            : original is null || _options.Has(ConfidentialityOptions.RetainUids) ? original
            : _pseudonyms.UidFor(original.Value.Value);
        var meta = FileMetaInformation.Create(sopClassUid ?? default, sopInstanceUid ?? default, file.TransferSyntax);
        if (sopClassUid is not null && sopInstanceUid is not null)
        {
            return meta;
        }

        var missing = sopClassUid is null ? Tags.MediaStorageSOPClassUID : Tags.MediaStorageSOPInstanceUID;
        var elements = meta.Elements.ToBuilder().Remove(missing);
        return new FileMetaInformation((sopInstanceUid is null ? elements.Remove(Tags.MediaStorageSOPInstanceUID) : elements).Build());
    }
}
