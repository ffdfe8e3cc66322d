using System.Globalization;
using System.Text;
using FsCheck.Xunit;

namespace Gantry.Dicom.Tests;

/// <summary>A walk comes to what the objects have, whether they have been made or not.</summary>
public class WalkTests
{
    private static readonly TransferSyntax JpegBaseline = new(new Uid("1.2.840.10008.1.2.4.50"));

    [Fact]
    public void Every_file_is_walked_as_its_objects_are()
    {
        foreach (var file in CorpusFiles.AllOrSkip())
        {
            var bytes = file.Bytes();
            if (Read(() => DicomFile.Read(bytes, new DataSetReaderOptions { KeepsWhatPrecedesFault = true }).DataSet) is { } dataSet)
            {
                Check(dataSet, file.Name);
            }
        }
    }

    [Property(Arbitrary = [typeof(DataSetGenerator)], MaxTest = 200)]
    public void Any_data_set_is_walked_as_its_objects_are(DicomDataSet dataSet)
    {
        Check(dataSet, "made");
        var isEncapsulated = HasFragments(dataSet);
        foreach (var syntax in isEncapsulated ? [JpegBaseline] : new[] { TransferSyntax.ImplicitVRLittleEndian, TransferSyntax.ExplicitVRLittleEndian, TransferSyntax.ExplicitVRBigEndian })
        {
            foreach (var isUndefined in new[] { false, true })
            {
                var bytes = DataSetWriter.ToArray(dataSet, syntax, new DataSetWriterOptions { UsesUndefinedLengths = isUndefined });
                var read = DataSetReader.Read(bytes, syntax);
                Check(read, "read");
                Check(read.ToBuilder().Set(Tags.PatientID, "OTHER").Build(), "changed");
            }
        }
    }

    [Fact]
    public void Pixel_representation_tells_the_VR_in_the_items_that_follow_it_and_not_in_those_before()
    {
        var item = new DicomDataSetBuilder().Add(Tags.SmallestImagePixelValue, new byte[] { 0xFF, 0xFF }, Vr.SS).Build();
        var signed = new DicomDataSetBuilder()
            .Add(Tags.PixelRepresentation, 1)
            .Add(Tags.ModalityLUTSequence, [item])
            .Build();
        var outer = new DicomDataSetBuilder()
            .Add(Tags.ReferencedImageSequence, [item, signed, item])
            .Add(Tags.PixelRepresentation, 0)
            .Add(Tags.ModalityLUTSequence, [signed, item])
            .Build();

        var read = DataSetReader.Read(DataSetWriter.ToArray(outer, TransferSyntax.ImplicitVRLittleEndian), TransferSyntax.ImplicitVRLittleEndian);

        Check(read, "signed");
        Assert.Contains("SS", Walked(read), StringComparison.Ordinal);
        Assert.Contains("US", Walked(read), StringComparison.Ordinal);
    }

    [Fact]
    public void Retired_group_lengths_in_items_are_passed_over()
    {
        byte[] bytes =
        [
            0x08, 0x00, 0x40, 0x11, 0xFF, 0xFF, 0xFF, 0xFF, // (0008,1140) of undefined length
            0xFE, 0xFF, 0x00, 0xE0, 0x18, 0x00, 0x00, 0x00, // an item of 24 bytes
            0x08, 0x00, 0x00, 0x00, 0x04, 0x00, 0x00, 0x00, 0x0C, 0x00, 0x00, 0x00,
            0x08, 0x00, 0x55, 0x11, 0x04, 0x00, 0x00, 0x00, (byte)'1', (byte)'.', (byte)'2', 0x00,
            0xFE, 0xFF, 0xDD, 0xE0, 0x00, 0x00, 0x00, 0x00,
        ];

        var read = DataSetReader.Read(bytes, TransferSyntax.ImplicitVRLittleEndian);

        Assert.Equal("(0008,1140) SQ 0 sequence:|(FFFE,E000)  1 item:|(0008,1155) UI 1 :312E3200|", Walked(read));
        Check(read, "group length");
    }

