using System.Globalization;
using Gantry.Dicom;
using Xunit;

namespace Gantry.Contracts.Testing;

public abstract partial class CatalogSpecification
{
    private static DicomDataSetBuilder Keys => new();

    /// <summary>Each level tells its unique keys and those above (PS3.4 §C.4.1.1.3.2).</summary>
    [Theory]
    [InlineData(QueryRoot.Patient, QueryLevel.Patient)]
    [InlineData(QueryRoot.Patient, QueryLevel.Study)]
    [InlineData(QueryRoot.Patient, QueryLevel.Series)]
    [InlineData(QueryRoot.Patient, QueryLevel.Image)]
    [InlineData(QueryRoot.Study, QueryLevel.Study)]
    [InlineData(QueryRoot.Study, QueryLevel.Series)]
    [InlineData(QueryRoot.Study, QueryLevel.Image)]
    public async Task A_match_has_the_unique_keys_of_its_level_and_above(QueryRoot root, QueryLevel level)
    {
        var instance = new SampleInstance();
        await AddAsync(instance);
        var match = Assert.Single(await FindAsync(level, Keys, root));
        for (var each = QueryLevel.Patient; each <= QueryLevel.Image; each++)
        {
            var tag = AttributeLevels.UniqueKeyOf(each);
            var isExpected = each <= level && (each > QueryLevel.Patient || root == QueryRoot.Patient);
            Assert.Equal(isExpected ? instance.Attributes.GetString(tag) : null, match.GetString(tag));
        }
    }

    /// <summary>Patients are a level of Patient Root alone (PS3.4 §C.6.2).</summary>
    [Fact]
    public async Task Study_Root_has_no_patient_level() =>
        await Assert.ThrowsAsync<CatalogException>(async () => await FindAsync(QueryLevel.Patient, Keys));

    /// <summary>One response for each entity, whatever is below it.</summary>
    [Fact]
    public async Task Each_entity_is_found_once()
    {
        var one = new SampleInstance();
        await AddAllAsync(one, one.Next(), one.Next().With(Tags.SeriesInstanceUID, Uid.New().Value), new SampleInstance());
        Assert.Single(await FindAsync(QueryLevel.Patient, Keys, QueryRoot.Patient));
        Assert.Equal(2, (await FindAsync(QueryLevel.Study, Keys)).Count);
        Assert.Equal(3, (await FindAsync(QueryLevel.Series, Keys)).Count);
        Assert.Equal(4, (await FindAsync(QueryLevel.Image, Keys)).Count);
    }

    /// <summary>Every key asked for is in the response: of its level, of levels above, unknown ones and those of levels below without a value.</summary>
    [Fact]
    public async Task A_match_has_every_key_asked_for()
    {
        await AddAsync(new SampleInstance().With(Tags.StudyDescription, "KNEE").With(Tags.Rows, "512").With(Tags.ProtocolName, "P1"));
        var keys = Keys.Add(Tags.StudyDescription).Add(Tags.PatientName).Add(Tags.PatientSex).Add(Tags.ProtocolName).Add(Tags.Rows).Add(Tags.ProcedureCodeSequence).Add(Tags.QueryRetrieveLevel, "SERIES");
        var match = Assert.Single(await FindAsync(QueryLevel.Series, keys));
        Assert.Equal(("KNEE", "ANON^ONE", "P1"), (match.GetString(Tags.StudyDescription), match.GetString(Tags.PatientName), match.GetString(Tags.ProtocolName)));
        Assert.True(match[Tags.PatientSex] is { IsEmpty: true });
        Assert.True(match[Tags.Rows] is { IsEmpty: true });
        Assert.True(match[Tags.ProcedureCodeSequence] is DicomSequence { IsEmpty: true });
        Assert.False(match.Contains(Tags.QueryRetrieveLevel));
        Assert.False(match.Contains(Tags.StudyDate));
    }

