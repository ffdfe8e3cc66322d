using System.Collections.Immutable;
using System.Composition;
using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gantry.Plugins.Move.Tests;

/// <summary>Handlers over a catalog, a store and remote AEs in memory.</summary>
internal sealed class RetrieveFixture : IDisposable
{
    public RetrieveFixture()
    {
        Sink = Nodes.Add(new AETitle("SINK"));
        Directory.CreateDirectory(DecodingPath);
    }

    /// <summary>Where compressed instances are decoded.</summary>
    public string DecodingPath => Path.Combine(Services.Context.DataFolder, "decoding");

    public static Uid SecondaryCapture { get; } = new("1.2.840.10008.5.1.4.1.1.7");

    public InMemoryInstanceStore Store { get; } = new();

    public InMemoryCatalog Catalog { get; } = new();

    public IRetrieveQueue Queue { get; set; } = new InMemoryJobQueue();

    public InMemoryRemoteNodes Nodes { get; } = new();

    public InMemoryAE Sink { get; }

    public TestPluginSettings<MoveSettings> Settings { get; } = new(new MoveSettings());

    /// <summary>The codecs of all plugins: none unless set.</summary>
    public PixelCodecs Codecs { get; set; } = new([], []);

    /// <summary>The plugin's data folder.</summary>
    public TestServices Services { get; } = new("gantry.move");

    public FakeTimeProvider Time { get; } = new();

    public TestOperation Operation { get; } = new();

    /// <summary>The transfer syntaxes in which the requestor of C-GET takes Secondary Capture.</summary>
    public ImmutableArray<TransferSyntax> Requested { get; set; } = [TransferSyntax.ExplicitVRLittleEndian, TransferSyntax.ImplicitVRLittleEndian];

    /// <summary>Adds instances of a series.</summary>
    /// <returns>Their UIDs.</returns>
    public async Task<Uid[]> AddAsync(int count, string series = "2.25.10.1", string patient = "P1", Uid? sopClass = null, TransferSyntax? transferSyntax = null)
    {
        var uids = new Uid[count];
        for (var i = 0; i < count; i++)
        {
            uids[i] = new Uid($"{series}.{i + 1}");
            await AddAsync(uids[i], series, patient, sopClass ?? SecondaryCapture, transferSyntax ?? TransferSyntax.ExplicitVRLittleEndian, isDamaged: false);
        }

        return uids;
    }

    /// <summary>Adds an instance whose last element is cut short.</summary>
    public async Task<Uid> AddDamagedAsync(Uid sopInstance)
    {
        await AddAsync(sopInstance, "2.25.10.2", "P1", SecondaryCapture, TransferSyntax.ExplicitVRLittleEndian, isDamaged: true);
        return sopInstance;
    }

    private async Task AddAsync(Uid sopInstance, string series, string patient, Uid sopClass, TransferSyntax syntax, bool isDamaged)
    {
        var attributes = new DicomDataSetBuilder()
            .Add(Tags.SOPClassUID, sopClass)
            .Add(Tags.SOPInstanceUID, sopInstance)
            .Add(Tags.PatientID, patient)
            .Add(Tags.StudyInstanceUID, series[..series.LastIndexOf('.')])
            .Add(Tags.SeriesInstanceUID, series)
            .Build();
        var description = new InstanceDescription { SopClass = sopClass, SopInstance = sopInstance, TransferSyntax = syntax };
        var bytes = DataSetWriter.ToArray(attributes, syntax);
        var stored = Store.Add(description, isDamaged ? bytes.AsMemory(..^2) : bytes);
        var entry = new CatalogEntry { Attributes = attributes, TransferSyntax = syntax, Stored = stored, ReceivedAt = Time.GetUtcNow() };
        await Catalog.AddAsync([entry], CancellationToken.None);
    }

