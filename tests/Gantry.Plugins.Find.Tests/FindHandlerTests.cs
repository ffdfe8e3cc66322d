using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Find.Tests;

public class FindHandlerTests
{
    [Theory]
    [InlineData(InformationModel.PatientRoot, "PATIENT", 2)]
    [InlineData(InformationModel.PatientRoot, "STUDY", 3)]
    [InlineData(InformationModel.PatientRoot, "SERIES", 5)]
    [InlineData(InformationModel.PatientRoot, "IMAGE", 10)]
    [InlineData(InformationModel.StudyRoot, "STUDY", 3)]
    [InlineData(InformationModel.StudyRoot, "SERIES", 5)]
    [InlineData(InformationModel.StudyRoot, "IMAGE", 10)]
    [InlineData(InformationModel.PatientStudyOnly, "PATIENT", 2)]
    [InlineData(InformationModel.PatientStudyOnly, "STUDY", 3)]
    public async Task Each_level_of_each_model_is_answered_once_for_each_entity(string model, string level, int expected)
    {
        using var fixture = await FindFixture.MakeAsync();

        var (final, matches) = await fixture.FindAsync(new Uid(model), FindFixture.Identifier(level).Add(Tags.PatientID));

        Assert.Equal(DimseStatus.Success, final.Status);
        Assert.Equal(expected, matches.Count);
        Assert.All(matches, match => Assert.Equal(level, match.GetString(Tags.QueryRetrieveLevel)));
        Assert.All(matches, match => Assert.Equal("ARCHIVE", match.GetString(Tags.RetrieveAETitle)));
    }

    [Theory]
    [InlineData(InformationModel.StudyRoot, "PATIENT")]
    [InlineData(InformationModel.PatientStudyOnly, "SERIES")]
    [InlineData(InformationModel.PatientRoot, "WORKLIST")]
    [InlineData(InformationModel.PatientRoot, "STUDY\\SERIES")]
    [InlineData(InformationModel.PatientRoot, "")]
    [InlineData(InformationModel.PatientRoot, null)]
    public async Task A_level_that_the_model_does_not_have_is_refused(string model, string? level)
    {
        using var fixture = await FindFixture.MakeAsync();

        var (final, matches) = await fixture.FindAsync(new Uid(model), FindFixture.Identifier(level).Add(Tags.PatientID));

        Assert.Equal(DimseStatus.DoesNotMatchSopClass, final.Status);
        Assert.Equal([Tags.QueryRetrieveLevel], final.OffendingElements);
        Assert.InRange(final.ErrorComment!.Length, 1, FinalResponse.MaximumErrorCommentLength);
        Assert.Empty(matches);
    }

    [Fact]
    public async Task Every_key_asked_for_is_in_the_response_with_its_value_or_without()
    {
        using var fixture = await FindFixture.MakeAsync();
        var identifier = FindFixture.Identifier("STUDY")
            .Add(Tags.StudyInstanceUID, "2.25.10")
            .Add(Tags.PatientName)
            .Add(Tags.ModalitiesInStudy)
            .Add(Tags.NumberOfStudyRelatedInstances)
            .Add(Tags.InstanceAvailability)
            .Add(Tags.StudyDescription)
            .Add(Tags.ProcedureCodeSequence)
            .Add(Tags.StorageMediaFileSetID)
            .Add(Tags.TimezoneOffsetFromUTC, "+0100")
            .Add(Tags.Modality);

        var (_, matches) = await fixture.FindAsync(FindFixture.StudyRoot, identifier);

        var match = Assert.Single(matches);
        Assert.Equal("ANON^ONE", match.GetString(Tags.PatientName));
        Assert.Equal(["CT", "SR"], match.GetStrings(Tags.ModalitiesInStudy));
        Assert.Equal(4, match.GetInt32(Tags.NumberOfStudyRelatedInstances));
        Assert.Equal("ONLINE", match.GetString(Tags.InstanceAvailability));
        Assert.All(
            [Tags.StudyDescription, Tags.ProcedureCodeSequence, Tags.StorageMediaFileSetID, Tags.TimezoneOffsetFromUTC, Tags.Modality],
            tag => Assert.True(match[tag]?.IsEmpty, $"{tag}"));
        Assert.False(match.Contains(Tags.InstanceNumber));
    }

    [Fact]
    public async Task Availability_is_said_only_where_asked_for()
    {
        using var fixture = await FindFixture.MakeAsync();

        var (_, matches) = await fixture.FindAsync(FindFixture.StudyRoot, FindFixture.Identifier("STUDY").Add(Tags.StudyInstanceUID));

        Assert.DoesNotContain(matches, match => match.Contains(Tags.InstanceAvailability));
    }