    /// <summary>Not only what has a column: any attribute can be matched and returned.</summary>
    [Fact]
    public async Task Any_attribute_of_an_instance_can_be_matched_and_returned()
    {
        await AddAllAsync(
            new SampleInstance().With(Tags.Rows, "512").With(Tags.ImageType, "ORIGINAL\\PRIMARY\\AXIAL").With(Tags.SliceLocation, "1.50"),
            new SampleInstance().With(Tags.Rows, "256").With(Tags.ImageType, "DERIVED\\SECONDARY"));
        var match = Assert.Single(await FindAsync(QueryLevel.Image, Keys.Add(Tags.Rows, 512).Add(Tags.ImageType, "AX*").Add(Tags.SliceLocation)));
        Assert.Equal(512, match.GetInt32(Tags.Rows));
        Assert.Equal("1.50", match.GetString(Tags.SliceLocation));
        Assert.Equal(["ORIGINAL", "PRIMARY", "AXIAL"], match.GetStrings(Tags.ImageType));
    }

    /// <summary>Keys of levels below the query's cannot be matched there; they restrict nothing.</summary>
    [Fact]
    public async Task Keys_below_the_level_restrict_nothing()
    {
        await AddAsync(new SampleInstance());
        Assert.Single(await FindAsync(QueryLevel.Study, Keys.Add(Tags.Modality, "MR").Add(Tags.SOPInstanceUID, Uid.New())));
    }

    /// <summary>Keys of levels above restrict.</summary>
    [Fact]
    public async Task Keys_above_the_level_restrict()
    {
        var one = new SampleInstance();
        await AddAllAsync(one, one.Next(), new SampleInstance().With(Tags.PatientID, "ID2").With(Tags.StudyDate, "20200101"));
        Assert.Equal(2, (await FindAsync(QueryLevel.Image, Keys.Add(Tags.PatientID, "ID1"))).Count);
        Assert.Single(await FindAsync(QueryLevel.Image, Keys.Add(Tags.StudyDate, "-20201231").Add(Tags.PatientName, "anon*")));
        Assert.Equal(2, (await FindAsync(QueryLevel.Image, Keys.Add(Tags.SeriesInstanceUID, one.Series).Add(Tags.StudyInstanceUID, one.Study))).Count);
    }

    /// <summary>The kinds of matching of PS3.4 §C.2.2.2 on an attribute with a column.</summary>
    [Theory]
    [InlineData("ANON^ONE", 1)]
    [InlineData("anon^one", 1)]
    [InlineData("ANON^ONE^^", 1)]
    [InlineData("ANON^ON", 0)]
    [InlineData("ANON*", 3)]
    [InlineData("anon^t*", 2)]
    [InlineData("*", 5)]
    [InlineData("", 5)]
    [InlineData("*ONE", 1)]
    [InlineData("*O*E*", 2)]
    [InlineData("ANON^T?O", 1)]
    [InlineData("?NON^ONE", 1)]
    [InlineData("?", 0)]
    [InlineData("山田^太郎", 1)]
    [InlineData("山*", 1)]
    [InlineData("=山田*", 1)]
    [InlineData("やまだ*", 1)]
    [InlineData("Yamada*", 1)]
    [InlineData("100%_\\^X", 0)]
    [InlineData("ANON_%*", 0)]
    [InlineData("*'; DROP TABLE patient; --", 0)]
    public async Task Person_names_match(string key, int count)
    {
        await AddAllAsync(
            new SampleInstance().With(Tags.PatientID, "1"),
            new SampleInstance().With(Tags.PatientID, "2").With(Tags.PatientName, "Anon^Two"),
            new SampleInstance().With(Tags.PatientID, "3").With(Tags.PatientName, "ANON^TREE^X^Y^Z"),
            new SampleInstance().With(Tags.PatientID, "4").With(Tags.PatientName, "Yamada^Tarou=山田^太郎=やまだ^たろう"),
            new SampleInstance().With(Tags.PatientID, "5").With(Tags.PatientName, null));
        Assert.Equal(count, (await FindAsync(QueryLevel.Study, Keys.Add(Tags.PatientName, key))).Count);
    }

