namespace Gantry.Dicom.Tests.FileSets;

public sealed class FileSetBuilderTests
{
    [Fact]
    public void A_directory_that_is_larger_than_it_may_be_is_not_written()
    {
        var made = Made(Instance("1", "1.1", "2.25.1", 1), Instance("2", "1.2", "2.25.2", 1));
        var bytes = made.ToArray();

        Assert.Equal(bytes, made.ToArray(bytes.Length));
        Assert.Contains($"{bytes.Length - 1} bytes", Assert.Throws<DicomEncodingException>(() => made.ToArray(bytes.Length - 1)).Message, StringComparison.Ordinal);
        Assert.Throws<DicomEncodingException>(() => made.ToArray(1));
    }

    private static readonly Uid Ct = Uids.CTImageStorage;
    private static readonly Uid Syntax = TransferSyntax.ExplicitVRLittleEndian.Uid;

    [Fact]
    public void A_directory_is_read_as_it_was_made()
    {
        var directory = Made(Instance("1", "1.1", "2.25.1", 2), Instance("1", "1.1", "2.25.2", 1), Instance("1", "1.2", "2.25.3", 1), Instance("2", "1.3", "2.25.4", 1));

        var read = FileSetDirectory.Read(DicomFile.Read(directory.ToArray()));

        Assert.Equal(directory.Uid, read.Uid);
        Assert.Equal("SET 1", read.Id);
        Assert.Equal(Lines(directory), Lines(read));
        Assert.Equal(
            [
                "PATIENT ", "STUDY ", "SERIES ", @"IMAGE DICOM\PAT00001\STU00001\SER00001\IMG00002", @"IMAGE DICOM\PAT00001\STU00001\SER00001\IMG00001",
                "STUDY ", "SERIES ", @"IMAGE DICOM\PAT00001\STU00002\SER00001\IMG00001",
                "PATIENT ", "STUDY ", "SERIES ", @"IMAGE DICOM\PAT00002\STU00001\SER00001\IMG00001",
            ],
            read.AllRecords.Select(record => $"{record.Type} {(record.File is { } file ? string.Join('\\', file.Id) : "")}"));
    }

    [Fact]
    public void Each_offset_is_that_of_an_item()
    {
        var bytes = Made(Instance("1", "1.1", "2.25.1", 1), Instance("2", "1.2", "2.25.2", 1)).ToArray();
        var dataSet = DicomFile.Read(bytes).DataSet;
        var records = dataSet.GetItems(Tags.DirectoryRecordSequence);
        long?[] offsets =
        [
            dataSet.GetInt64(Tags.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity),
            dataSet.GetInt64(Tags.OffsetOfTheLastDirectoryRecordOfTheRootDirectoryEntity),
            .. records.SelectMany(record => (long?[])[
                record.GetInt64(Tags.OffsetOfTheNextDirectoryRecord), record.GetInt64(Tags.OffsetOfReferencedLowerLevelDirectoryEntity)]).Where(offset => offset != 0),
        ];

        Assert.Equal(2 + 1 + 6, offsets.Length);
        Assert.All(offsets, offset => Assert.Equal([0xFE, 0xFF, 0x00, 0xE0], bytes.AsSpan((int)offset!.Value, 4).ToArray()));
    }

    [Fact]
    public void The_same_instances_give_the_same_bytes() =>
        Assert.Equal(Made(Instance("1", "1.1", "2.25.1", 1)).ToArray(), Made(Instance("1", "1.1", "2.25.1", 1)).ToArray());

    [Fact]
    public void What_a_record_needs_and_the_instance_has_not_is_made_up_for_the_record()
    {
        var instance = new DicomDataSetBuilder()
            .Add(Tags.SOPClassUID, Ct).Add(Tags.SOPInstanceUID, "2.25.1").Add(Tags.StudyInstanceUID, "1.1").Add(Tags.SeriesInstanceUID, "1.1.1")
            .Add(Tags.StudyDate, "").Add(Tags.Modality, "CT").Build();

        var records = Made(instance).AllRecords.ToList();

        Assert.Equal("NOID1", records[0].Keys.GetString(Tags.PatientID));
        Assert.True(records[0].Keys.Contains(Tags.PatientName));
        Assert.Equal("19000101", records[1].Keys.GetString(Tags.StudyDate));
        Assert.Equal("1", records[2].Keys.GetString(Tags.SeriesNumber));
        Assert.Equal("1", records[3].Keys.GetString(Tags.InstanceNumber));
    }

