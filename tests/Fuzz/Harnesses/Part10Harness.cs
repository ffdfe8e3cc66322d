using System.Buffers;
using Gantry.Dicom;

namespace Gantry.Fuzz.Harnesses;

/// <summary>Files: read whole, around their values, and until the fault; validated, repaired and digested.</summary>
internal static class Part10Harness
{
    private static readonly TransferSyntax[] Syntaxes =
        [TransferSyntax.ImplicitVRLittleEndian, TransferSyntax.ExplicitVRLittleEndian, TransferSyntax.ExplicitVRBigEndian, TransferSyntax.DeflatedExplicitVRLittleEndian];

    private static readonly DataSetReaderOptions UntilFault = DataSetHarness.Limits with { KeepsWhatPrecedesFault = true };
    private static readonly DataSetReaderOptions Header = UntilFault with { MaximumValueBytes = 16 };

    public static void Run(byte[] bytes)
    {
        if (Try(() => DicomFile.Read(bytes, UntilFault)) is not { } file)
        {
            return;
        }

        DicomValidator.Validate(file);
        DataSetConsumer.Consume(file.DataSet);
        var output = new ArrayBufferWriter<byte>();
        file.RepairFileMeta().Write(output);
        Promise.Holds(DicomFile.Read(output.WrittenMemory, UntilFault).FileMeta is not null, "Repaired file meta information is read.");

        using var stream = new MemoryStream(bytes);
        var around = Try(() => DicomFile.ReadAsync(stream, Header).AsTask().GetAwaiter().GetResult());
        Promise.Holds(around is not null, "A file is read around its values, too.");
        CheckIndexed(bytes, around!);
        foreach (var left in around!.Reading.Skipped)
        {
            around.OpenValue(left, stream).CopyTo(Stream.Null);
        }

        Try(() => DataSetDigest.OfFile(bytes));
    }

    // By index from memory, and from the first bytes alone where these are enough: as from the stream, which the scanner reads.
    private static void CheckIndexed(byte[] bytes, DicomFile scanned)
    {
        CheckSame(scanned, DicomFile.Read(bytes, Header));
        var filled = bytes.Length - (bytes.Length % 61);
        if (DicomFile.TryReadRegular(bytes.AsMemory(0, filled), bytes.Length, Header, isLent: true, out var start))
        {
            CheckSame(scanned, start);
        }
    }

    private static void CheckSame(DicomFile scanned, DicomFile indexed)
    {
        Promise.Holds(scanned.Reading.Skipped.SequenceEqual(indexed.Reading.Skipped), "The same values are left out by index.");
        Promise.Holds(scanned.Reading.ConsumedBytes == indexed.Reading.ConsumedBytes, "As much is read by index.");
        DataSetHarness.CheckSame(scanned.DataSet, indexed.DataSet);
    }

    public static IEnumerable<byte[]> Seeds()
    {
        var instance = Samples.DataSets().First();
        foreach (var syntax in Syntaxes)
        {
            yield return DicomFile.ToArray(instance, syntax);
        }

        yield return DataSetWriter.ToArray(instance, TransferSyntax.ImplicitVRLittleEndian);
        yield return [.. "DICM"u8, .. DicomFile.ToArray(instance, TransferSyntax.ExplicitVRLittleEndian).AsSpan(132)];
    }

    private static T? Try<T>(Func<T> read) where T : class
    {
        try
        {
            return read();
        }
        catch (DicomEncodingException)
        {
            return null;
        }
    }
}