    /// <summary>Names that are spelled or ordered otherwise, or of another script, where that was negotiated (PS3.4 §C.2.2.2.1); literally they are not found.</summary>
    [Theory]
    [InlineData("MEYER^HANS", "1 2")]
    [InlineData("hans mayr", "2")]
    [InlineData("Maier*", "1 2")]
    [InlineData("Meier*", "1 2 3")]
    [InlineData("MEIER^H", "1 2")]
    [InlineData("MEIER^KARL", "")]
    [InlineData("Vandenberg^Jan", "4 5")]
    [InlineData("Berg^Jan", "4")]
    [InlineData("Tarou Yamada", "6")]
    [InlineData("ﾔﾏﾀﾞ", "6")]
    [InlineData("山田太郎", "6 7")]
    [InlineData("太郎^山田", "6")]
    [InlineData("=山*", "6 7")]
    [InlineData("*yer^*", "2")]
    [InlineData("X", "")]
    [InlineData("LONGNAME", "9")]
    [InlineData("*", "1 2 3 4 5 6 7 8 9")]
    public async Task Person_names_match_fuzzily_where_negotiated(string key, string expected)
    {
        string?[] names =
        [
            "Meier^Hans", "MAYER^HANS^^DR", "Meiersen^Karl", "van den Berg^Jan", "VANDENBERG^J", "Yamada^Tarou=山田^太郎=やまだ^たろう", "=山田太郎", null, $"Longname^{new string('Y', 150)}",
        ];
        await AddAllAsync(names.Select((name, i) => new SampleInstance().With(Tags.PatientID, $"{i + 1}").With(Tags.PatientName, name)));
        var keys = Keys.Add(Tags.SpecificCharacterSet, "ISO_IR 192").Add(Tags.PatientName, key).Add(Tags.PatientID).Build();
        var query = new CatalogQuery { Root = QueryRoot.Study, Level = QueryLevel.Study, Keys = keys, Options = new MatchOptions { MatchesNamesFuzzily = true } };
        var found = await CollectAsync(Catalog.FindAsync(query, Cancellation));
        Assert.Equal(expected, string.Join(' ', found.Select(match => match.GetString(Tags.PatientID)).Order(StringComparer.Ordinal)));
    }

    /// <summary>A name that more patients have than one statement bears; all of them are found, each once, and those that are removed no more.</summary>
    [Fact]
    public async Task Many_patients_of_one_sound_are_found_once_each()
    {
        var some = Enumerable.Range(0, 700).Select(i => new SampleInstance().With(Tags.PatientID, $"{i}").With(Tags.PatientName, i % 7 == 0 ? "OTHER" : $"HANSEN^N{i}")).ToList();
        await AddAllAsync(some);
        await Catalog.RemoveAsync(new InstanceSelection { Studies = [some[1].Study] }, Cancellation);
        var query = new CatalogQuery
        {
            Root = QueryRoot.Patient,
            Level = QueryLevel.Patient,
            Keys = Keys.Add(Tags.PatientName, "Hanson").Build(),
            Options = new MatchOptions { MatchesNamesFuzzily = true },
        };
        var found = await CollectAsync(Catalog.FindAsync(query, Cancellation));
        Assert.Equal((599, 599), (found.Count, found.Select(match => match.GetString(Tags.PatientID)).Distinct().Count()));
    }

    /// <summary>What means something to SQL means nothing in a value.</summary>
    [Theory]
    [InlineData("100%", "100%", "1000")]
    [InlineData("A_B", "A_B", "AXB")]
    [InlineData("A_*", "A_B", "AXB")]
    [InlineData("*%*", "5%5", "555")]
    [InlineData("*_B", "A_B", "AXB")]
    [InlineData("*[A]*", "X[A]", "XA")]
    [InlineData("O'NEIL", "O'NEIL", "ONEIL")]
    [InlineData("*!*", "A!B", "AB")]
    [InlineData("\"; --", "\"; --", "X")]
    [InlineData("a*", "abc", "ABC")]
    [InlineData("?*?", "AB", "A")]
    [InlineData("Ä*", "ÄB", "AB")]
    [InlineData("A?C", "A\U0001F600C", "ABBC")]
    public async Task Patient_IDs_match_literally(string key, string matching, string other)
    {
        await AddAllAsync(new SampleInstance().With(Tags.PatientID, matching), new SampleInstance().With(Tags.PatientID, other), new SampleInstance().With(Tags.PatientID, null));
        var match = Assert.Single(await FindAsync(QueryLevel.Patient, Keys.Add(Tags.PatientID, key), QueryRoot.Patient));
        Assert.Equal(matching, match.GetString(Tags.PatientID));
    }