    [Fact]
    public void Who_has_no_patient_id_is_told_from_others_by_name()
    {
        var nameless = Instance("", "1.1", "2.25.1", 1).ToBuilder();
        var directory = Made(
            nameless.Set(Tags.PatientName, "ANON^ONE").Build(), nameless.Set(Tags.PatientName, "ANON^TWO").Set(Tags.SOPInstanceUID, "2.25.2").Build());

        Assert.Equal(["NOID1", "NOID2"], directory.Records.Select(patient => patient.Keys.GetString(Tags.PatientID)!));
    }

    [Fact]
    public void A_character_set_is_named_where_a_key_needs_it()
    {
        var instance = Instance("1", "1.1", "2.25.1", 1).ToBuilder().Set(Tags.SpecificCharacterSet, "ISO_IR 100").Set(Tags.PatientName, "Müller").Build();

        var records = FileSetDirectory.Read(DicomFile.Read(Made(instance).ToArray())).AllRecords.ToList();

        Assert.Equal("Müller", records[0].Keys.GetString(Tags.PatientName));
        Assert.Equal("ISO_IR 100", records[0].Keys.GetString(Tags.SpecificCharacterSet));
        Assert.All(records.Skip(1), record => Assert.False(record.Keys.Contains(Tags.SpecificCharacterSet)));
    }

    [Fact]
    public void Of_a_document_the_record_has_the_modifiers_of_its_title()
    {
        var code = new DicomDataSetBuilder().Add(Tags.CodeValue, "113000").Add(Tags.CodingSchemeDesignator, "DCM").Add(Tags.CodeMeaning, "Of Interest").Build();
        var instance = Instance("1", "1.1", "2.25.1", 1).ToBuilder()
            .Set(Tags.SOPClassUID, Uids.KeyObjectSelectionDocumentStorage)
            .Set(Tags.ConceptNameCodeSequence, code)
            .Set(Tags.ContentSequence, [
                new DicomDataSetBuilder().Add(Tags.RelationshipType, "HAS CONCEPT MOD").Build(), new DicomDataSetBuilder().Add(Tags.RelationshipType, "CONTAINS").Build()])
            .Build();

        var record = Made(instance).AllRecords.Last();

        Assert.Equal("KEY OBJECT DOC", record.Type);
        Assert.Equal("113000", record.Keys.GetItems(Tags.ConceptNameCodeSequence).Single().GetString(Tags.CodeValue));
        Assert.Equal("HAS CONCEPT MOD", record.Keys.GetItems(Tags.ContentSequence).Single().GetString(Tags.RelationshipType));
    }

    [Fact]
    public void Of_those_who_verified_a_document_the_record_has_the_time_of_the_last()
    {
        DicomDataSet Observer(string at) => new DicomDataSetBuilder().Add(Tags.VerificationDateTime, at).Build();
        var instance = Instance("1", "1.1", "2.25.1", 1).ToBuilder()
            .Set(Tags.SOPClassUID, Uids.BasicTextSRStorage)
            .Set(Tags.VerificationFlag, "VERIFIED")
            .Set(Tags.VerifyingObserverSequence, [Observer("20260102030405"), Observer("20260103"), Observer("")])
            .Build();

        Assert.Equal("20260103", Made(instance).AllRecords.Last().Keys.GetString(Tags.VerificationDateTime));
        Assert.False(Made(Instance("1", "1.1", "2.25.1", 1).ToBuilder().Set(Tags.SOPClassUID, Uids.BasicTextSRStorage).Build()).AllRecords.Last().Keys.Contains(Tags.VerificationDateTime));
    }

    [Fact]
    public void What_belongs_to_no_patient_is_in_the_root()
    {
        var palette = new DicomDataSetBuilder().Add(Tags.SOPClassUID, Uids.ColorPaletteStorage).Add(Tags.SOPInstanceUID, "2.25.9").Add(Tags.ContentLabel, "HOT").Build();

        var record = Made(palette).Records.Single();

        Assert.Equal("PALETTE", record.Type);
        Assert.Equal(["DICOM", "OBJ00001"], record.File!.Id);
    }

