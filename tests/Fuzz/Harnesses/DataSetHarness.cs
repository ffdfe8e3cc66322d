using System.Buffers;
using Gantry.Dicom;

namespace Gantry.Fuzz.Harnesses;

/// <summary>Data sets in one transfer syntax: read whole and in pieces with the same result, and written so that they are read the same.</summary>
internal static class DataSetHarness
{
    public static readonly DataSetReaderOptions Limits = new() { MaximumBytes = 8 << 20, MaximumInflatedBytes = 8 << 20 };

    private static readonly DataSetWriterOptions Undefined = new() { UsesUndefinedLengths = true };

    public static Harness Of(string name, TransferSyntax syntax) => new(name, bytes => Run(bytes, syntax), () => Seeds(syntax));

    private static void Run(byte[] bytes, TransferSyntax syntax)
    {
        var whole = Scan(bytes, syntax, Math.Max(bytes.Length, 1));
        var pieces = Scan(bytes, syntax, (bytes.Length % 13) + 1);
        var indexed = Read(bytes, syntax);
        Promise.Holds(whole is null == pieces is null, "Pieces are read as the whole is, or neither.");
        Promise.Holds(whole is null == indexed is null, "What is regular is read by its index as the scanner reads it, or neither.");
        if (whole is null || pieces is null || indexed is null)
        {
            return;
        }

        Promise.Holds(DataSetDigest.Of(whole.DataSet) == DataSetDigest.Of(pieces.DataSet), "Pieces give the elements that the whole gives.");
        Promise.Holds(DataSetDigest.Of(whole.DataSet) == DataSetDigest.Of(indexed), "The index gives the elements that the scanner gives.");
        CheckWritten(whole.DataSet, syntax);
        CheckSame(whole.DataSet, indexed);
        DataSetConsumer.Consume(indexed);
    }

    /// <summary>The same elements, VRs, lengths' forms and bytes: what was read by index and by the scanner is written with the same bytes.</summary>
    public static void CheckSame(DicomDataSet scanned, DicomDataSet indexed) => Promise.Holds(
        DataSetWriter.ToArray(scanned, TransferSyntax.ExplicitVRLittleEndian).AsSpan().SequenceEqual(DataSetWriter.ToArray(indexed, TransferSyntax.ExplicitVRLittleEndian)),
        "What was read by index is written as what the scanner read.");

    /// <summary>What was read can be written, and what was written is read as what it was.</summary>
    public static void CheckWritten(DicomDataSet dataSet, TransferSyntax syntax)
    {
        if (!syntax.IsExplicitVR && HasFragments(dataSet))
        {
            return; // as nobody may write it
        }

        var written = DataSetWriter.ToArray(dataSet, syntax);
        var again = Scan(written, syntax, Math.Max(written.Length, 1));
        Promise.Holds(again is not null, "What was written can be read.");
        var isOtherEncoding = again!.Irregularities.Any(one => one.Kind == EncodingIrregularityKind.OtherEncoding);
        Promise.Holds(isOtherEncoding || DataSetWriter.ToArray(again.DataSet, syntax).AsSpan().SequenceEqual(written), "What was read again is written with the same bytes.");
    }

    private static IEnumerable<byte[]> Seeds(TransferSyntax syntax)
    {
        foreach (var dataSet in Samples.DataSets())
        {
            yield return DataSetWriter.ToArray(dataSet, syntax);
            yield return DataSetWriter.ToArray(dataSet, syntax, Undefined);
        }

        if (syntax.IsExplicitVR)
        {
            yield return DataSetWriter.ToArray(Samples.Encapsulated, syntax);
        }
    }

    private static DataSetScanner? Scan(byte[] bytes, TransferSyntax syntax, int size)
    {
        var scanner = new DataSetScanner(syntax, Limits);
        var start = 0;
        var end = Math.Min(size, bytes.Length);
        try
        {
            while (scanner.Scan(new ReadOnlySequence<byte>(bytes, start, end - start), end == bytes.Length, out var consumed) == DataSetScanStatus.NeedsMore)
            {
                start += (int)consumed;
                end = Math.Min(bytes.Length, end + size);
            }
        }
        catch (DicomEncodingException)
        {
            return null;
        }

        return scanner;
    }

    private static DicomDataSet? Read(byte[] bytes, TransferSyntax syntax)
    {
        try
        {
            return DataSetReader.Read(bytes, syntax, Limits);
        }
        catch (DicomEncodingException)
        {
            return null;
        }
    }

    private static bool HasFragments(DicomDataSet dataSet) => dataSet.Any(element =>
        element is DicomFragments || (element is DicomSequence sequence && sequence.Items.Any(HasFragments)));
}