    /// <summary>Ranges of dates, open and closed; old and odd forms of dates included.</summary>
    [Theory]
    [InlineData("20240229", "2 3")]
    [InlineData("20240229-20240301", "2 3 4")]
    [InlineData("20240301-", "4 5")]
    [InlineData("-20240229", "1 2 3")]
    [InlineData("20230101-20250101", "1 2 3 4 5")]
    [InlineData("20240302-20240301", "")]
    [InlineData("2024", "2 3 4 5")]
    [InlineData("", "1 2 3 4 5 6 7")]
    [InlineData("NODATE", "7")]
    public async Task Dates_match(string key, string expected)
    {
        string?[] dates = ["20231231", "20240229", "2024.02.29", "20240301", "20241231", null, "NODATE"];
        await AddAllAsync(dates.Select((date, i) => new SampleInstance().With(new DicomBytes(Tags.StudyDate, Vr.DA, System.Text.Encoding.ASCII.GetBytes(date ?? ""))).With(Tags.StudyID, (i + 1).ToString(CultureInfo.InvariantCulture))));
        var found = await FindAsync(QueryLevel.Study, Keys.Add(new DicomBytes(Tags.StudyDate, Vr.DA, System.Text.Encoding.ASCII.GetBytes(key))).Add(Tags.StudyID));
        Assert.Equal(expected, string.Join(' ', found.Select(match => match.GetString(Tags.StudyID)).Order(StringComparer.Ordinal)));
    }

    /// <summary>Date and time ranges as one, where that was negotiated (PS3.4 §C.2.2.2.5.1).</summary>
    [Fact]
    public async Task Date_and_time_match_as_one_where_negotiated()
    {
        await AddAllAsync(
            new SampleInstance().With(Tags.StudyDate, "20240101").With(Tags.StudyTime, "090000").With(Tags.StudyID, "1"),
            new SampleInstance().With(Tags.StudyDate, "20240102").With(Tags.StudyTime, "050000").With(Tags.StudyID, "2"),
            new SampleInstance().With(Tags.StudyDate, "20240103").With(Tags.StudyTime, "190000").With(Tags.StudyID, "3"));
        var keys = Keys.Add(Tags.StudyDate, "20240101-20240103").Add(Tags.StudyTime, "1000-1800").Build();
        var query = new CatalogQuery { Root = QueryRoot.Study, Level = QueryLevel.Study, Keys = keys };
        Assert.Empty(await CollectAsync(Catalog.FindAsync(query, Cancellation)));
        Assert.Single(await CollectAsync(Catalog.FindAsync(query with { Options = new MatchOptions { CombinesDateAndTime = true } }, Cancellation)));
    }