    /// <summary>Adds an instance of which all is given.</summary>
    public async Task AddAsync(DicomDataSet dataSet, TransferSyntax syntax, ReadOnlyMemory<byte> bytes)
    {
        var sopInstance = new Uid(dataSet.GetString(Tags.SOPInstanceUID)!);
        var stored = Store.Add(new InstanceDescription { SopClass = SecondaryCapture, SopInstance = sopInstance, TransferSyntax = syntax }, bytes);
        await Catalog.AddAsync([new CatalogEntry { Attributes = dataSet, TransferSyntax = syntax, Stored = stored, ReceivedAt = Time.GetUtcNow() }], CancellationToken.None);
    }

    /// <summary>Deletes the bytes of an instance and leaves it in the catalog.</summary>
    public async Task LoseAsync(Uid sopInstance)
    {
        var entry = Catalog.Entries.Single(entry => entry.Attributes.GetString(Tags.SOPInstanceUID) == sopInstance.Value);
        await Store.DeleteAsync(entry.Stored.Location, CancellationToken.None);
    }

    public static DicomDataSetBuilder Identifier(string level = "STUDY", string? study = "2.25.10")
    {
        var identifier = new DicomDataSetBuilder().Add(Tags.QueryRetrieveLevel, level);
        return study is null ? identifier : identifier.Add(Tags.StudyInstanceUID, study);
    }

    public async Task<(RetrieveResponse Final, IReadOnlyList<SubOperations> Pending)> MoveAsync(
        DicomDataSetBuilder? identifier = null, string model = InformationModel.StudyRootMove, string destination = "SINK", RecordedResponses<SubOperations>? pending = null)
    {
        pending ??= new RecordedResponses<SubOperations>();
        using var decoding = new DecodingFolder(Services.Context, Settings);
        var queue = new RetrieveQueue(new ExportFactory<RetrieveQueuePart>(() => Tuple.Create(new RetrieveQueuePart(Queue), () => { })));
        using var worker = new ResumeWorker(
            Services.Context, queue, Services.JobOwner, new ExportFactory<Resumption>(() => throw new InvalidOperationException("Nothing is resumed here.")),
            new ExportFactory<Fetch>(() => throw new InvalidOperationException("Nothing is fetched here.")), Settings, Time, NullLoggerFactory.Instance);
        var handler = new MoveHandler(Catalog, Services.ScopePolicy, Store, Codecs, decoding, Nodes, queue, worker, Settings, Time, NullLoggerFactory.Instance);
        var request = Operation.Move(new Uid(model), new AETitle(destination), (identifier ?? Identifier()).Build());
        return (await handler.HandleAsync(request, pending, Operation.Token), pending.Sent);
    }

    public async Task<(RetrieveResponse Final, IReadOnlyList<SubOperations> Pending)> GetAsync(
        DicomDataSetBuilder? identifier = null, string model = InformationModel.StudyRootGet, RecordedResponses<SubOperations>? pending = null, int window = 1)
    {
        pending ??= new RecordedResponses<SubOperations>();
        using var decoding = new DecodingFolder(Services.Context, Settings);
        var handler = new GetHandler(Catalog, Services.ScopePolicy, Store, Codecs, decoding, Settings, Time, NullLoggerFactory.Instance);
        await using var requestor = Sink.Open([new StorageProposal(SecondaryCapture, Requested)], window);
        var request = Operation.Get(new Uid(model), requestor, (identifier ?? Identifier()).Build());
        return (await handler.HandleAsync(request, pending, Operation.Token), pending.Sent);
    }

    /// <summary>Cancels once so many pending responses have been sent.</summary>
    public RecordedResponses<SubOperations> CancelAfter(int responses, CancellationReason reason = CancellationReason.PeerCancelled) => new()
    {
        AfterSend = sent =>
        {
            if (sent == responses)
            {
                Operation.Cancel(reason);
            }

            return ValueTask.CompletedTask;
        },
    };

    public void Dispose()
    {
        Operation.Dispose();
        Services.Dispose();
    }
}