    [Fact]
    public async Task Text_beyond_ascii_comes_with_its_character_set()
    {
        using var fixture = await FindFixture.MakeAsync();
        var identifier = FindFixture.Identifier("PATIENT").Add(Tags.PatientName, "ANON^Zwö*").Add(Tags.PatientID);

        var (_, matches) = await fixture.FindAsync(FindFixture.PatientRoot, identifier);

        var match = Assert.Single(matches);
        Assert.Equal("ANON^Zwölf", match.GetString(Tags.PatientName));
        Assert.NotNull(match.GetString(Tags.SpecificCharacterSet));
    }

    [Fact]
    public async Task The_character_set_is_in_the_response_where_it_was_asked_for()
    {
        using var fixture = await FindFixture.MakeAsync();
        var asked = FindFixture.Identifier("STUDY").Add(Tags.SpecificCharacterSet).Add(Tags.StudyInstanceUID);
        Assert.True(FindIdentifier.TryRead(InformationModel.Of(FindFixture.StudyRoot)!, asked.Build(), QueryRetrieveOptions.None, TimeZoneInfo.Utc, isStrict: false, out var identifier, out _));

        var (_, matches) = await fixture.FindAsync(FindFixture.StudyRoot, asked);

        Assert.All(matches, match => Assert.True(match.Contains(Tags.SpecificCharacterSet)));
        Assert.True(FindResponse.Of(DicomDataSet.Empty, identifier, "ARCHIVE")[Tags.SpecificCharacterSet]!.IsEmpty);
    }

    [Fact]
    public async Task Keys_above_the_level_narrow_and_may_be_left_out()
    {
        using var fixture = await FindFixture.MakeAsync();

        var (_, all) = await fixture.FindAsync(FindFixture.StudyRoot, FindFixture.Identifier("SERIES").Add(Tags.SeriesInstanceUID).Add(Tags.Modality, "CT"));
        var (_, some) = await fixture.FindAsync(
            FindFixture.StudyRoot, FindFixture.Identifier("SERIES").Add(Tags.StudyInstanceUID, "2.25.10\\2.25.11").Add(Tags.PatientID, "P1").Add(Tags.SeriesInstanceUID));

        Assert.Equal(3, all.Count);
        Assert.Equal(["2.25.100", "2.25.101", "2.25.110"], some.Select(match => match.GetString(Tags.SeriesInstanceUID)).Order());
    }

    [Theory]
    [InlineData(QueryRetrieveOptions.None, 0)]
    [InlineData(QueryRetrieveOptions.CombinedDateTimeMatching, 1)]
    public async Task Dates_and_times_are_one_key_where_that_was_negotiated(QueryRetrieveOptions agreed, int expected)
    {
        using var fixture = await FindFixture.MakeAsync(agreed);
        await fixture.AddAsync("2.25.30", "20240102", "080000");

        // From the 1st, 10:00, to the 3rd, 07:00. Apart, no time is both after ten and before seven.
        var identifier = FindFixture.Identifier("STUDY").Add(Tags.StudyDate, "20240101-20240103").Add(Tags.StudyTime, "100000-070000").Add(Tags.StudyInstanceUID);
        var (_, matches) = await fixture.FindAsync(FindFixture.StudyRoot, identifier);

        Assert.Equal(expected, matches.Count);
    }

    [Theory]
    [InlineData(QueryRetrieveOptions.None, "+0200", "20240101", "20240101 233000 ")]
    [InlineData(QueryRetrieveOptions.TimezoneQueryAdjustment, "+0200", "20240102", "20240102 013000 +0200")]
    [InlineData(QueryRetrieveOptions.TimezoneQueryAdjustment, "-0530", "20240101", "20240101 180000 -0530")]
    [InlineData(QueryRetrieveOptions.TimezoneQueryAdjustment, "", "20240101", "20240101 233000 ")]
    [InlineData(QueryRetrieveOptions.TimezoneQueryAdjustment, "EST", "20240101", "20240101 233000 ")]
    public async Task Dates_and_times_are_those_of_the_peer_where_that_was_negotiated(QueryRetrieveOptions agreed, string offset, string date, string expected)
    {
        using var fixture = await FindFixture.MakeAsync(agreed);
        fixture.Settings.Current = new FindSettings { TimeZone = "UTC" };
        await fixture.AddAsync("2.25.30", "20240101", "233000");

        var identifier = FindFixture.Identifier("STUDY").Add(Tags.StudyDate, date).Add(Tags.StudyTime).Add(Tags.StudyInstanceUID, "2.25.30").Add(Tags.TimezoneOffsetFromUTC, offset);
        var (_, matches) = await fixture.FindAsync(FindFixture.StudyRoot, identifier);

        var match = Assert.Single(matches);
        Assert.Equal(expected, $"{match.GetString(Tags.StudyDate)} {match.GetString(Tags.StudyTime)} {match.GetString(Tags.TimezoneOffsetFromUTC)}");
    }