    /// <summary>Dates and times as the peer's clock tells them, where that was negotiated (PS3.4 §C.4.1.1.3.1); what is stored without an offset is UTC here.</summary>
    [Theory]
    [InlineData("20240102", null, 2, "1=20240102013000 2=20240102030000 3=20240102")]
    [InlineData("20240101", null, 2, "")]
    [InlineData("20240101", null, -9, "1=20240101143000 2=20240101160000")]
    [InlineData("20240102", "01-02", 2, "1=20240102013000")]
    [InlineData(null, "0300", 2, "2=20240102030000")]
    [InlineData("20231230-20240105", null, 14, "1=20240102133000 2=20240102150000 3=20240102")]
    public async Task Dates_and_times_are_told_by_the_requested_offset(string? date, string? time, int hours, string expected)
    {
        await AddAllAsync(
            new SampleInstance().With(Tags.StudyDate, "20240101").With(Tags.StudyTime, "233000").With(Tags.StudyID, "1"),
            new SampleInstance().With(Tags.StudyDate, "20240102").With(Tags.StudyTime, "010000").With(Tags.StudyID, "2").With(Tags.PatientBirthDate, "20240102"),
            new SampleInstance().With(Tags.StudyDate, "20240102").With(Tags.StudyTime, null).With(Tags.StudyID, "3"));
        var query = new CatalogQuery
        {
            Root = QueryRoot.Study,
            Level = QueryLevel.Study,
            Keys = Keys.Add(Tags.StudyDate, date).Add(Tags.StudyTime, time).Add(Tags.StudyID).Build(),
            Options = new MatchOptions { Timezone = new TimezoneAdjustment(TimeSpan.FromHours(hours), TimeZoneInfo.Utc), LocalOffset = TimeSpan.FromHours(hours) },
        };
        var found = await CollectAsync(Catalog.FindAsync(query, Cancellation));
        Assert.Equal(expected, string.Join(' ', found.Select(match => $"{match.GetString(Tags.StudyID)}={match.GetString(Tags.StudyDate)}{match.GetString(Tags.StudyTime)}").Order(StringComparer.Ordinal)));
    }

    /// <summary>What is in a study, and how many there are of what.</summary>
    [Fact]
    public async Task The_content_of_studies_and_patients_is_told()
    {
        var one = new SampleInstance();
        var otherSeries = one.Next().With(Tags.SeriesInstanceUID, Uid.New().Value).With(Tags.Modality, "PT").With(Tags.SOPClassUID, Uids.PositronEmissionTomographyImageStorage.Value);
        await AddAllAsync(one, one.Next(), otherSeries, new SampleInstance());

        var study = Assert.Single(await FindAsync(
            QueryLevel.Study,
            Keys.Add(Tags.StudyInstanceUID, one.Study).Add(Tags.ModalitiesInStudy).Add(Tags.SOPClassesInStudy).Add(Tags.NumberOfStudyRelatedSeries).Add(Tags.NumberOfStudyRelatedInstances).Add(Tags.NumberOfPatientRelatedStudies)));
        Assert.Equal(["CT", "PT"], study.GetStrings(Tags.ModalitiesInStudy));
        Assert.Equal([Uids.PositronEmissionTomographyImageStorage, Uids.CTImageStorage], study.GetUids(Tags.SOPClassesInStudy));
        Assert.Equal((2, 3, 2), (study.GetInt32(Tags.NumberOfStudyRelatedSeries), study.GetInt32(Tags.NumberOfStudyRelatedInstances), study.GetInt32(Tags.NumberOfPatientRelatedStudies)));

        var patient = Assert.Single(await FindAsync(
            QueryLevel.Patient,
            Keys.Add(Tags.NumberOfPatientRelatedStudies).Add(Tags.NumberOfPatientRelatedSeries).Add(Tags.NumberOfPatientRelatedInstances),
            QueryRoot.Patient));
        Assert.Equal((2, 3, 4), (patient.GetInt32(Tags.NumberOfPatientRelatedStudies), patient.GetInt32(Tags.NumberOfPatientRelatedSeries), patient.GetInt32(Tags.NumberOfPatientRelatedInstances)));

        var series = await FindAsync(QueryLevel.Series, Keys.Add(Tags.StudyInstanceUID, one.Study).Add(Tags.NumberOfSeriesRelatedInstances).Add(Tags.ModalitiesInStudy));
        Assert.Equal([1, 2], series.Select(match => match.GetInt32(Tags.NumberOfSeriesRelatedInstances)).Order());
        Assert.All(series, match => Assert.Equal(["CT", "PT"], match.GetStrings(Tags.ModalitiesInStudy)));
    }

