using Gantry.Contracts.Testing;
using Gantry.Dicom;

namespace Gantry.Plugins.Find.Tests;

/// <summary>In which characters a query is answered, and how far.</summary>
public sealed class AnswerTests
{
    [Theory]
    [InlineData("ISO_IR 100", "", "", "ISO_IR 100")] // as asked
    [InlineData("", "", "", "ISO_IR 192")]
    [InlineData("ISO_IR 126", "", "", "ISO_IR 192")] // Greek has no ö
    [InlineData("ISO_IR 999", "", "", "ISO_IR 192")] // no defined term
    [InlineData("ISO_IR 192", "ISO_IR 100", "", "ISO_IR 100")]
    [InlineData("ISO_IR 100", "ISO_IR 109", "SCU=ISO_IR 148", "ISO_IR 148")]
    [InlineData("ISO_IR 100", "ISO_IR 109", "OTHER=ISO_IR 148", "ISO_IR 109")]
    [InlineData("ISO_IR 192", "", "SCU=\\ISO 2022 IR 100", "\\ISO 2022 IR 100")]
    public async Task Answers_are_in_the_character_set_of_the_query_or_the_callers_unless_that_lacks_a_character(
        string asked, string forAll, string forOne, string expected)
    {
        using var fixture = await FindFixture.MakeAsync();
        fixture.Settings.Current = new FindSettings { CharacterSet = forAll, CharacterSetFor = forOne.Length > 0 ? [forOne] : [] };
        var identifier = FindFixture.Identifier("PATIENT").Add(Tags.SpecificCharacterSet, asked).Add(Tags.PatientID).Add(Tags.PatientName);

        var (_, matches) = await fixture.FindAsync(FindFixture.PatientRoot, identifier);

        var ascii = Assert.Single(matches, match => match.GetString(Tags.PatientID) == "P1");
        var beyond = Assert.Single(matches, match => match.GetString(Tags.PatientID) == "P2");
        Assert.Equal((expected, "ANON^Zwölf"), (beyond.CharacterSet.ToString(), beyond.GetText(Tags.PatientName)));
        Assert.Equal("ANON^ONE", ascii.GetText(Tags.PatientName));
    }

    [Fact]
    public async Task The_text_of_items_is_in_it_too()
    {
        using var fixture = await FindFixture.MakeAsync();
        var instance = new SampleInstance().With(Tags.PatientID, "P4")
            .WithItems(Tags.OtherPatientIDsSequence, new DicomDataSetBuilder().Add(Tags.SpecificCharacterSet, "ISO_IR 192").Add(Tags.PatientID, "Ä1").Build());
        await fixture.Catalog.AddAsync([instance.ToEntry()], TestContext.Current.CancellationToken);
        var identifier = FindFixture.Identifier("PATIENT").Add(Tags.SpecificCharacterSet, "ISO_IR 100").Add(Tags.PatientID, "P4").Add(Tags.OtherPatientIDsSequence, []);

        var (_, matches) = await fixture.FindAsync(FindFixture.PatientRoot, identifier);

        var item = Assert.Single(Assert.Single(matches).GetItems(Tags.OtherPatientIDsSequence));
        Assert.Equal(("ISO_IR 100", "Ä1"), (item.CharacterSet.ToString(), item.GetText(Tags.PatientID)));
    }

    [Theory]
    [InlineData(0, "", 10, 0x0000)]
    [InlineData(9, "", 9, 0xA700)]
    [InlineData(10, "", 10, 0x0000)]
    [InlineData(3, "SCU=0", 10, 0x0000)]
    [InlineData(0, "SCU=4", 4, 0xA700)]
    [InlineData(3, "OTHER=4", 3, 0xA700)]
    public async Task A_query_with_more_matches_than_the_caller_may_have_is_answered_so_far_and_refused_then(int forAll, string forOne, int expected, int status)
    {
        using var fixture = await FindFixture.MakeAsync();
        fixture.Settings.Current = new FindSettings { MaximumMatches = forAll, MaximumMatchesFor = forOne.Length > 0 ? [forOne] : [] };

        var (final, matches) = await fixture.FindAsync(FindFixture.StudyRoot, FindFixture.Identifier("IMAGE").Add(Tags.SOPInstanceUID));

        Assert.Equal((expected, status), (matches.Count, final.Status.Code));
    }
}
