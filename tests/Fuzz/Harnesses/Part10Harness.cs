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
        foreach (var left in around!.Reading.Skipped)
        {
            around.OpenValue(left, stream).CopyTo(Stream.Null);
        }

        Try(() => DataSetDigest.OfFile(bytes));
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
