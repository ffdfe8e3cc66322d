using System.Collections.Immutable;
using Gantry.Dicom;
using Xunit;

namespace Gantry.Contracts.Testing;

public abstract partial class CatalogSpecification
{
    private static readonly AETitle ScannerOne = new("SCANNER1");
    private static readonly AETitle ScannerTwo = new("SCANNER2");

    /// <summary>A study is there for who may see an instance of it, and says of what may be seen alone.</summary>
    [Fact]
    public async Task Counts_and_contents_tell_of_what_may_be_seen_alone()
    {
        var study = new SampleInstance().With(Tags.InstitutionName, "NORTH");
        var report = study.Next().With(Tags.SeriesInstanceUID, Uid.New().Value).With(Tags.Modality, "SR").With(Tags.SOPClassUID, Uids.BasicTextSRStorage.Value).With(Tags.InstitutionName, "SOUTH");
        await AddFromAsync(ScannerOne, study, study.Next());
        await AddFromAsync(ScannerTwo, report, study.Next());

        var all = Assert.Single(await SeenAsync(null, QueryLevel.Study, ContentKeys()));
        var sent = Assert.Single(await SeenAsync(new CatalogScope(sources: [ScannerOne]), QueryLevel.Study, ContentKeys()));
        var north = Assert.Single(await SeenAsync(new CatalogScope(ScopeKeys(Tags.InstitutionName, "NORTH")), QueryLevel.Study, ContentKeys()));

        Assert.Equal(["2", "4", @"CT\SR", $@"{Uids.CTImageStorage}\{Uids.BasicTextSRStorage}"], Content(all));
        Assert.Equal(["1", "2", "CT", Uids.CTImageStorage.Value], Content(sent));
        Assert.Equal(["1", "3", "CT", Uids.CTImageStorage.Value], Content(north));
        Assert.Empty(await SeenAsync(new CatalogScope(sources: [ScannerOne]), QueryLevel.Study, ContentKeys().Set(Tags.ModalitiesInStudy, "SR")));
        Assert.Empty(await SeenAsync(new CatalogScope(sources: [new AETitle("NOBODY")]), QueryLevel.Patient, new DicomDataSetBuilder().Add(Tags.PatientID)));
    }

    /// <summary>What a scope lets be seen is the same in every catalog, at every level, whatever is asked.</summary>
    [Fact]
    public async Task A_scope_lets_the_same_be_found_and_selected_as_the_catalog_in_memory_does()
    {
        var reference = new InMemoryCatalog();
        var entries = World().ToList();
        await Catalog.AddAsync(entries, Cancellation);
        await reference.AddAsync(entries, Cancellation);
        CatalogScope[] scopes =
        [
            new(ScopeKeys(Tags.PatientID, @"P1\P3")), new(ScopeKeys(Tags.PatientID, "P*")), new(ScopeKeys(Tags.ReferringPhysicianName, "HOUSE*")), new(ScopeKeys(Tags.InstitutionName, "NORTH")),
            new(ScopeKeys(Tags.StudyDate, "20240101-20240102")), new(sources: [ScannerOne]), new(sources: [ScannerOne, ScannerTwo]),
            new(ScopeKeys(Tags.InstitutionName, @"NORTH\SOUTH"), [ScannerTwo]), new(ScopeKeys(Tags.PatientID, "P2", (Tags.InstitutionName, "SOUTH")), [ScannerOne]), new(ScopeKeys(Tags.PatientID, "NONE")),
        ];
        foreach (var scope in scopes)
        {
            foreach (var level in new[] { QueryLevel.Patient, QueryLevel.Study, QueryLevel.Series, QueryLevel.Image })
            {
                foreach (var restriction in Restrictions())
                {
                    var query = new CatalogQuery { Root = QueryRoot.Patient, Level = level, Keys = restriction.Build(), Scope = scope };
                    Assert.Equal(SeenTexts(await CollectAsync(reference.FindAsync(query, Cancellation))), SeenTexts(await CollectAsync(Catalog.FindAsync(query, Cancellation))));
                }
            }

            foreach (var selection in Selections(entries).Select(selection => selection with { Scope = scope }))
            {
                Assert.Equal(
                    (await CollectAsync(reference.SelectAsync(selection, Cancellation))).Select(instance => instance.SopInstance.Value).Order(StringComparer.Ordinal),
                    (await SelectAsync(selection)).Select(instance => instance.SopInstance.Value).Order(StringComparer.Ordinal));
            }
        }
    }

    /// <summary>A limit counts what may be seen.</summary>
    [Fact]
    public async Task A_limit_counts_what_may_be_seen_alone()
    {
        for (var i = 0; i < 12; i++)
        {
            await AddFromAsync(i % 4 == 3 ? ScannerOne : ScannerTwo, new SampleInstance());
        }

        var query = new CatalogQuery { Root = QueryRoot.Study, Level = QueryLevel.Study, Keys = new DicomDataSetBuilder().Add(Tags.StudyInstanceUID).Build(), Limit = 2, Scope = new CatalogScope(sources: [ScannerOne]) };
        Assert.Equal(2, (await CollectAsync(Catalog.FindAsync(query, Cancellation))).Count);
        Assert.Equal(3, (await CollectAsync(Catalog.FindAsync(query with { Limit = null }, Cancellation))).Count);
    }