    /// <summary>Modalities in Study matches if one of them does (PS3.4 §C.6.2.1.2).</summary>
    [Theory]
    [InlineData("PT", 1)]
    [InlineData("CT", 2)]
    [InlineData("C*", 2)]
    [InlineData("*T", 2)]
    [InlineData("PT\\MR", 2)]
    [InlineData("US", 0)]
    [InlineData("", 3)]
    public async Task Modalities_in_study_match(string key, int count)
    {
        var one = new SampleInstance();
        await AddAllAsync(one, one.Next().With(Tags.SeriesInstanceUID, Uid.New().Value).With(Tags.Modality, "PT"), new SampleInstance(), new SampleInstance().With(Tags.Modality, "MR"));
        Assert.Equal(count, (await FindAsync(QueryLevel.Study, Keys.Add(Tags.ModalitiesInStudy, key))).Count);
    }

    /// <summary>SOP Classes in Study matches a list of UIDs.</summary>
    [Fact]
    public async Task SOP_classes_in_study_match()
    {
        await AddAllAsync(new SampleInstance(), new SampleInstance().With(Tags.SOPClassUID, Uids.MRImageStorage.Value));
        Assert.Single(await FindAsync(QueryLevel.Study, Keys.Add(Tags.SOPClassesInStudy, [Uids.MRImageStorage, Uids.NuclearMedicineImageStorage])));
        Assert.Empty(await FindAsync(QueryLevel.Study, Keys.Add(Tags.SOPClassesInStudy, Uids.NuclearMedicineImageStorage)));
    }

    /// <summary>One item must satisfy all keys of the key's item (PS3.4 §C.2.2.2.6).</summary>
    [Fact]
    public async Task Sequences_match_item_by_item()
    {
        static DicomDataSet Request(string step, string procedure) => new DicomDataSetBuilder().Add(Tags.ScheduledProcedureStepID, step).Add(Tags.RequestedProcedureID, procedure).Build();
        var one = new SampleInstance().WithItems(Tags.RequestAttributesSequence, Request("S1", "P1"), Request("S2", "P2"));
        await AddAllAsync(one, new SampleInstance());
        Assert.Single(await FindAsync(QueryLevel.Series, Keys.Add(Tags.RequestAttributesSequence, Request("S2", "P2"))));
        Assert.Empty(await FindAsync(QueryLevel.Series, Keys.Add(Tags.RequestAttributesSequence, Request("S2", "P1"))));
        var match = Assert.Single(await FindAsync(QueryLevel.Series, Keys.Add(Tags.RequestAttributesSequence, new DicomDataSetBuilder().Add(Tags.ScheduledProcedureStepID, "S*").Build())));
        Assert.All(match.GetItems(Tags.RequestAttributesSequence), item => Assert.False(item.Contains(Tags.RequestedProcedureID)));
        Assert.Equal(2, (await FindAsync(QueryLevel.Series, Keys.Add(Tags.RequestAttributesSequence))).Count);
    }

    /// <summary>A list may be longer than any statement.</summary>
    [Theory]
    [InlineData(QueryLevel.Study)]
    [InlineData(QueryLevel.Series)]
    [InlineData(QueryLevel.Image)]
    public async Task Ten_thousand_UIDs_find_those_that_are_there(QueryLevel level)
    {
        var some = Enumerable.Range(0, 600).Select(_ => new SampleInstance()).ToList();
        await AddAllAsync(some);
        var tag = AttributeLevels.UniqueKeyOf(level);
        var uids = some.Take(550).Select(instance => instance.Attributes.GetString(tag)!).Concat(Enumerable.Range(0, 9_450).Select(_ => Uid.New().Value)).Order(StringComparer.Ordinal);
        var found = await FindAsync(level, Keys.Add(tag, uids));
        Assert.Equal(550, found.Select(match => match.GetString(tag)).Distinct().Count());
        Assert.Equal(550, found.Count);
    }

