using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Plugins.Find.Tests;

/// <summary>A handler over a catalog in memory.</summary>
internal sealed class FindFixture : IDisposable
{
    private readonly TestPluginContext _context = new("gantry.find") { HostAETitle = "ARCHIVE" };

    private FindFixture(InMemoryCatalog catalog) => Catalog = catalog;

    public static Uid PatientRoot { get; } = new(InformationModel.PatientRoot);

    public static Uid StudyRoot { get; } = new(InformationModel.StudyRoot);

    public static Uid PatientStudyOnly { get; } = new(InformationModel.PatientStudyOnly);

    public InMemoryCatalog Catalog { get; }

    public TestOperation Operation { get; init; } = new();

    public FixedScopePolicy ScopePolicy { get; } = new();

    public TestPluginSettings<FindSettings> Settings { get; } = new(new FindSettings());

    public static async Task<FindFixture> MakeAsync(QueryRetrieveOptions agreed = QueryRetrieveOptions.None) =>
        new(await CatalogOfStudies.MakeAsync()) { Operation = new TestOperation { QueryRetrieveOptions = agreed } };

    /// <summary>Adds a study of one instance.</summary>
    public async Task AddAsync(string study, string date, string time)
    {
        var attributes = new DicomDataSetBuilder()
            .Add(Tags.SOPClassUID, "1.2.840.10008.5.1.4.1.1.7")
            .Add(Tags.SOPInstanceUID, study + ".1.1")
            .Add(Tags.StudyDate, date)
            .Add(Tags.StudyTime, time)
            .Add(Tags.PatientID, "P3")
            .Add(Tags.StudyInstanceUID, study)
            .Add(Tags.SeriesInstanceUID, study + ".1")
            .Build();
        var stored = new StoredInstance(study, 100, 0);
        await Catalog.AddAsync(
            [new CatalogEntry { Attributes = attributes, TransferSyntax = TransferSyntax.ExplicitVRLittleEndian, Stored = stored, ReceivedAt = DateTimeOffset.UnixEpoch }],
            CancellationToken.None);
    }

    public static DicomDataSetBuilder Identifier(string? level)
    {
        var identifier = new DicomDataSetBuilder();
        return level is null ? identifier : identifier.Add(Tags.QueryRetrieveLevel, level);
    }

    public async Task<(FinalResponse Final, IReadOnlyList<DicomDataSet> Matches)> FindAsync(
        Uid model, DicomDataSetBuilder identifier, RecordedResponses<DicomDataSet>? pending = null)
    {
        pending ??= new RecordedResponses<DicomDataSet>();
        var handler = new FindHandler(Catalog, ScopePolicy, _context, Settings, NullLoggerFactory.Instance);
        var final = await handler.HandleAsync(Operation.Find(model, identifier.Build()), pending, Operation.Token);
        return (final, pending.Sent);
    }

    public void Dispose()
    {
        Operation.Dispose();
        _context.Dispose();
    }
}