    [Fact]
    public void It_makes_no_object_for_an_element()
    {
        var item = new DicomDataSetBuilder().Add(Tags.ReferencedSOPInstanceUID, "2.25.2").Build();
        var builder = new DicomDataSetBuilder().Add(Tags.ReferencedImageSequence, [item, item, item]);
        for (ushort number = 0; number < 100; number++)
        {
            builder.Set(new Tag(0x0029, (ushort)(0x1000 + number)), "value", Vr.LO);
        }

        var read = DataSetReader.Read(DataSetWriter.ToArray(builder.Build(), TransferSyntax.ExplicitVRLittleEndian), TransferSyntax.ExplicitVRLittleEndian);
        Sum(read); // once, for what the runtime makes

        var before = GC.GetAllocatedBytesForCurrentThread();
        Sum(read);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200); // what is around an element in a sequence
    }

    private static long Sum(DicomDataSet dataSet)
    {
        long sum = 0;
        foreach (var element in dataSet.Walk())
        {
            sum += element.Value.Length;
        }

        return sum;
    }

    // Before any object has been made, then half of them, then all.
    private static void Check(DicomDataSet dataSet, string name)
    {
        var walked = Walked(dataSet);
        foreach (var tag in walked.Split('|').Where((_, place) => place % 2 == 0).Select(line => Tag.TryParse(line.Split(' ')[0], out var tag) ? tag : default))
        {
            _ = dataSet[tag];
        }

        var half = Walked(dataSet);
        var made = new StringBuilder();
        AddMade(made, dataSet, 0);
        Assert.Equal((name, made.ToString()), (name, walked));
        Assert.Equal((name, walked), (name, half));
        Assert.Equal((name, walked), (name, Walked(dataSet)));
    }

    private static string Walked(DicomDataSet dataSet)
    {
        var text = new StringBuilder();
        foreach (var element in dataSet.Walk())
        {
            Add(text, element.Tag, element.Vr, element.Depth, element.IsItem ? "item" : element.IsSequence ? "sequence" : element.IsEncapsulated ? "encapsulated" : element.IsBigEndian ? "big" : "", element.Value);
        }

        return text.ToString();
    }

    private static void AddMade(StringBuilder text, DicomDataSet dataSet, int depth)
    {
        foreach (var element in dataSet)
        {
            switch (element)
            {
                case DicomBytes bytes:
                    Add(text, bytes.Tag, bytes.Vr, depth, bytes.IsBigEndian ? "big" : "", bytes.Value);
                    break;
                case DicomSequence sequence:
                    Add(text, sequence.Tag, Vr.SQ, depth, "sequence", default);
                    foreach (var item in sequence.Items)
                    {
                        Add(text, Tags.Item, default, depth + 1, "item", default);
                        AddMade(text, item, depth + 1);
                    }

                    break;
                case DicomFragments fragments:
                    Add(text, fragments.Tag, fragments.Vr, depth, "encapsulated", default);
                    foreach (var fragment in fragments.Fragments.Prepend(fragments.OffsetTable))
                    {
                        Add(text, Tags.Item, default, depth + 1, "item", fragment);
                    }

                    break;
            }
        }
    }

    private static void Add(StringBuilder text, Tag tag, Vr vr, int depth, string kind, ReadOnlyMemory<byte> value) => text.Append(
        CultureInfo.InvariantCulture, $"{tag} {(vr.Code == 0 ? "" : vr.ToString())} {depth} {kind}:{Convert.ToHexString(value.Span[..Math.Min(16, value.Length)])}{(value.Length > 16 ? $"+{value.Length}" : "")}|");

    private static DicomDataSet? Read(Func<DicomDataSet> read)
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

    private static bool HasFragments(DicomDataSet dataSet) =>
        dataSet.Any(element => element is DicomFragments || (element is DicomSequence sequence && sequence.Items.Any(HasFragments)));
}
