using System.Text.RegularExpressions;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.PrimeraDriver.Tests;

public sealed class LabelTokensTests
{
    [Theory]
    [InlineData("{PatientName}", "ANON, ONE TWO")]
    [InlineData("{PatientBirthDate} {StudyDate}", "28.11.1980 29.11.2026")]
    [InlineData("{Modalities}: {NumberOfStudies}", "CT MR: 2")]
    [InlineData("Disc {Disc} of {Volume}, {Created}", "Disc 1/2 of TEST, 28.11.2026")]
    [InlineData("{AccessionNumber}", "")]
    [InlineData("{LabelText}", "{PatientID}")]
    [InlineData("no token", "no token")]
    public void Tokens_are_filled_once(string field, string filled) => Assert.Equal(filled, LabelTokens.Fill(field, Order, "dd.MM.yyyy"));

    [Theory, InlineData("ANON", "ANON"), InlineData("^ONE", "ONE"), InlineData("=山田^太郎", "山田, 太郎"), InlineData("", "")]
    public void A_name_is_written_as_people_do(string name, string written)
    {
        var found = new DicomDataSetBuilder().Set(Tags.SpecificCharacterSet, "ISO_IR 192").Set(Tags.PatientName, name).Build();
        Assert.Equal(written, LabelTokens.Fill("{PatientName}", Order with { Label = new MediaLabel { Attributes = found } }, "yyyy"));
    }

    [Theory, InlineData("{PatientName} x", true), InlineData("", true), InlineData("{Nobody}", false), InlineData("{", false), InlineData("a\nb", false)]
    public void Only_tokens_that_there_are_can_be_set(string field, bool isValid) => Assert.Equal(isValid, Regex.IsMatch(field, $@"^(?:{LabelTokens.Form})\z"));

    private static MediaOrder Order { get; } = new()
    {
        Id = "A1",
        Request = Uid.New(),
        Folder = "content",
        Medium = "CD",
        Volume = "TEST",
        CreatedAt = new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero),
        Parts = 2,
        Label = new MediaLabel
        {
            Text = "{PatientID}",
            Attributes = new DicomDataSetBuilder().Set(Tags.PatientName, "ANON^ONE^TWO").Set(Tags.PatientBirthDate, "19801128").Set(Tags.StudyDate, "20261129")
                .Set(Tags.ModalitiesInStudy, @"CT\MR").Set(Tags.NumberOfPatientRelatedStudies, 2).Build(),
        },
    };
}