    [Fact]
    public void A_private_instance_has_a_private_record()
    {
        var record = Made(Instance("1", "1.1", "2.25.1", 1).ToBuilder().Set(Tags.SOPClassUID, "2.25.77").Build()).AllRecords.Last();

        Assert.Equal("PRIVATE", record.Type);
        Assert.Equal("2.25.77", record.Keys.GetString(Tags.PrivateRecordUID));
    }

    [Fact]
    public void A_file_set_is_added_to_without_a_change_of_what_it_has()
    {
        var before = Made(Instance("1", "1.1", "2.25.1", 1));
        var builder = new FileSetBuilder(before);

        var file = builder.Add(Instance("1", "1.1", "2.25.2", 2), Syntax);

        Assert.Equal(["DICOM", "PAT00001", "STU00001", "SER00001", "IMG00002"], file);
        Assert.Equal(Lines(before), Lines(builder.Build()).Take(4));
        Assert.Throws<FileSetException>(() => builder.Add(Instance("1", "1.1", "2.25.1", 1), Syntax));
    }

    [Fact]
    public void What_cannot_be_in_a_file_set_is_refused_with_the_reason()
    {
        var builder = new FileSetBuilder(Empty());
        Assert.Contains("SOP Instance UID", Assert.Throws<FileSetException>(() => builder.Add(DicomDataSet.Empty, Syntax)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "1.2.840.10008.1.1",
            Assert.Throws<FileSetException>(() => builder.Add(Instance("1", "1.1", "2.25.1", 1).ToBuilder().Set(Tags.SOPClassUID, Uids.Verification).Build(), Syntax)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "Study Instance UID",
            Assert.Throws<FileSetException>(() => builder.Add(Instance("1", "", "2.25.1", 1), Syntax)).Message,
            StringComparison.Ordinal);
        Assert.Equal(0, builder.Count);
    }

    [Theory]
    [InlineData("dicom")]
    [InlineData("TOOLONGNAME")]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("DICOMDIR")]
    public void Folders_have_names_that_every_medium_bears(string folder) => Assert.Throws<ArgumentException>(() => new FileSetBuilder(Empty(), folder));

    [Fact]
    public void Names_are_eight_characters_whatever_the_number()
    {
        Assert.Equal("IMG99999", FileIds.Numbered("IMG", 99_999));
        Assert.Equal("I00026D9", FileIds.Numbered("IMG", 101_565));
        Assert.True(FileIds.IsComponent(FileIds.Numbered("IMG", int.MaxValue)));
    }

    internal static FileSetDirectory Empty() => new() { Uid = new Uid("2.25.1000"), Id = "SET 1" };

    internal static FileSetDirectory Made(params DicomDataSet[] instances)
    {
        var builder = new FileSetBuilder(Empty());
        foreach (var instance in instances)
        {
            builder.Add(instance, Syntax);
        }

        return builder.Build();
    }

    internal static DicomDataSet Instance(string patientId, string study, string uid, int number) => new DicomDataSetBuilder()
        .Add(Tags.SOPClassUID, Ct).Add(Tags.SOPInstanceUID, uid).Add(Tags.StudyInstanceUID, study).Add(Tags.SeriesInstanceUID, study + ".1")
        .Add(Tags.PatientID, patientId).Add(Tags.PatientName, "ANON^" + patientId).Add(Tags.StudyDate, "20260102").Add(Tags.StudyTime, "101112").Add(Tags.StudyID, study)
        .Add(Tags.Modality, "CT").Add(Tags.SeriesNumber, number).Add(Tags.InstanceNumber, number).Add(Tags.Rows, 512).Add(Tags.Columns, 512)
        .Build();

    internal static List<string> Lines(FileSetDirectory directory) => [.. directory.AllRecords.Select(record =>
        $"{record.Type} {record.File} {(record.File is { } file ? string.Join('\\', file.Id) : "")} {Convert.ToHexString(DataSetWriter.ToArray(record.Keys, TransferSyntax.ExplicitVRLittleEndian))}")];
}
