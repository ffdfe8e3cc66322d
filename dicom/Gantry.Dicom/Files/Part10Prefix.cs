using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;

namespace Gantry.Dicom;

/// <summary>What precedes the data set in a file: preamble, <c>DICM</c> and group 0002, each of which may be missing (PS3.10 §7.1).</summary>
internal sealed partial record Part10Prefix(bool HasPreamble, FileMetaInformation? FileMeta, TransferSyntax TransferSyntax, long Length, FileMetaFaults Faults)
{
    public const int PreambleBytes = 128;

    private const int GroupLengthBytes = 12; // tag, VR and length, or length alone, and four bytes of value

    private static readonly DataSetReaderOptions MetaOptions = new() { OnlyGroup = 0x0002, MaximumBytes = 4L << 20, MaximumDepth = 8 };

    /// <summary>Reads the start of a file.</summary>
    /// <param name="input">The file's first bytes.</param>
    /// <param name="isCompleted">True where nothing follows them.</param>
    /// <param name="prefix">What they say.</param>
    /// <returns>False where more bytes are needed.</returns>
    /// <exception cref="DicomEncodingException">The bytes are not those of a DICOM file.</exception>
    public static bool TryRead(in ReadOnlySequence<byte> input, bool isCompleted, [NotNullWhen(true)] out Part10Prefix? prefix)
    {
        prefix = null;
        Span<byte> start = stackalloc byte[PreambleBytes + 4 + ElementHeader.MaximumBytes];
        start = start[..(int)Math.Min(start.Length, input.Length)];
        input.Slice(0, start.Length).CopyTo(start);
        if (start.Length < PreambleBytes + 4 + ElementHeader.MaximumBytes && !isCompleted)
        {
            return false;
        }

        var hasPreamble = start.Length >= PreambleBytes + 4 && start.Slice(PreambleBytes, 4).SequenceEqual("DICM"u8);
        var offset = hasPreamble ? PreambleBytes + 4 : start.StartsWith("DICM"u8) ? 4 : 0;
        start = start[offset..];
        if (start is not [0x02, 0x00, ..])
        {
            if (offset == 0 && !EncodingSniffer.IsDataSet(start))
            {
                throw new DicomEncodingException("Not a DICOM file: no DICM prefix, and no element of a data set at its start.");
            }

            prefix = new Part10Prefix(hasPreamble, null, EncodingSniffer.Guess(start), offset, hasPreamble ? FileMetaFaults.None : FileMetaFaults.NoPrefix);
            return true;
        }

        return TryReadMeta(input.Slice(offset), isCompleted, hasPreamble, offset, out prefix);
    }

    /// <summary>Reads the start of a file from a pipe, and leaves the pipe where the data set begins.</summary>
    /// <exception cref="DicomEncodingException">The bytes are not those of a DICOM file.</exception>
    public static async ValueTask<Part10Prefix> ReadAsync(PipeReader pipe, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await pipe.ReadAsync(cancellationToken).ConfigureAwait(false);
            Part10Prefix? prefix = null;
            try
            {
                if (result.IsCanceled)
                {
                    throw new OperationCanceledException("The read of the pipe was cancelled.");
                }

                TryRead(result.Buffer, result.IsCompleted, out prefix);
            }
            finally
            {
                var consumed = prefix is null ? result.Buffer.Start : result.Buffer.GetPosition(prefix.Length);
                pipe.AdvanceTo(consumed, prefix is null ? result.Buffer.End : consumed);
            }

            if (prefix is not null)
            {
                return prefix;
            }
        }
    }

    private static bool TryReadMeta(in ReadOnlySequence<byte> input, bool isCompleted, bool hasPreamble, int offset, [NotNullWhen(true)] out Part10Prefix? prefix)
    {
        prefix = null;
        var scanner = new DataSetScanner(TransferSyntax.ExplicitVRLittleEndian, MetaOptions);
        if (scanner.Scan(input, isCompleted, out var length) == DataSetScanStatus.NeedsMore)
        {
            return false;
        }

        var meta = new FileMetaInformation(scanner.DataSet);
        if (meta.TransferSyntax is { IsDeflated: true } && meta.Elements.GetInt64(Tags.FileMetaInformationGroupLength) + GroupLengthBytes is { } stated && stated >= GroupLengthBytes && stated < length)
        {
            // Deflated bytes can look like an element of group 0002: here the group length tells the end.
            var exact = new DataSetScanner(TransferSyntax.ExplicitVRLittleEndian, MetaOptions);
            exact.Scan(input.Slice(0, stated), isCompleted: true, out length);
            meta = new FileMetaInformation(exact.DataSet);
        }

        var rest = input.Slice(length);
        if (meta.TransferSyntax is null && rest.Length < ElementHeader.MinimumBytes && !isCompleted)
        {
            return false;
        }

        Span<byte> next = stackalloc byte[ElementHeader.MinimumBytes];
        next = next[..(int)Math.Min(next.Length, rest.Length)];
        rest.Slice(0, next.Length).CopyTo(next);
        prefix = new Part10Prefix(hasPreamble, meta, meta.TransferSyntax ?? EncodingSniffer.Guess(next), offset + length, FaultsOf(meta, scanner, hasPreamble, length));
        return true;
    }

    private static FileMetaFaults FaultsOf(FileMetaInformation meta, DataSetScanner scanner, bool hasPreamble, long length) =>
        (hasPreamble ? FileMetaFaults.None : FileMetaFaults.NoPrefix)
        | (meta.Elements.GetInt64(Tags.FileMetaInformationGroupLength) is not { } stated ? FileMetaFaults.NoGroupLength : stated != length - GroupLengthBytes ? FileMetaFaults.WrongGroupLength : 0)
        | (scanner.Irregularities.Any(one => one.Kind == EncodingIrregularityKind.OtherEncoding) ? FileMetaFaults.OtherEncoding : 0);
}
