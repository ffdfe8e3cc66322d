namespace Gantry.Dicom.Tests;

public class DeidentificationTableTests
{
    public static TheoryData<ConfidentialityOptions, string> Columns => new()
    {
        { ConfidentialityOptions.RetainUids, "retain_uids" },
        { ConfidentialityOptions.RetainDeviceIdentity, "retain_device_identity" },
        { ConfidentialityOptions.RetainInstitutionIdentity, "retain_institution_identity" },
        { ConfidentialityOptions.RetainPatientCharacteristics, "retain_patient_characteristics" },
        { ConfidentialityOptions.RetainLongitudinalFullDates, "retain_long_full_dates" },
        { ConfidentialityOptions.RetainLongitudinalModifiedDates, "retain_long_modified_dates" },
        { ConfidentialityOptions.CleanDescriptors, "clean_descriptors" },
        { ConfidentialityOptions.CleanStructuredContent, "clean_structured_content" },
        { ConfidentialityOptions.RetainSafePrivate, "retain_safe_private" },
    };

    [Fact]
    public void Every_row_has_the_effect_of_its_basic_action()
    {
        var deidentifier = new Deidentifier();
        Assert.Equal(621, TableRow.All.Count);
        foreach (var row in TableRow.All)
        {
            var marked = MarkedElement.Of(row.Tag);
            Assert.True(marked.SurvivesIn(marked.DataSet), $"{row.Tag} was not marked");

            var result = deidentifier.Deidentify(marked.DataSet).DataSet;

            Assert.False(marked.SurvivesIn(result), $"{row.Tag} {row.Basic} survives");
            AssertEffect(row, marked, result[row.Tag]);
        }
    }

    [Fact]
    public void A_data_set_of_all_rows_has_no_original_value_left()
    {
        var marked = TableRow.All.Select(row => MarkedElement.Of(row.Tag)).ToList();
        var outer = new DicomDataSet([.. marked.Select(one => one.Element).OrderBy(element => element.Tag)]);
        var nested = new DicomDataSetBuilder().Add(Tags.SharedFunctionalGroupsSequence, outer).Build();

        foreach (var source in new[] { outer, nested })
        {
            var result = new Deidentifier().Deidentify(source).DataSet;

            var bytes = DataSetWriter.ToArray(result, TransferSyntax.ExplicitVRLittleEndian);
            Assert.All(marked, one => Assert.True(bytes.AsSpan().IndexOf(one.Marker) < 0, one.Element.Tag.ToString()));
        }
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void Every_row_that_an_option_keeps_is_kept_by_it(ConfidentialityOptions option, string column)
    {
        var deidentifier = new Deidentifier(new DeidentifierOptions { Profile = option });
        var rows = TableRow.All.Where(row => row.Option(column) == "K").ToList();
        foreach (var row in rows)
        {
            var marked = MarkedElement.Of(row.Tag);

            var result = deidentifier.Deidentify(marked.DataSet).DataSet[row.Tag];

            Assert.NotNull(result);
            if (marked.Element is DicomBytes bytes)
            {
                Assert.Equal(bytes.Value.ToArray(), Assert.IsType<DicomBytes>(result).Value.ToArray());
            }
            else
            {
                Assert.Single(Assert.IsType<DicomSequence>(result).Items);
            }
        }

        Assert.True(rows.Count > 0 || column is "clean_descriptors" or "clean_structured_content" or "retain_safe_private" or "retain_long_modified_dates");
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void Every_row_that_an_option_does_not_name_is_treated_as_without_it(ConfidentialityOptions option, string column)
    {
        var key = new byte[32];
        var basic = new Deidentifier(new DeidentifierOptions { Key = key });
        var with = new Deidentifier(new DeidentifierOptions { Key = key, Profile = option });
        foreach (var row in TableRow.All.Where(row => row.Option(column).Length == 0 && MarkedElement.Of(row.Tag).Element is DicomBytes))
        {
            var source = MarkedElement.Of(row.Tag).DataSet;

            Assert.Equal(BytesOf(basic.Deidentify(source).DataSet, row.Tag), BytesOf(with.Deidentify(source).DataSet, row.Tag));
        }
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void What_an_option_has_to_clean_does_not_survive_unless_it_is_accepted(ConfidentialityOptions option, string column)
    {
        var strict = new Deidentifier(new DeidentifierOptions { Profile = option });
        var lenient = new Deidentifier(new DeidentifierOptions { Profile = option, AcceptedTexts = ["QXMARKER"] });
        foreach (var row in TableRow.All.Where(row => row.Option(column) == "C"))
        {
            var marked = MarkedElement.Of(row.Tag);
            var isTime = option == ConfidentialityOptions.RetainLongitudinalModifiedDates && marked.Element.Vr == Vr.TM;

            Assert.Equal(isTime, marked.SurvivesIn(strict.Deidentify(marked.DataSet).DataSet));
            if (marked.Element.Vr.IsText && marked.Element.Vr.UsesCharacterSet)
            {
                Assert.True(marked.SurvivesIn(lenient.Deidentify(marked.DataSet).DataSet), row.Tag.ToString());
            }
        }
    }

    private static byte[]? BytesOf(DicomDataSet dataSet, Tag tag) => (dataSet[tag] as DicomBytes)?.Value.ToArray();

    private static void AssertEffect(TableRow row, MarkedElement marked, DicomElement? result)
    {
        var isPatient = row.Tag == Tags.PatientName || row.Tag == Tags.PatientID;
        switch (row.Basic)
        {
            case "X":
                Assert.Null(result);
                break;
            case "Z" or "X/Z":
                Assert.Equal((row.Tag, !isPatient), (result?.Tag, result?.IsEmpty));
                break;
            case "D" or "X/D" or "Z/D" or "X/Z/D":
                Assert.Equal((row.Tag, marked.Element.Vr, false), (result?.Tag, result?.Vr, result?.IsEmpty));
                AssertValid(result!);
                break;
            case "U":
                Assert.StartsWith("2.25.", new DicomDataSet([result!]).GetString(row.Tag), StringComparison.Ordinal);
                break;
            case "X/Z/U*":
                Assert.StartsWith("2.25.", Assert.IsType<DicomSequence>(result).Items[0].GetString(Tags.ReferencedSOPInstanceUID), StringComparison.Ordinal);
                break;
            default:
                Assert.Fail($"{row.Basic} is not an action.");
                break;
        }
    }

    private static void AssertValid(DicomElement element)
    {
        var text = new DicomDataSet([element]).GetString(element.Tag);
        var isValid = element.Vr switch
        {
            var vr when vr == Vr.DA => DicomDate.TryParse(text, out _),
            var vr when vr == Vr.TM => DicomTime.TryParse(text, out _),
            var vr when vr == Vr.DT => DicomDateTime.TryParse(text, out _),
            var vr when vr == Vr.UI => Uid.TryParse(text, out _),
            var vr when vr == Vr.AE || vr == Vr.CS || vr == Vr.SH => text is { Length: > 0 and <= 16 },
            var vr when vr == Vr.AS => text is { Length: 4 },
            var vr when vr.IsText => text is { Length: > 0 and <= 64 },
            _ => element is DicomSequence or DicomBytes { Value.Length: > 0 },
        };
        Assert.True(isValid, $"{element.Tag} {element.Vr} '{text}'");
    }
}
