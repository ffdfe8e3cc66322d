using System.Buffers;
using System.IO.Pipelines;

namespace Gantry.Dicom;

/// <summary>A Part 10 file that was read (PS3.10 §7). Preamble, prefix, file meta information and even the transfer syntax may be missing.</summary>
public sealed partial class DicomFile
{
    private readonly FileMetaFaults _prefixFaults;
    private readonly long _start;

    private DicomFile(Part10Prefix prefix, DataSetReading reading, long start = 0)
    {
        _prefixFaults = prefix.Faults;
        _start = start;
        HasPreamble = prefix.HasPreamble;
        FileMeta = prefix.FileMeta;
        TransferSyntax = prefix.TransferSyntax;
        DataSetOffset = prefix.Length;
        Reading = reading;
    }

    /// <summary>True where the file begins with a preamble and <c>DICM</c>.</summary>
    public bool HasPreamble { get; }

    /// <summary>Group 0002; null where the file has none.</summary>
    public FileMetaInformation? FileMeta { get; }

    /// <summary>How the data set is encoded: as the file says, or as its first bytes show where it does not say.</summary>
    public TransferSyntax TransferSyntax { get; }

    /// <summary>Where the data set begins, in bytes from the start of the file.</summary>
    public long DataSetOffset { get; }

    /// <summary>The data set.</summary>
    public DicomDataSet DataSet => Reading.DataSet;

    /// <summary>How far the data set was read, and what was left out.</summary>
    public DataSetReading Reading { get; }

    /// <summary>Reads a file from memory.</summary>
    /// <param name="bytes">The file. Values are slices of it, so it must not change afterwards.</param>
    /// <param name="options">Where to stop and what to keep of the data set.</param>
    /// <exception cref="DicomEncodingException">The bytes are not a DICOM file, or its data set is damaged or exceeds a limit.</exception>
    public static DicomFile Read(ReadOnlyMemory<byte> bytes, DataSetReaderOptions? options = null)
    {
        options ??= DataSetReaderOptions.Default;
        if (TryReadRegular(bytes, bytes.Length, options, isLent: false, out var regular))
        {
            return regular;
        }

        var input = new ReadOnlySequence<byte>(bytes);
        if (!Part10Prefix.TryRead(input, isCompleted: true, out var prefix))
        {
            throw new DicomEncodingException("The file ends inside its file meta information.");
        }

        var scanner = new DataSetScanner(prefix.TransferSyntax, options, keepsInput: true);
        scanner.Scan(input.Slice(prefix.Length), isCompleted: true, out var consumed);
        return new DicomFile(prefix, DataSetReading.Of(scanner, consumed));
    }

    /// <summary>Reads a file from a pipe, to its end or to the place where the options stop it, and leaves the pipe there.</summary>
    /// <param name="pipe">The file; not completed here.</param>
    /// <param name="options">Where to stop and what to keep of the data set.</param>
    /// <param name="cancellationToken">Cancels the wait for bytes.</param>
    /// <exception cref="DicomEncodingException">The bytes are not a DICOM file, or its data set is damaged or exceeds a limit.</exception>
    public static async ValueTask<DicomFile> ReadAsync(PipeReader pipe, DataSetReaderOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pipe);
        var prefix = await Part10Prefix.ReadAsync(pipe, cancellationToken).ConfigureAwait(false);
        return new DicomFile(prefix, await DataSetReader.ReadAsync(pipe, prefix.TransferSyntax, options, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Reads a file from a stream, from where it stands.</summary>
    /// <param name="stream">The file; left open. Where it can seek, values that are left out are passed over, not read. As much as 64 KB beyond the place where the options stop may have been read from it.</param>
    /// <param name="options">Where to stop and what to keep of the data set.</param>
    /// <param name="cancellationToken">Cancels the wait for bytes.</param>
    /// <exception cref="DicomEncodingException">The bytes are not a DICOM file, or its data set is damaged or exceeds a limit.</exception>
    public static ValueTask<DicomFile> ReadAsync(Stream stream, DataSetReaderOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return ReadAsync(stream, options ?? DataSetReaderOptions.Default, isAsync: true, cancellationToken);
    }

    internal static async ValueTask<DicomFile> ReadAsync(Stream stream, DataSetReaderOptions options, bool isAsync, CancellationToken cancellationToken)
    {
        var start = stream.CanSeek ? stream.Position : 0;
        var (prefix, reading) = await BlockReader.ReadAsync(stream, options, isAsync, cancellationToken).ConfigureAwait(false);
        return new DicomFile(prefix, reading, start);
    }

    /// <summary>Opens a file, reads it and closes it, all on this thread: what costs least for small files and for headers, which are in memory mostly.</summary>
    /// <remarks>On Linux without an advisory lock, so a file that this process is writing may be read half-written, as by any other program.</remarks>
    /// <param name="path">Where it is.</param>
    /// <param name="options">Where to stop and what to keep of the data set.</param>
    /// <exception cref="DicomEncodingException">It is not a DICOM file, or its data set is damaged or exceeds a limit.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static DicomFile Open(string path, DataSetReaderOptions? options = null) => FileOpening.Read(path, options ?? DataSetReaderOptions.Default);

    /// <summary>Opens a file, reads it and closes it.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="options">Where to stop and what to keep of the data set.</param>
    /// <param name="cancellationToken">Cancels the wait for bytes.</param>
    /// <exception cref="DicomEncodingException">It is not a DICOM file, or its data set is damaged or exceeds a limit.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async ValueTask<DicomFile> OpenAsync(string path, DataSetReaderOptions? options = null, CancellationToken cancellationToken = default) =>
        await FileOpening.ReadAsync(File.OpenHandle(path, options: FileOptions.Asynchronous), options ?? DataSetReaderOptions.Default, isAsync: true, cancellationToken).ConfigureAwait(false);
}