    /// <summary>Text comes back as it was, whatever character set it came in (PS3.3 §C.12.1.1.2).</summary>
    [Fact]
    public async Task Text_is_returned_in_UTF8()
    {
        var latin = new SampleInstance().With(Tags.SpecificCharacterSet, "ISO_IR 100").With(Tags.PatientName, "MÜLLER^ÄNNE").With(Tags.StudyDescription, "PLAIN")
            .WithItems(Tags.ProcedureCodeSequence, new DicomDataSetBuilder().Add(Tags.SpecificCharacterSet, "ISO_IR 100").Add(Tags.CodeMeaning, "Schädel").Build());
        await AddAsync(latin);
        var match = Assert.Single(await FindAsync(QueryLevel.Study, Keys.Add(Tags.SpecificCharacterSet, "ISO_IR 192").Add(Tags.PatientName, "müller*").Add(Tags.ProcedureCodeSequence)));
        Assert.True(match.CharacterSet.IsUtf8);
        Assert.Equal("MÜLLER^ÄNNE", match.GetString(Tags.PatientName));
        Assert.Equal("Schädel", Assert.Single(match.GetItems(Tags.ProcedureCodeSequence)).GetString(Tags.CodeMeaning));
        Assert.Single(await FindAsync(QueryLevel.Study, Keys.Add(Tags.SpecificCharacterSet, "ISO_IR 100").Add(Tags.PatientName, "MÜLLER^ÄNNE")));
    }

    /// <summary>No more than asked for.</summary>
    [Fact]
    public async Task A_limit_is_kept()
    {
        await AddAllAsync(Enumerable.Range(0, 5).Select(_ => new SampleInstance()));
        Assert.Equal(3, (await FindAsync(QueryLevel.Study, Keys, limit: 3)).Count);
        Assert.Empty(await FindAsync(QueryLevel.Study, Keys, limit: 0));
        Assert.Equal(5, (await FindAsync(QueryLevel.Study, Keys, limit: 50)).Count);
    }

    /// <summary>More than any page.</summary>
    [Theory]
    [InlineData(QueryLevel.Study)]
    [InlineData(QueryLevel.Image)]
    public async Task Many_matches_are_found_once_each(QueryLevel level)
    {
        var some = Enumerable.Range(0, 1400).Select(i => new SampleInstance().With(Tags.PatientID, $"ID{i % 10}")).ToList();
        await AddAllAsync(some);
        var tag = AttributeLevels.UniqueKeyOf(level);
        Assert.Equal(1400, (await FindAsync(level, Keys)).Select(match => match.GetString(tag)).Distinct().Count());
        Assert.Equal(1400, (await FindAsync(level, Keys.Add(Tags.StudyDate, "20240229"))).Select(match => match.GetString(tag)).Distinct().Count());
        Assert.Equal(140, (await FindAsync(level, Keys.Add(Tags.PatientID, "ID7"))).Count);
    }

    /// <summary>Who reads slowly stops nobody, and sees no entity twice while the catalog changes.</summary>
    [Fact]
    public async Task A_slow_reader_does_not_block_the_writer()
    {
        var first = Enumerable.Range(0, 400).Select(_ => new SampleInstance()).ToList();
        await AddAllAsync(first);
        var query = new CatalogQuery { Root = QueryRoot.Study, Level = QueryLevel.Study, Keys = Keys.Build() };
        var seen = new List<string?>();
        await foreach (var match in Catalog.FindAsync(query, Cancellation))
        {
            seen.Add(match.GetString(Tags.StudyInstanceUID));
            if (seen.Count is 1 or 200)
            {
                await AddAllAsync(Enumerable.Range(0, 200).Select(_ => new SampleInstance()));
                await Catalog.RemoveAsync(new InstanceSelection { Studies = [first[300 + seen.Count / 200].Study] }, Cancellation);
            }
        }

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.InRange(seen.Count, 398, 800);
    }

    /// <summary>A cancelled query ends.</summary>
    [Fact]
    public async Task A_cancelled_query_ends()
    {
        await AddAllAsync(Enumerable.Range(0, 300).Select(_ => new SampleInstance()));
        using var cancellation = new CancellationTokenSource();
        var query = new CatalogQuery { Root = QueryRoot.Study, Level = QueryLevel.Study, Keys = Keys.Build() };
        var count = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in Catalog.FindAsync(query, cancellation.Token))
            {
                count++;
                await cancellation.CancelAsync();
            }
        });
        Assert.InRange(count, 1, 299);
    }
}
