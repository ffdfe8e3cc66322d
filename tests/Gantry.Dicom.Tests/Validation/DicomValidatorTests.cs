using System.Text;

namespace Gantry.Dicom.Tests;

public class DicomValidatorTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(0x0008_0020u, "DA", "20260231", ValidationCode.Malformed)]
    [InlineData(0x0008_0020u, "DA", "2026.01.31", ValidationCode.Malformed)]
    [InlineData(0x0008_0020u, "DA", "202601", ValidationCode.Malformed)]
    [InlineData(0x0008_0030u, "TM", "256000", ValidationCode.Malformed)]
    [InlineData(0x0008_0030u, "TM", "12:30:00", ValidationCode.Malformed)]
    [InlineData(0x0008_002Au, "DT", "20260131+9900", ValidationCode.Malformed)]
    [InlineData(0x0010_1010u, "AS", "45Y ", ValidationCode.Malformed)]
    [InlineData(0x0008_0018u, "UI", "2.25.x", ValidationCode.Malformed)]
    [InlineData(0x0008_0018u, "UI", "2.025.1\0", ValidationCode.Malformed)]
    [InlineData(0x0008_0018u, "UI", "2.25.1  ", ValidationCode.Padding)]
    [InlineData(0x0008_0018u, "UI", "2.25.1\0\0", ValidationCode.Padding)]
    [InlineData(0x0008_0060u, "CS", "ct", ValidationCode.Malformed)]
    [InlineData(0x0008_0060u, "CS", "ABCDEFGHIJKLMNOPQR", ValidationCode.TooLong)]
    [InlineData(0x0028_0030u, "DS", "1,5\\1 ", ValidationCode.Malformed)]
    [InlineData(0x0028_0030u, "DS", "1.00000000000000001\\1", ValidationCode.TooLong)]
    [InlineData(0x0028_0030u, "DS", "1 ", ValidationCode.WrongMultiplicity)]
    [InlineData(0x0020_0013u, "IS", "1.0 ", ValidationCode.Malformed)]
    [InlineData(0x0020_0013u, "IS", "3000000000", ValidationCode.Malformed)]
    [InlineData(0x0008_0054u, "AE", "A\u0007", ValidationCode.Malformed)]
    [InlineData(0x0010_0010u, "PN", "A=B=C=D ", ValidationCode.Malformed)]
    [InlineData(0x0010_0010u, "PN", "A^B^C^D^E^F ", ValidationCode.Malformed)]
    [InlineData(0x0010_0020u, "LO", "A\u0001", ValidationCode.Malformed)]
    [InlineData(0x0010_0020u, "LO", "A\0", ValidationCode.Padding)]
    [InlineData(0x0010_0020u, "SH", "A ", ValidationCode.WrongVr)]
    [InlineData(0x0010_0020u, "UN", "A ", ValidationCode.WrongVr)]
    [InlineData(0x0028_0010u, "US", "\u0001\u0002\u0003\u0004", ValidationCode.WrongMultiplicity)]
    [InlineData(0x0028_0010u, "US", "\u0001\u0002\u0003", ValidationCode.WrongLength)]
    [InlineData(0x0010_0FFFu, "LO", "A ", ValidationCode.UnknownElement)]
    [InlineData(0x0029_1001u, "LO", "A ", ValidationCode.NoPrivateCreator)]
    [InlineData(0x0029_0001u, "LO", "A ", ValidationCode.Misplaced)]
    [InlineData(0x0002_0010u, "UI", "2.25.1", ValidationCode.Misplaced)]
    [InlineData(0x0008_0005u, "CS", "ISO_IR 999", ValidationCode.CharacterSet)]
    [InlineData(0x0008_0005u, "CS", "\\ISO_IR 192", ValidationCode.CharacterSet)]
    [InlineData(0x0008_0005u, "CS", "ISO_IR 100\\ISO 2022 IR 87 ", ValidationCode.CharacterSet)]
    [InlineData(0x0010_0010u, "PN", "J\u00E9r\u00F4me", ValidationCode.Undecodable)]
    [InlineData(0x0008_1190u, "UR", "http://a b", ValidationCode.Malformed)]
    public void What_is_wrong_with_a_value_is_told(uint tag, string vr, string value, ValidationCode expected)
    {
        var findings = Validate(tag, vr, value);

        Assert.Contains(findings, finding => finding.Code == expected && finding.Path == $"{tag:X8}");
        Assert.All(findings, finding => Assert.Equal(expected, finding.Code));
    }

    [Theory]
    [InlineData(0x0008_0020u, "DA", "20260131")]
    [InlineData(0x0008_0030u, "TM", "1230")]
    [InlineData(0x0008_0030u, "TM", "123000.123456 ")]
    [InlineData(0x0008_002Au, "DT", "20260131123000.5+0100")]
    [InlineData(0x0010_1010u, "AS", "045Y")]
    [InlineData(0x0008_0018u, "UI", "2.25.1")]
    [InlineData(0x0008_0018u, "UI", "2.25.12\0")]
    [InlineData(0x0028_0030u, "DS", "+1.5E-3\\ .5 ")]
    [InlineData(0x0020_0013u, "IS", "-5")]
    [InlineData(0x0010_0010u, "PN", "A^B=C=D ")]
    [InlineData(0x0010_4000u, "LT", "a\\b\r\nc ")]
    [InlineData(0x0028_0010u, "US", "\u0001\u0002")]
    [InlineData(0x0029_0010u, "LO", "CREATOR ")]
    [InlineData(0x0008_0060u, "CS", "")]
    [InlineData(0x0008_0005u, "CS", "\\ISO 2022 IR 87")]
    [InlineData(0x0008_1190u, "UR", "https://127.0.0.1/a?b=c ")]
    public void What_is_right_is_left_alone(uint tag, string vr, string value) => Assert.Empty(Validate(tag, vr, value));

    [Fact]
    public void Items_are_looked_at_and_their_paths_told()
    {
        var dataSet = new DicomDataSetBuilder()
            .Set(Tags.ReferencedImageSequence, new[]
            {
                DicomDataSet.Empty,
                new DicomDataSetBuilder().Set(new DicomBytes(Tags.ReferencedSOPInstanceUID, Vr.UI, "no"u8.ToArray())).Build(),
            })
            .Build();

        Assert.Equal("00081140/1/00081155", Assert.Single(DicomValidator.Validate(dataSet)).Path);
    }

    [Fact]
    public void Bytes_that_are_not_in_the_character_set_are_told()
    {
        var dataSet = new DicomDataSetBuilder()
            .Set(Tags.SpecificCharacterSet, "ISO_IR 192")
            .Set(new DicomBytes(Tags.PatientName, Vr.PN, new byte[] { 0x41, 0xE9 }))
            .Build();

        Assert.Equal(ValidationCode.Undecodable, Assert.Single(DicomValidator.Validate(dataSet)).Code);
    }

    [Fact]
    public void A_good_file_has_no_findings_and_a_bad_one_has_those_of_the_file_first()
    {
        var good = new DicomDataSetBuilder()
            .Set(Tags.SOPClassUID, Uids.SecondaryCaptureImageStorage).Set(Tags.SOPInstanceUID, "2.25.1").Set(Tags.StudyInstanceUID, "2.25.2").Set(Tags.SeriesInstanceUID, "2.25.3")
            .Set(Tags.Rows, 2).Set(Tags.Columns, 3).Set(Tags.BitsAllocated, 8).Set(Tags.SamplesPerPixel, 1)
            .Set(Tags.PixelData, new byte[6], Vr.OB);
        var bytes = DicomFile.ToArray(good.Build(), TransferSyntax.ExplicitVRLittleEndian);
        var short1 = DicomFile.ToArray(good.Set(Tags.PixelData, new byte[4], Vr.OB).Remove(Tags.StudyInstanceUID).Build(), TransferSyntax.ExplicitVRLittleEndian);
        var wrapped = DicomFile.ToArray(good.Set(new DicomFragments(Tags.PixelData, Vr.OB, default, [new byte[2]])).Build(), TransferSyntax.ExplicitVRLittleEndian);

        Assert.Empty(DicomValidator.Validate(DicomFile.Read(bytes, DicomValidator.ReaderOptions)));
        Assert.Equal([ValidationCode.MissingUid, ValidationCode.PixelData], Codes(short1));
        Assert.Equal([ValidationCode.MissingUid, ValidationCode.PixelData], Codes(wrapped));
        Assert.Equal([ValidationCode.Damaged, ValidationCode.OddLength], Codes([.. bytes, .. new DataSetBytes().Long(0xFFFC_FFFC, "OB", 5, 1, 2).ToArray()]));
        Assert.Equal([ValidationCode.FileMeta, ValidationCode.FileMeta], Codes(bytes[(int)DicomFile.Read(bytes).DataSetOffset..]));
    }

    [Fact]
    public void Every_file_of_the_corpus_is_validated_within_the_limit()
    {
        var counts = new Dictionary<ValidationCode, int>();
        var (count, good) = (0, 0);
        foreach (var file in CorpusFiles.AllOrSkip())
        {
            DicomFile read;
            try
            {
                read = DicomFile.Read(file.Bytes(), DicomValidator.ReaderOptions);
            }
            catch (DicomEncodingException)
            {
                continue;
            }

            var findings = DicomValidator.Validate(read);
            Assert.InRange(findings.Count, 0, DicomValidator.MaximumFindings);
            Assert.All(findings, finding => Assert.True(finding.Message.EndsWith('.') && !finding.Message.Any(char.IsControl), finding.ToString()));
            count++;
            good += findings.All(finding => finding.Severity == ValidationSeverity.Warning) ? 1 : 0;
            foreach (var code in findings.Select(finding => finding.Code).Distinct())
            {
                counts[code] = counts.GetValueOrDefault(code) + 1;
            }
        }

        output.WriteLine($"{count} files, {good} without errors; files by code: {string.Join(", ", counts.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Key} {pair.Value}"))}");
        Assert.True(count > 1_000 && good > 0);
    }

    private static IEnumerable<ValidationCode> Codes(byte[] bytes) => DicomValidator.Validate(DicomFile.Read(bytes, DicomValidator.ReaderOptions)).Select(finding => finding.Code);

    private static IReadOnlyList<ValidationFinding> Validate(uint tag, string vr, string value) =>
        DicomValidator.Validate(new DicomDataSetBuilder().Set(new DicomBytes(new Tag(tag), Vr.Parse(vr), Encoding.Latin1.GetBytes(value))).Build());
}
