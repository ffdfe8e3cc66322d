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
