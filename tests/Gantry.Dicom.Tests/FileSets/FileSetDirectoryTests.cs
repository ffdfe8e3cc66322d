namespace Gantry.Dicom.Tests.FileSets;

public sealed class FileSetDirectoryTests
{
    private static FileSetDirectory Made => FileSetBuilderTests.Made(
        FileSetBuilderTests.Instance("1", "1.1", "2.25.1", 1), FileSetBuilderTests.Instance("1", "1.2", "2.25.2", 1), FileSetBuilderTests.Instance("2", "1.3", "2.25.3", 1));

    [Fact]
    public void Where_offsets_are_missing_the_order_and_the_types_tell_the_tree()
    {
        var broken = Changed(_ => true, item => item.Set(Tags.OffsetOfTheNextDirectoryRecord, 0).Set(Tags.OffsetOfReferencedLowerLevelDirectoryEntity, 0), first: 0);
        Assert.Equal(FileSetBuilderTests.Lines(Made), FileSetBuilderTests.Lines(FileSetDirectory.Read(broken)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Offsets_that_lead_nowhere_or_in_a_circle_are_not_followed(bool isCircle)
    {
        var first = DicomFile.Read(Made.ToArray()).DataSet.GetInt64(Tags.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity)!.Value;
        var broken = Changed(
            item => item.GetString(Tags.DirectoryRecordType) == "IMAGE", item => item.Set(Tags.OffsetOfTheNextDirectoryRecord, isCircle ? first : first + 2));
        Assert.Equal(FileSetBuilderTests.Lines(Made), FileSetBuilderTests.Lines(FileSetDirectory.Read(broken)));
    }

    [Fact]
    public void Records_out_of_use_are_left_out_with_all_below_them()
    {
        var less = Changed(item => item.GetString(Tags.StudyInstanceUID) == "1.2", item => item.Set(Tags.RecordInUseFlag, 0));
        Assert.Equal(["1.1", "1.3"], FileSetDirectory.Read(less).AllRecords.Where(record => record.Type == "STUDY").Select(study => study.Keys.GetString(Tags.StudyInstanceUID)));
    }

    [Fact]
    public void A_file_without_records_is_no_directory() =>
        Assert.Throws<DicomEncodingException>(() => FileSetDirectory.Read(DicomFile.Read(DicomFile.ToArray(
            FileSetBuilderTests.Instance("1", "1.1", "2.25.1", 1), TransferSyntax.ExplicitVRLittleEndian))));

    [Fact]
    public void Directories_of_the_corpus_are_read_and_written_again()
    {
        var seen = 0;
        foreach (var corpus in CorpusFiles.AllOrSkip().Where(corpus => Path.GetFileName(corpus.Path).StartsWith("DICOMDIR", StringComparison.Ordinal)))
        {
            if (Opened(corpus.Path) is not { } file || !file.DataSet.Contains(Tags.DirectoryRecordSequence))
            {
                continue; // that it is refused is a test of the reader
            }

            seen++;
            var items = file.DataSet.GetItems(Tags.DirectoryRecordSequence);
            var directory = FileSetDirectory.Read(file);
            Assert.Equal(items.Length, directory.AllRecords.Count());
            Assert.All(directory.AllRecords.Where(record => record.Type == "IMAGE"), image => Assert.NotNull(image.File));

            // What was in big endian order is written in little endian, so what is compared is the second reading with the third.
            var again = FileSetDirectory.Read(DicomFile.Read(directory.ToArray()));
            Assert.Equal(
                directory.AllRecords.Select(record => (record.Type, string.Join('\\', record.File?.Id ?? []))),
                again.AllRecords.Select(record => (record.Type, string.Join('\\', record.File?.Id ?? []))));
            Assert.Equal(FileSetBuilderTests.Lines(again), FileSetBuilderTests.Lines(FileSetDirectory.Read(DicomFile.Read(again.ToArray()))));
        }

        Assert.True(seen >= 6, $"{seen} directories");
    }

    private static DicomFile? Opened(string path)
    {
        try
        {
            return DicomFile.Open(path);
        }
        catch (DicomEncodingException)
        {
            return null;
        }
    }

    private static DicomFile Changed(Func<DicomDataSet, bool> which, Func<DicomDataSetBuilder, DicomDataSetBuilder> change, int? first = null)
    {
        var file = DicomFile.Read(Made.ToArray());
        var dataSet = file.DataSet.ToBuilder().Set(
            Tags.DirectoryRecordSequence, file.DataSet.GetItems(Tags.DirectoryRecordSequence).Select(item => which(item) ? change(item.ToBuilder()).Build() : item));
        if (first is { } offset)
        {
            dataSet.Set(Tags.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity, offset);
        }

        var output = new System.Buffers.ArrayBufferWriter<byte>();
        DicomFile.Write(file.FileMeta!, dataSet.Build(), output);
        return DicomFile.Read(output.WrittenMemory);
    }
}
