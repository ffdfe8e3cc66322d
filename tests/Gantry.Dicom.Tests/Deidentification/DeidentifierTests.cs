using System.Text;

namespace Gantry.Dicom.Tests;

public class DeidentifierTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(number => (byte)number)];

    [Fact]
    public void References_between_the_instances_of_a_study_stay_consistent()
    {
        var deidentifier = new Deidentifier();
        var image = deidentifier.Deidentify(Instance("1.2.3.1").Build()).DataSet;
        var report = deidentifier.Deidentify(Instance("1.2.3.2")
            .Add(Tags.ReferencedImageSequence, new DicomDataSetBuilder()
                .Add(Tags.ReferencedSOPClassUID, Uids.CTImageStorage).Add(Tags.ReferencedSOPInstanceUID, "1.2.3.1").Build())
            .Build()).DataSet;

        var reference = Assert.Single(report.GetItems(Tags.ReferencedImageSequence));
        Assert.Equal(image.GetString(Tags.SOPInstanceUID), reference.GetString(Tags.ReferencedSOPInstanceUID));
        Assert.Equal(Uids.CTImageStorage.Value, reference.GetString(Tags.ReferencedSOPClassUID));
        Assert.Equal(image.GetString(Tags.StudyInstanceUID), report.GetString(Tags.StudyInstanceUID));
        Assert.Equal((image.GetString(Tags.PatientID), image.GetString(Tags.PatientName)), (report.GetString(Tags.PatientID), report.GetString(Tags.PatientName)));
        Assert.NotEqual(image.GetString(Tags.SOPInstanceUID), report.GetString(Tags.SOPInstanceUID));
        Assert.NotEqual("P1", image.GetString(Tags.PatientID));
    }

    [Fact]
    public void The_same_key_gives_the_same_result_and_another_key_another()
    {
        var source = Instance("1.2.3.1").Build();
        byte[] Run(byte[] key) => DataSetWriter.ToArray(
            new Deidentifier(new DeidentifierOptions { Key = key }).Deidentify(source).DataSet, TransferSyntax.ExplicitVRLittleEndian);

        Assert.Equal(Run(Key), Run(Key));
        Assert.NotEqual(Run(Key), Run([.. Key.Reverse()]));
    }

    [Fact]
    public void New_uids_are_valid_and_differ()
    {
        var pseudonyms = new Pseudonyms(Key);
        var uids = Enumerable.Range(0, 1_000).Select(number => pseudonyms.UidFor($"1.2.3.{number}")).ToHashSet();

        Assert.Equal(1_000, uids.Count);
        Assert.All(uids, uid => Assert.True(uid.IsStrict && uid.Value.Length <= Uid.MaximumLength && uid.Value.StartsWith("2.25.", StringComparison.Ordinal)));
    }

    [Fact]
    public void Uids_of_the_standard_never_change()
    {
        var source = Instance("1.2.3.1").Add(Tags.FrameOfReferenceUID, "1.2.840.10008.1.4.1.1").Add(Tags.AvailableTransferSyntaxUID, "1.2.840.10008.1.2.1").Build();

        var result = new Deidentifier().Deidentify(source).DataSet;

        Assert.Equal("1.2.840.10008.1.4.1.1", result.GetString(Tags.FrameOfReferenceUID));
        Assert.Equal("1.2.840.10008.1.2.1", result.GetString(Tags.AvailableTransferSyntaxUID));
        Assert.Equal(Uids.CTImageStorage.Value, result.GetString(Tags.SOPClassUID));
    }

    [Fact]
    public void A_private_sop_class_stays_and_a_uid_that_the_table_forgets_is_replaced()
    {
        var source = new DicomDataSetBuilder().Add(Tags.SOPClassUID, "1.2.3.4.5").Add(Tags.SOPInstanceUIDOfConcatenationSource, "1.2.3.6").Build();

        var result = new Deidentifier().Deidentify(source).DataSet;

        Assert.Equal("1.2.3.4.5", result.GetString(Tags.SOPClassUID));
        Assert.StartsWith("2.25.", result.GetString(Tags.SOPInstanceUIDOfConcatenationSource), StringComparison.Ordinal);
    }

    [Fact]
    public void The_result_says_how_it_was_made()
    {
        var profile = ConfidentialityOptions.RetainUids | ConfidentialityOptions.RetainLongitudinalModifiedDates;
        var result = new Deidentifier(new DeidentifierOptions { Profile = profile }).Deidentify(Instance("1.2.3.1").Build()).DataSet;

        Assert.Equal("YES", result.GetString(Tags.PatientIdentityRemoved));
        Assert.Equal("MODIFIED", result.GetString(Tags.LongitudinalTemporalInformationModified));
        Assert.Equal(["113100", "113107", "113110"], result.GetItems(Tags.DeidentificationMethodCodeSequence).Select(item => item.GetString(Tags.CodeValue)!));
        Assert.All(result.GetStrings(Tags.DeidentificationMethod), text => Assert.InRange(text.Length, 1, 64));
    }

    [Fact]
    public void Modified_dates_keep_the_time_between_them_and_the_time_of_day()
    {
        var options = new DeidentifierOptions { Key = Key, Profile = ConfidentialityOptions.RetainLongitudinalModifiedDates | ConfidentialityOptions.RetainDeviceIdentity };
        var first = new Deidentifier(options).Deidentify(Instance("1.2.3.1")
            .Add(Tags.StudyDate, "20240229").Add(Tags.StudyTime, "101112.5").Add(Tags.CalibrationDate, "20240301").Build()).DataSet;
        var second = new Deidentifier(options).Deidentify(Instance("1.2.3.2").Add(Tags.AcquisitionDateTime, "20240310101112.5+0100").Build()).DataSet;

        var study = first.GetDate(Tags.StudyDate)!.Value.Earliest;
        Assert.InRange(new DateOnly(2024, 2, 29).DayNumber - study.DayNumber, 1, 3_650);
        Assert.Equal("101112.5", first.GetString(Tags.StudyTime));
        Assert.Equal(study.AddDays(1), first.GetDate(Tags.CalibrationDate)!.Value.Earliest);
        Assert.Equal(study.AddDays(10), DateOnly.FromDateTime(second.GetDateTime(Tags.AcquisitionDateTime)!.Value.Earliest));
        Assert.EndsWith("101112.5+0100", second.GetString(Tags.AcquisitionDateTime), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2024")]
    [InlineData("about 1999")]
    [InlineData("00010101")]
    public void A_date_that_cannot_be_moved_is_treated_as_without_the_option(string date)
    {
        var options = new DeidentifierOptions { Profile = ConfidentialityOptions.RetainLongitudinalModifiedDates };
        var result = new Deidentifier(options).Deidentify(new DicomDataSetBuilder().Add(Tags.StudyDate, date).Build()).DataSet;

        Assert.True(result[Tags.StudyDate]!.IsEmpty);
    }

    [Fact]
    public void Private_elements_go_unless_they_are_known_to_be_safe()
    {
        var builder = Instance("1.2.3.1");
        var safe = builder.ReservePrivate("ACME", 0x0009, 0x01);
        var other = builder.ReservePrivate("ACME", 0x0009, 0x02);
        var declared = builder.ReservePrivate("VENDOR", 0x0011, 0x03);
        var mixed = builder.ReservePrivate("VENDOR", 0x0013, 0x04);
        var unsafeOne = builder.ReservePrivate("VENDOR", 0x0013, 0x05);
        foreach (var tag in new[] { safe, other, declared, mixed, unsafeOne })
        {
            builder.Add(tag, "VALUE", Vr.LO);
        }

        builder.Add(Tags.PrivateDataElementCharacteristicsSequence, new[] { Block(0x0011, "SAFE").Build(), Block(0x0013, "MIXED").Add(Tags.NonidentifyingPrivateElements, 4).Build() });
        var source = builder.Build();
        var elements = new DeidentifierOptions { Profile = ConfidentialityOptions.RetainSafePrivate, SafePrivateElements = [new("ACME", 0x0009, 0x01)] };

        var retained = new Deidentifier(elements).Deidentify(source).DataSet;

        Assert.DoesNotContain(new Deidentifier().Deidentify(source).DataSet, element => element.Tag.IsPrivate);
        Assert.Equal(
            [new Tag(0x0009_0010), safe, new Tag(0x0011_0010), declared, new Tag(0x0013_0010), mixed],
            retained.Where(element => element.Tag.IsPrivate).Select(element => element.Tag));
        Assert.Equal("VALUE", retained.GetString(safe));
    }

    [Fact]
    public void A_sequence_hidden_in_VR_UN_is_cleaned_and_one_that_cannot_be_read_is_emptied()
    {
        var item = new DicomDataSetBuilder().Add(Tags.PatientName, "QX^MARKER").Add(Tags.SeriesDescription, "QXMARKER").Add(Tags.Modality, "CT").Build();
        var whole = DataSetWriter.ToArray(new DicomDataSetBuilder().Add(Tags.SharedFunctionalGroupsSequence, item).Build(), TransferSyntax.ImplicitVRLittleEndian);
        DicomDataSet Hidden(byte[] value) => new([new DicomBytes(Tags.SharedFunctionalGroupsSequence, Vr.UN, value)]);

        var cleaned = new Deidentifier().Deidentify(Hidden(whole[8..]));
        var broken = new Deidentifier().Deidentify(Hidden(Encoding.ASCII.GetBytes("QXMARKER IS NO ITEM")));

        Assert.Equal("CT", Assert.Single(cleaned.DataSet.GetItems(Tags.SharedFunctionalGroupsSequence)).GetString(Tags.Modality));
        Assert.StartsWith("ANON^", cleaned.DataSet.GetItems(Tags.SharedFunctionalGroupsSequence)[0].GetString(Tags.PatientName), StringComparison.Ordinal);
        Assert.DoesNotContain("MARKER", Text(cleaned.DataSet), StringComparison.Ordinal);
        Assert.True(broken.DataSet[Tags.SharedFunctionalGroupsSequence]!.IsEmpty);
        Assert.Contains(broken.Warnings, warning => warning.Tag == Tags.SharedFunctionalGroupsSequence);
    }

    [Fact]
    public void Cleaned_content_keeps_public_codes_and_numbers_and_loses_text()
    {
        var concept = new DicomDataSetBuilder().Add(Tags.CodeValue, "121071").Add(Tags.CodingSchemeDesignator, "DCM").Add(Tags.CodeMeaning, "Finding").Build();
        var local = new DicomDataSetBuilder().Add(Tags.CodeValue, "QXMARKER").Add(Tags.CodingSchemeDesignator, "99LOCAL").Add(Tags.CodeMeaning, "QXMARKER").Build();
        var content = new DicomDataSetBuilder()
            .Add(Tags.RelationshipType, "CONTAINS").Add(Tags.ValueType, "TEXT").Add(Tags.TextValue, "QXMARKER").Add(Tags.NumericValue, "12.5")
            .Add(Tags.ConceptNameCodeSequence, concept).Add(Tags.ConceptCodeSequence, local).Add(Tags.PersonName, "QX^MARKER").Build();
        var source = new DicomDataSetBuilder().Add(Tags.ContentSequence, content).Build();

        var cleaned = new Deidentifier(new DeidentifierOptions { Profile = ConfidentialityOptions.CleanStructuredContent }).Deidentify(source).DataSet;
        var basic = new Deidentifier().Deidentify(source).DataSet;

        var item = Assert.Single(cleaned.GetItems(Tags.ContentSequence));
        Assert.Equal(("CONTAINS", "12.5"), (item.GetString(Tags.RelationshipType), item.GetString(Tags.NumericValue)));
        Assert.Equal(("121071", "Finding"), (item.GetItems(Tags.ConceptNameCodeSequence)[0].GetString(Tags.CodeValue), item.GetItems(Tags.ConceptNameCodeSequence)[0].GetString(Tags.CodeMeaning)));
        Assert.DoesNotContain("MARKER", Text(cleaned), StringComparison.Ordinal);
        Assert.DoesNotContain("121071", Text(basic), StringComparison.Ordinal);
        Assert.Equal("TEXT", Assert.Single(basic.GetItems(Tags.ContentSequence)).GetString(Tags.ValueType));
    }

    [Theory]
    [InlineData("NO", false)]
    [InlineData("YES", true)]
    [InlineData(null, true)]
    public void Burned_in_annotations_that_are_not_denied_are_reported(string? value, bool isReported)
    {
        var source = Instance("1.2.3.1").Add(Tags.Rows, 1).Add(Tags.Columns, 1).Add(Tags.PixelData, new byte[] { 1, 2 });
        if (value is not null)
        {
            source.Add(Tags.BurnedInAnnotation, value);
        }

        var result = new Deidentifier().Deidentify(source.Build());

        Assert.Equal(isReported, result.Warnings.Any(warning => warning.Tag == Tags.BurnedInAnnotation));
        Assert.Equal([1, 2], result.DataSet.GetBytes(Tags.PixelData).ToArray());
    }

    [Fact]
    public void Text_in_another_character_set_stays_readable()
    {
        var source = new DicomDataSetBuilder().Add(Tags.SpecificCharacterSet, "ISO_IR 144").Add(Tags.PatientName, "Люкceмбург")
            .Add(Tags.StudyDescription, "Голова").Build();
        var options = new DeidentifierOptions { Profile = ConfidentialityOptions.CleanDescriptors, AcceptedTexts = ["Голова"] };

        var result = new Deidentifier(options).Deidentify(source).DataSet;

        Assert.Equal("Голова", result.GetString(Tags.StudyDescription));
        Assert.Equal("ISO_IR 144", result.GetString(Tags.SpecificCharacterSet));
    }

    [Fact]
    public void The_patient_may_be_named_by_the_caller()
    {
        var options = new DeidentifierOptions { PatientId = "SUBJECT-1", PatientName = "TRIAL^ONE" };

        var result = new Deidentifier(options).Deidentify(Instance("1.2.3.1").Build()).DataSet;

        Assert.Equal(("SUBJECT-1", "TRIAL^ONE"), (result.GetString(Tags.PatientID), result.GetString(Tags.PatientName)));
    }

    [Fact]
    public void Options_that_cannot_be_done_are_refused()
    {
        DeidentifierOptions[] wrong =
        [
            new() { Profile = ConfidentialityOptions.CleanGraphics },
            new() { Profile = ConfidentialityOptions.CleanPixelData },
            new() { Profile = ConfidentialityOptions.CleanRecognizableVisualFeatures | ConfidentialityOptions.RetainUids },
            new() { Profile = ConfidentialityOptions.RetainLongitudinalFullDates | ConfidentialityOptions.RetainLongitudinalModifiedDates },
            new() { Key = new byte[15] },
            new() { PatientId = "Ä" },
            new() { PatientName = "A\\B" },
            new() { DateShiftDays = 0 },
        ];

        Assert.All(wrong, options => Assert.Throws<ArgumentException>(() => new Deidentifier(options)));
    }

    [Fact]
    public void A_directory_is_refused()
    {
        var directory = new DicomDataSetBuilder().Add(Tags.DirectoryRecordSequence, new DicomDataSetBuilder().Add(Tags.PatientName, "ANON^ONE").Build()).Build();

        Assert.Throws<DeidentificationException>(() => new Deidentifier().Deidentify(directory));
    }

    private static string Text(DicomDataSet dataSet) => Encoding.Latin1.GetString(DataSetWriter.ToArray(dataSet, TransferSyntax.ExplicitVRLittleEndian));

    private static DicomDataSetBuilder Block(int group, string status) => new DicomDataSetBuilder()
        .Add(Tags.PrivateGroupReference, group).Add(Tags.PrivateCreatorReference, "VENDOR").Add(Tags.BlockIdentifyingInformationStatus, status);

    private static DicomDataSetBuilder Instance(string uid) => new DicomDataSetBuilder()
        .Add(Tags.SOPClassUID, Uids.CTImageStorage).Add(Tags.SOPInstanceUID, uid)
        .Add(Tags.StudyInstanceUID, "1.2.3").Add(Tags.SeriesInstanceUID, "1.2.3.9")
        .Add(Tags.PatientID, "P1").Add(Tags.PatientName, "ANON^ONE").Add(Tags.Modality, "CT");
}