    [Theory]
    [InlineData(QueryRetrieveOptions.None, 0)]
    [InlineData(QueryRetrieveOptions.FuzzySemanticMatching, 1)]
    public async Task Names_match_by_sound_where_that_was_negotiated(QueryRetrieveOptions agreed, int expected)
    {
        using var fixture = await FindFixture.MakeAsync(agreed);
        await fixture.Catalog.AddAsync([new SampleInstance().With(Tags.PatientName, "MEIER^HANS").ToEntry()], CancellationToken.None);

        var (_, matches) = await fixture.FindAsync(FindFixture.StudyRoot, FindFixture.Identifier("STUDY").Add(Tags.PatientName, "Hans Mayer").Add(Tags.StudyInstanceUID));

        Assert.Equal(expected, matches.Count);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("UTC", true)]
    [InlineData("Nowhere/Else", false)]
    public void A_time_zone_is_one_that_the_system_knows(string name, bool expected)
    {
        Assert.Equal(expected, new FindSettings { TimeZone = name }.TryFindTimeZone(out var zone));
        Assert.Equal(name == "UTC" ? TimeZoneInfo.Utc.BaseUtcOffset : TimeZoneInfo.Local.BaseUtcOffset, zone.BaseUtcOffset);
    }

    [Theory]
    [InlineData(QueryRetrieveOptions.None, 0)]
    [InlineData(QueryRetrieveOptions.EmptyValueMatching, 3)]
    public async Task Two_quotes_ask_for_what_has_no_value_where_that_was_negotiated(QueryRetrieveOptions agreed, int expected)
    {
        using var fixture = await FindFixture.MakeAsync(agreed);

        var (_, matches) = await fixture.FindAsync(FindFixture.StudyRoot, FindFixture.Identifier("STUDY").Add(Tags.AccessionNumber, "\"\"").Add(Tags.StudyInstanceUID));

        Assert.Equal(expected, matches.Count);
    }

    [Theory]
    [InlineData(QueryRetrieveOptions.None, "SERIES", "2.25.10", null, 0x0000)]
    [InlineData(QueryRetrieveOptions.None, "SERIES", null, "0020000D", 0xA900)]
    [InlineData(QueryRetrieveOptions.None, "SERIES", "2.25.10\\2.25.11", "0020000D", 0xA900)]
    [InlineData(QueryRetrieveOptions.None, "STUDY", "2.25.10\\2.25.11", null, 0x0000)]
    [InlineData(QueryRetrieveOptions.Relational, "SERIES", null, null, 0x0000)]
    public async Task Relational_queries_are_refused_unless_negotiated_where_the_administrator_wants_that(
        QueryRetrieveOptions agreed, string level, string? study, string? offending, int status)
    {
        using var fixture = await FindFixture.MakeAsync(agreed);
        var identifier = FindFixture.Identifier(level);
        _ = study is null ? identifier.Add(Tags.SeriesDescription) : identifier.Add(Tags.StudyInstanceUID, study);
        Assert.Equal(DimseStatus.Success, (await fixture.FindAsync(FindFixture.StudyRoot, identifier)).Final.Status);

        fixture.Settings.Current = new FindSettings { RefusesWhatWasNotNegotiated = true };
        var (final, _) = await fixture.FindAsync(FindFixture.StudyRoot, identifier);

        Assert.Equal(status, final.Status.Code);
        Assert.Equal(offending, final.OffendingElements is [var tag] ? $"{tag.Group:X4}{tag.Element:X4}" : null);
    }

    [Theory]
    [InlineData(QueryRetrieveOptions.None, 0xA900)]
    [InlineData(QueryRetrieveOptions.MultipleValueMatching, 0x0000)]
    public async Task So_are_several_values_of_a_key(QueryRetrieveOptions agreed, int status)
    {
        using var fixture = await FindFixture.MakeAsync(agreed);
        fixture.Settings.Current = new FindSettings { RefusesWhatWasNotNegotiated = true };

        var (final, _) = await fixture.FindAsync(FindFixture.StudyRoot, FindFixture.Identifier("STUDY").Add(Tags.AccessionNumber, "A1\\A2"));

        Assert.Equal(status, final.Status.Code);
    }

