using System.Buffers;
using System.IO.Pipelines;

namespace Gantry.Dicom.Tests;

/// <summary>Elements changed in a data set that passes.</summary>
public sealed class DataSetEditorTests
{
    private static readonly Tag Sequence = Tags.OriginalAttributesSequence;
    private static readonly DicomDataSet Item = new DicomDataSetBuilder().Add(Tags.ModifyingSystem, "EDITOR").Build();

    public static TheoryData<string> Native => ["1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.1.99"];

    [Theory, MemberData(nameof(Native))]
    public async Task What_is_not_changed_stays_byte_for_byte_however_it_arrives(string uid)
    {
        var syntax = new TransferSyntax(new Uid(uid));
        foreach (var undefined in (bool[])[false, true])
        {
            var bytes = DataSetWriter.ToArray(Nested().Build(), syntax, new DataSetWriterOptions { UsesUndefinedLengths = undefined });
            foreach (var segment in (int[])[1, 7, 100_000])
            {
                var edited = await EditAsync(bytes, syntax, segment, [new(Tags.PatientID, element => element), new(Tags.StationName, element => element)], () => null);
                if (syntax.IsDeflated)
                {
                    Assert.Equal(Text(bytes, syntax), Text(edited, syntax)); // deflated anew
                }
                else
                {
                    Assert.Equal(bytes, edited);
                }
            }
        }
    }

    [Theory, MemberData(nameof(Native))]
    public async Task Elements_are_changed_made_and_left_out_and_an_item_is_appended(string uid)
    {
        var syntax = new TransferSyntax(new Uid(uid));
        foreach (var (undefined, items) in ((bool, int)[])[(false, 0), (false, 1), (true, 1), (true, 2), (false, 2)])
        {
            var before = Nested();
            if (items > 0)
            {
                before.Set(Sequence, Enumerable.Range(0, items).Select(i => new DicomDataSetBuilder().Add(Tags.ModifyingSystem, $"BEFORE{i}").Build()));
            }

            var bytes = DataSetWriter.ToArray(before.Build(), syntax, new DataSetWriterOptions { UsesUndefinedLengths = undefined });
            var edited = DataSetReader.Read(
                await EditAsync(bytes, syntax, 13, [Make(Tags.PatientID, "P2"), Make(Tags.StationName, "ST"), new(Tags.PatientName, _ => null), Make(Tags.BodyPartExamined, "HEAD")], () => Item),
                syntax);

            var expected = before.Set(Tags.PatientID, "P2").Set(Tags.StationName, "ST").Remove(Tags.PatientName).Set(Tags.BodyPartExamined, "HEAD")
                .Set(Sequence, [.. before.Build().GetItems(Sequence), Item]);
            Assert.Equal(Text(DataSetWriter.ToArray(expected.Build(), syntax), syntax), DataSetDigest.Of(edited).CanonicalSha256); // in the same byte order
        }
    }

    [Fact]
    public async Task Encapsulated_pixel_data_pass_untouched()
    {
        var syntax = new TransferSyntax(new Uid("1.2.840.10008.1.2.4.50"));
        var fragments = new DicomFragments(Tags.PixelData, Vr.OB, default, [new byte[100_000], new byte[70_000]]);
        var bytes = DataSetWriter.ToArray(Nested().Set(fragments).Build(), syntax);

        var edited = DataSetReader.Read(await EditAsync(bytes, syntax, 1_000, [Make(Tags.PatientID, "P2")], () => Item), syntax);

        Assert.Equal(DataSetDigest.Of(Nested().Set(fragments).Set(Tags.PatientID, "P2").Set(Sequence, [Item]).Build()), DataSetDigest.Of(edited));
    }

    [Fact]
    public async Task Cut_anywhere_it_ends_or_is_refused_and_nothing_is_made_up()
    {
        var syntax = TransferSyntax.ExplicitVRLittleEndian;
        var bytes = DataSetWriter.ToArray(Nested().Build(), syntax, new DataSetWriterOptions { UsesUndefinedLengths = true });
        for (var length = 0; length < bytes.Length; length++)
        {
            try
            {
                var edited = await EditAsync(bytes[..length], syntax, 50, [new(Tags.PatientID, element => element)], () => null);
                Assert.Equal(bytes[..length], edited);
            }
            catch (DicomEncodingException cut)
            {
                Assert.Equal(Tags.PatientID, cut.Tag);
            }
        }
    }

    [Fact]
    public async Task A_value_that_is_too_long_to_be_changed_is_told()
    {
        var bytes = DataSetWriter.ToArray(new DicomDataSetBuilder().Add(Tags.PatientComments, new byte[70_000], Vr.UT).Build(), TransferSyntax.ExplicitVRLittleEndian);
        await Assert.ThrowsAsync<DicomEncodingException>(() => EditAsync(bytes, TransferSyntax.ExplicitVRLittleEndian, 5_000, [Make(Tags.PatientComments, "X")], () => null));
    }

    [Fact]
    public void Two_edits_of_one_element_or_one_behind_the_sequence_are_refused()
    {
        var empty = PipeReader.Create(ReadOnlySequence<byte>.Empty);
        Assert.Throws<ArgumentException>(() => DataSetEditor.Edit(empty, TransferSyntax.ExplicitVRLittleEndian, [Make(Tags.PatientID, "A"), Make(Tags.PatientID, "B")], Sequence, () => null));
        Assert.Throws<ArgumentException>(() => DataSetEditor.Edit(empty, TransferSyntax.ExplicitVRLittleEndian, [Make(Tags.PixelData, "A")], Sequence, () => null));
    }

    private static DataSetEdit Make(Tag tag, string value) => new(tag, _ => (DicomBytes)new DicomDataSetBuilder().Add(tag, value).Build()[tag]!);

    private static DicomDataSetBuilder Nested() => new DicomDataSetBuilder()
        .Add(Tags.SOPInstanceUID, "2.25.1")
        .Add(Tags.ReferencedStudySequence, new DicomDataSetBuilder().Add(Tags.ReferencedSOPInstanceUID, "2.25.2")
            .Add(Tags.PurposeOfReferenceCodeSequence, [new DicomDataSetBuilder().Add(Tags.CodeValue, "A").Build(), new DicomDataSetBuilder().Build()]).Build())
        .Add(Tags.PatientName, "ANON^ONE")
        .Add(Tags.PatientID, "P1")
        .Add(Tags.Rows, 4)
        .Add(Tags.PixelData, Enumerable.Range(0, 1_000).Select(i => (byte)i).ToArray(), Vr.OW);

    private static string Text(byte[] bytes, TransferSyntax syntax) => DataSetDigest.Of(DataSetReader.Read(bytes, syntax)).CanonicalSha256;

    private static async Task<byte[]> EditAsync(byte[] bytes, TransferSyntax syntax, int segment, IEnumerable<DataSetEdit> edits, Func<DicomDataSet?> item)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        var reader = DataSetEditor.Edit(pipe.Reader, syntax, edits, Sequence, item);
        var feeding = Task.Run(async () =>
        {
            foreach (var part in bytes.Chunk(segment))
            {
                await pipe.Writer.WriteAsync(part, TestContext.Current.CancellationToken);
            }

            await pipe.Writer.CompleteAsync();
        });
        var output = new ArrayBufferWriter<byte>();
        while (true)
        {
            var read = await reader.ReadAsync(TestContext.Current.CancellationToken);
            foreach (var part in read.Buffer)
            {
                output.Write(part.Span);
            }

            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                await feeding;
                await reader.CompleteAsync();
                return output.WrittenSpan.ToArray();
            }
        }
    }
}
