using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
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

    public TestOperation Operation { get; } = new();

    public static async Task<FindFixture> MakeAsync() => new(await CatalogOfStudies.MakeAsync());

    public static DicomDataSetBuilder Identifier(string? level)
    {
        var identifier = new DicomDataSetBuilder();
        return level is null ? identifier : identifier.Add(Tags.QueryRetrieveLevel, level);
    }

    public async Task<(FinalResponse Final, IReadOnlyList<DicomDataSet> Matches)> FindAsync(
        Uid model, DicomDataSetBuilder identifier, RecordedResponses<DicomDataSet>? pending = null)
    {
        pending ??= new RecordedResponses<DicomDataSet>();
        var handler = new FindHandler(Catalog, _context, NullLoggerFactory.Instance);
        var final = await handler.HandleAsync(Operation.Find(model, identifier.Build()), pending, Operation.Token);
        return (final, pending.Sent);
    }

    public void Dispose()
    {
        Operation.Dispose();
        _context.Dispose();
    }
}