    private static DicomDataSetBuilder ContentKeys() => new DicomDataSetBuilder()
        .Add(Tags.StudyInstanceUID).Add(Tags.NumberOfStudyRelatedSeries).Add(Tags.NumberOfStudyRelatedInstances).Add(Tags.ModalitiesInStudy).Add(Tags.SOPClassesInStudy);

    private static string[] Content(DicomDataSet match) =>
    [
        match.GetText(Tags.NumberOfStudyRelatedSeries)!, match.GetText(Tags.NumberOfStudyRelatedInstances)!,
        string.Join('\\', match.GetStrings(Tags.ModalitiesInStudy)), string.Join('\\', match.GetStrings(Tags.SOPClassesInStudy)),
    ];

    private static DicomDataSet ScopeKeys(Tag tag, string value, params (Tag Tag, string Value)[] more)
    {
        var keys = new DicomDataSetBuilder().Set(tag, value);
        foreach (var (other, text) in more)
        {
            keys.Set(other, text);
        }

        return keys.Build();
    }

    private static IEnumerable<CatalogEntry> World()
    {
        for (var i = 0; i < 36; i++)
        {
            var (patient, study, series) = (i % 3, i % 6, i % 12);
            yield return new SampleInstance(new Uid($"2.25.70.{study + 1}"), new Uid($"2.25.70.{study + 1}.{series + 1}"))
                .With(Tags.SOPInstanceUID, $"2.25.70.{study + 1}.{series + 1}.{i + 1}").With(Tags.PatientID, $"P{patient + 1}").With(Tags.PatientName, $"PATIENT^{patient}")
                .With(Tags.StudyDate, $"2024010{study % 4 + 1}").With(Tags.ReferringPhysicianName, study % 2 == 0 ? "HOUSE^G" : "WILSON^J")
                .With(Tags.InstitutionName, series % 3 == 0 ? "NORTH" : series % 3 == 1 ? "SOUTH" : null).With(Tags.Modality, series % 2 == 0 ? "CT" : "MR")
                .With(Tags.SOPClassUID, (i % 5 == 0 ? Uids.MRImageStorage : Uids.CTImageStorage).Value).With(Tags.InstanceNumber, $"{i + 1}")
                .ToEntry() with
            { SourceAETitle = i % 4 == 0 ? ScannerOne : i % 4 == 1 ? ScannerTwo : i % 4 == 2 ? default : new AETitle("OTHER") };
        }
    }

    private static IEnumerable<DicomDataSetBuilder> Restrictions()
    {
        yield return All();
        yield return All().Set(Tags.PatientID, "P1");
        yield return All().Set(Tags.StudyInstanceUID, "2.25.70.4");
        yield return All().Set(Tags.ModalitiesInStudy, "MR");
        yield return All().Set(Tags.NumberOfStudyRelatedSeries, "1");
        yield return new DicomDataSetBuilder().Add(Tags.PatientID);

        static DicomDataSetBuilder All() => ContentKeys()
            .Add(Tags.PatientID).Add(Tags.NumberOfPatientRelatedStudies).Add(Tags.NumberOfPatientRelatedSeries).Add(Tags.NumberOfPatientRelatedInstances)
            .Add(Tags.SeriesInstanceUID).Add(Tags.NumberOfSeriesRelatedInstances).Add(Tags.SOPInstanceUID);
    }

    private static IEnumerable<InstanceSelection> Selections(List<CatalogEntry> entries) =>
    [
        new() { PatientId = "P1" },
        new() { Studies = [new Uid("2.25.70.1"), new Uid("2.25.70.2"), new Uid("2.25.70.3")] },
        new() { Series = [new Uid("2.25.70.1.1"), new Uid("2.25.70.2.2")] },
        new() { Instances = [.. entries.Select(entry => new Uid(entry.Attributes.GetString(Tags.SOPInstanceUID)!))] },
    ];

    private static IEnumerable<string> SeenTexts(IEnumerable<DicomDataSet> matches) => matches.Select(DataSetText.Of).Order(StringComparer.Ordinal);

    private async ValueTask<IReadOnlyList<DicomDataSet>> SeenAsync(CatalogScope? scope, QueryLevel level, DicomDataSetBuilder keys) => await CollectAsync(Catalog.FindAsync(
        new CatalogQuery { Root = level == QueryLevel.Patient ? QueryRoot.Patient : QueryRoot.Study, Level = level, Keys = keys.Build(), Scope = scope }, Cancellation)).ConfigureAwait(false);

    private async ValueTask AddFromAsync(AETitle source, params ImmutableArray<SampleInstance> instances) =>
        await Catalog.AddAsync([.. instances.Select(instance => instance.ToEntry() with { SourceAETitle = source })], Cancellation).ConfigureAwait(false);
}
