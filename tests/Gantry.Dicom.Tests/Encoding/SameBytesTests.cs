using System.Buffers;
using FsCheck.Xunit;

namespace Gantry.Dicom.Tests;

/// <summary>What was read and not changed is written with the bytes it had.</summary>
public class SameBytesTests(ITestOutputHelper output)
{
    [Property(Arbitrary = [typeof(DataSetGenerator)], MaxTest = 150)]
    public bool Sequences_keep_the_form_of_their_lengths(DicomDataSet dataSet, bool isUndefined)
    {
        var bytes = DataSetWriter.ToArray(dataSet, TransferSyntax.ExplicitVRLittleEndian, new DataSetWriterOptions { UsesUndefinedLengths = isUndefined });
        var read = DataSetReader.Read(bytes, TransferSyntax.ExplicitVRLittleEndian);
        return DataSetWriter.ToArray(read, TransferSyntax.ExplicitVRLittleEndian).AsSpan().SequenceEqual(bytes);
    }

    [Fact]
    public void Both_forms_may_be_mixed()
    {
        var bytes = new DataSetBytes()
            .Long(0x0008_1140, "SQ", 8 + 14 + 8 + 8).Item(14).Short(0x0008_1155, "UI", "2.25.1"u8).Item().EndItem()
            .Long(0x0040_0275, "SQ", 0xFFFF_FFFF).Item(0).Item().Short(0x0040_1001, "SH", "P1"u8).EndItem().EndSequence()
            .Long(0x0040_A730, "SQ", 0)
            .ToArray();

        Assert.Equal(bytes, DataSetWriter.ToArray(DataSetReader.Read(bytes, TransferSyntax.ExplicitVRLittleEndian), TransferSyntax.ExplicitVRLittleEndian));
    }

    [Fact]
    public void Files_come_back_byte_for_byte_unless_the_standard_asks_for_other_bytes()
    {
        var (same, irregular, grouped) = (0, 0, 0);
        var wrong = new List<string>();
        foreach (var file in CorpusFiles.AllOrSkip().Where(file => file.Class == "well-formed"))
        {
            var bytes = file.Bytes();
            var read = DicomFile.Read(bytes);
            if (read.TransferSyntax.IsDeflated || read.Reading.Irregularities.Count > 0)
            {
                irregular++;
                continue;
            }

            var dataSet = bytes.AsSpan((int)read.DataSetOffset);
            var written = DataSetWriter.ToArray(read.DataSet, read.TransferSyntax);
            if (dataSet.SequenceEqual(written))
            {
                same++;
            }
            else if (HasGroupLengths(read, bytes) || HasUnknownOfUndefinedLength(dataSet))
            {
                grouped++;
            }
            else
            {
                wrong.Add($"{file.Name}: from byte {dataSet.CommonPrefixLength(written)} of {dataSet.Length} and {written.Length}");
            }
        }

        output.WriteLine($"{same} the same, {irregular} with irregularities or deflated, {grouped} with group lengths or UN of undefined length");
        wrong.ForEach(output.WriteLine);
        Assert.Empty(wrong);
        Assert.True(same > 0);
    }

    // Group lengths are retired, and left out.
    private static bool HasGroupLengths(DicomFile file, byte[] bytes)
    {
        var sink = new GroupLengths();
        new DataSetScanner(file.TransferSyntax, null, sink).Scan(new ReadOnlySequence<byte>(bytes.AsMemory((int)file.DataSetOffset)), isCompleted: true, out _);
        return sink.AreThere;
    }

    private static bool HasUnknownOfUndefinedLength(ReadOnlySpan<byte> bytes) => bytes.IndexOf((ReadOnlySpan<byte>)[(byte)'U', (byte)'N', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF]) >= 0;

    private sealed class GroupLengths : DataSetSink
    {
        public bool AreThere { get; private set; }

        public override void Value(Tag tag, Vr vr, ReadOnlyMemory<byte> value, bool isBigEndian) => AreThere |= tag.IsGroupLength;

        public override void BeginSequence(Tag tag, bool isUndefinedLength)
        {
        }

        public override void BeginItem(bool isUndefinedLength)
        {
        }

        public override void EndItem()
        {
        }

        public override void EndSequence()
        {
        }

        public override void BeginFragments(Tag tag, Vr vr)
        {
        }

        public override void Fragment(ReadOnlyMemory<byte> value)
        {
        }

        public override void EndFragments(bool isSkipped)
        {
        }

        public override Vr Resolve(Tag tag, VrChoice choice) => Vr.UN;
    }
}
