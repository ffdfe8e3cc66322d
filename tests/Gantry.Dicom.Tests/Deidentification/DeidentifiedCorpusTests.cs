using System.Buffers;
using System.Text;

namespace Gantry.Dicom.Tests;

public class DeidentifiedCorpusTests(ITestOutputHelper output)
{
    private static readonly Tag[] Uids = [Tags.SOPInstanceUID, Tags.StudyInstanceUID, Tags.SeriesInstanceUID, Tags.FrameOfReferenceUID];

    [Fact]
    public void Every_well_formed_file_reads_again_and_holds_no_identity()
    {
        var wrong = new List<string>();
        int count = 0, directories = 0;
        var deidentifier = new Deidentifier();
        foreach (var file in CorpusFiles.AllOrSkip().Where(file => file.Class == "well-formed"))
        {
            var source = DicomFile.Read(file.Bytes());
            if (source.DataSet.Contains(Tags.DirectoryRecordSequence))
            {
                directories++;
                Assert.Throws<DeidentificationException>(() => deidentifier.Deidentify(source.DataSet));
                continue;
            }

            count++;
            var written = new ArrayBufferWriter<byte>();
            deidentifier.Deidentify(source, written);
            wrong.AddRange(Faults(source, DicomFile.Read(written.WrittenMemory.ToArray())).Select(fault => $"{file.Name}: {fault}"));
        }

        output.WriteLine($"{count} files, {directories} directories refused");
        wrong.ForEach(output.WriteLine);
        Assert.Empty(wrong);
        Assert.True(count > 900, $"only {count} files");
    }

    private static IEnumerable<string> Faults(DicomFile source, DicomFile result)
    {
        if (!Pixels(source.DataSet).SequenceEqual(Pixels(result.DataSet)))
        {
            yield return "other pixel data";
        }

        if (result.DataSet.GetString(Tags.PatientIdentityRemoved) != "YES")
        {
            yield return "does not say that it is de-identified";
        }

        // All but the pixel data, not deflated.
        var rest = new DicomDataSet([.. result.DataSet.Where(element => element.Tag.Group != 0x7FE0)], result.DataSet.InheritedCharacterSet);
        var bytes = DataSetWriter.ToArray(rest, TransferSyntax.ExplicitVRLittleEndian);
        foreach (var (tag, word) in Identities(source.DataSet))
        {
            var at = bytes.AsSpan().IndexOf(word);
            if (at >= 0)
            {
                var from = Math.Max(0, at - 24);
                yield return $"{tag} survives in {Encoding.Latin1.GetString(bytes, from, Math.Min(bytes.Length - from, word.Length + 48))}";
            }
        }
    }

    // Short words are in any file by chance, longer ones of digits alone in the UIDs that are made; and there are files whose series has the patient's number.
    private static IEnumerable<(Tag Tag, byte[] Word)> Identities(DicomDataSet source)
    {
        foreach (var tag in new[] { Tags.PatientName, Tags.PatientID })
        {
            var word = source.GetBytes(tag).ToArray().AsSpan().Trim(" \0"u8).ToArray();
            if (word.Length >= (word.All(byteOfWord => byteOfWord is >= (byte)'0' and <= (byte)'9') ? 12 : 5) && source.GetString(Tags.SeriesNumber) != Encoding.Latin1.GetString(word))
            {
                yield return (tag, word);
            }
        }

        foreach (var tag in Uids)
        {
            if (source.TryGetUid(tag, out var uid) && uid.Value.Length >= 10 && !DicomUidRegistry.TryGet(uid, out _))
            {
                yield return (tag, Encoding.ASCII.GetBytes(uid.Value));
            }
        }
    }

    // One file has a fragment of odd length, which is padded when it is written.
    private static byte[] Pixels(DicomDataSet dataSet) =>
        dataSet[Tags.PixelData] is DicomFragments fragments ? [.. fragments.OffsetTable.ToArray(), .. fragments.Fragments.SelectMany(Even)]
        : Even(dataSet.GetBytes(Tags.PixelData));

    private static byte[] Even(ReadOnlyMemory<byte> bytes) => (bytes.Length & 1) == 0 ? bytes.ToArray() : [.. bytes.ToArray(), 0];
}