    [Fact]
    public async Task A_uid_of_a_lower_level_is_refused_rather_than_ignored()
    {
        using var fixture = await FindFixture.MakeAsync();
        var identifier = FindFixture.Identifier("STUDY").Add(Tags.SeriesInstanceUID, "2.25.100");

        var (final, matches) = await fixture.FindAsync(FindFixture.StudyRoot, identifier);

        Assert.Equal(DimseStatus.DoesNotMatchSopClass, final.Status);
        Assert.Equal([Tags.SeriesInstanceUID], final.OffendingElements);
        Assert.Empty(matches);
    }

    [Fact]
    public async Task Another_key_of_a_lower_level_is_not_matched()
    {
        using var fixture = await FindFixture.MakeAsync();

        var (_, matches) = await fixture.FindAsync(FindFixture.StudyRoot, FindFixture.Identifier("STUDY").Add(Tags.Modality, "MR").Add(Tags.SeriesInstanceUID));

        Assert.Equal(3, matches.Count);
        Assert.All(matches, match => Assert.True(match[Tags.Modality]!.IsEmpty));
    }

    [Fact]
    public async Task Ten_thousand_uids_and_hostile_text_are_only_keys()
    {
        using var fixture = await FindFixture.MakeAsync();
        var uids = Enumerable.Range(0, 10_000).Select(i => $"2.25.{i}");

        var (final, matches) = await fixture.FindAsync(FindFixture.StudyRoot, FindFixture.Identifier("STUDY").Add(Tags.StudyInstanceUID, uids));
        var (other, none) = await fixture.FindAsync(FindFixture.StudyRoot, FindFixture.Identifier("STUDY").Add(Tags.PatientID, "' OR 1=1 --%_"));

        Assert.Equal((DimseStatus.Success, 3), (final.Status, matches.Count));
        Assert.Equal((DimseStatus.Success, 0), (other.Status, none.Count));
    }

    [Fact]
    public async Task A_cancelled_query_ends_with_cancel()
    {
        using var fixture = await FindFixture.MakeAsync();
        var pending = new RecordedResponses<DicomDataSet>
        {
            AfterSend = sent =>
            {
                if (sent == 2)
                {
                    fixture.Operation.Cancel(CancellationReason.PeerCancelled);
                }

                return ValueTask.CompletedTask;
            },
        };

        var (final, matches) = await fixture.FindAsync(FindFixture.StudyRoot, FindFixture.Identifier("IMAGE").Add(Tags.SOPInstanceUID), pending);

        Assert.Equal(DimseStatus.Cancel, final.Status);
        Assert.Equal(2, matches.Count);
    }

    [Theory, InlineData(true, 0xA700), InlineData(false, 0xC000)]
    public async Task A_catalog_that_fails_is_told_without_its_secrets(bool isTransient, int status)
    {
        using var fixture = await FindFixture.MakeAsync();
        fixture.Catalog.Fault = new CatalogException("Disk of P1 at /secret is full.") { IsTransient = isTransient };

        var (final, matches) = await fixture.FindAsync(FindFixture.StudyRoot, FindFixture.Identifier("STUDY").Add(Tags.StudyInstanceUID));

        Assert.Equal(status, final.Status.Code);
        Assert.InRange(final.ErrorComment!.Length, 1, FinalResponse.MaximumErrorCommentLength);
        Assert.DoesNotContain("secret", final.ErrorComment, StringComparison.Ordinal);
        Assert.Empty(matches);
    }

    [Theory]
    [InlineData(false, new string[0])]
    [InlineData(true, new[] { "NOW" })]
    public async Task Another_ID_of_a_patient_is_matched_where_the_administrator_wants_that(bool isWanted, string[] expected)
    {
        using var fixture = await FindFixture.MakeAsync();
        fixture.Settings.Current = new FindSettings { MatchesOtherPatientIds = isWanted };
        var instance = new SampleInstance().With(Tags.PatientID, "NOW").WithItems(Tags.OtherPatientIDsSequence, new DicomDataSetBuilder().Add(Tags.PatientID, "BEFORE").Build());
        await fixture.Catalog.AddAsync([instance.ToEntry()], TestContext.Current.CancellationToken);

        var (final, matches) = await fixture.FindAsync(FindFixture.StudyRoot, FindFixture.Identifier("STUDY").Add(Tags.PatientID, "BEFORE"));

        Assert.Equal(DimseStatus.Success, final.Status);
        Assert.Equal(expected, matches.Select(match => match.GetString(Tags.PatientID)));
    }
}
