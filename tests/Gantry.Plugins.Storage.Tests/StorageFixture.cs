using System.Composition;
using System.IO.Pipelines;
using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Time.Testing;

namespace Gantry.Plugins.Storage.Tests;

/// <summary>A handler over a store and a catalog in memory.</summary>
internal sealed class StorageFixture : IDisposable
{
    private SetAsideFolder? _setAside;
    private PendingStudies? _studies;
    private ReceivedStatistics? _statistics;
    private HeldBytes? _held;
    private UnsyncedInstances? _unsynced;
    private CompressionFolder? _folder;
    private readonly CompressionMeter _meter = new();

    public InMemoryInstanceStore Store { get; } = new();

    public InMemoryCatalog Catalog { get; } = new();

    public FakeTimeProvider Time { get; } = new();

    public TestOperation Operation { get; init; } = new();

    /// <summary>The settings; another value is seen at once.</summary>
    public TestPluginSettings<StorageSettings> Settings { get; } = new(new StorageSettings());

    public RecordedStudyEvents Events { get; } = new();

    public RecordedLogs Logs { get; } = new();

    public TestPluginContext Context { get; } = new("gantry.storage");

    public PendingStudies Studies => _studies ??= new(Context, Time, Logs);

    public ReceivedStatistics Statistics => _statistics ??= new(Context, Time, Logs);

    public HeldBytes Held => _held ??= new(new ExportFactory<HeldCount>(() => Tuple.Create(new HeldCount(Catalog), () => { })), Context, Time);

    public UnsyncedInstances Unsynced => _unsynced ??= new(new ExportFactory<CatalogSync>(() => Tuple.Create(new CatalogSync(Catalog), () => { })), Settings, Time, Logs);

    public LostInstances Lost => new(Store, Catalog, new StoredInstanceReader(Store, SetAside, Settings, Time), Studies, Settings, Context, Logs);

    public StartRecovery Recovery => new(new ExportFactory<LostInstances>(() => Tuple.Create(Lost, () => { })), Time, Logs);

    public SetAsideFolder SetAside => _setAside ??= new(Context, Time, Logs);

    public SetAsideShelf Shelf => new(SetAside, Store, Catalog, Events, Settings, Context, Time, Logs);

    /// <summary>The codecs; those of the imaging library unless set.</summary>
    public PixelCodecs Codecs { get; init; } = PixelCodecs.BuiltIn;

    /// <summary>The files of instances that are to be compressed.</summary>
    public string[] Spooled => Directory.Exists(CompressionPath) ? Directory.GetFiles(CompressionPath) : [];

    public string CompressionPath => Path.Combine(Context.DataFolder, "compression");

    private IngestCompression Compression =>
        new(new CompressionRules(Settings), Folder, new ExportFactory<Compressor>(() => Tuple.Create(new Compressor(Folder, Codecs, Settings, _meter, Logs), () => { })));

    private CompressionFolder Folder
    {
        get
        {
            if (_folder is null)
            {
                _folder = new(Context, Settings, Logs);
                _folder.Clean();
            }

            return _folder;
        }
    }

    /// <summary>A handler, over another store than the one in memory where one is given.</summary>
    public StoreHandler Handler(IInstanceStore? other = null)
    {
        lock (Time) // what is shared is made once, though many ask for a handler at a time
        {
            return NewHandler(other);
        }
    }

    private StoreHandler NewHandler(IInstanceStore? other)
    {
        var store = other ?? Store;
        var bytes = new StoredBytes(store, Logs);
        var shelf = new SetAsideShelf(SetAside, store, Catalog, Events, Settings, Context, Time, Logs);
        var duplicates = new DuplicateResolver(store, Catalog, shelf, bytes, Settings, Logs);
        var (cataloguer, refused) = (new Cataloguer(Catalog, duplicates, shelf, bytes, Studies, Statistics, Held, Settings, Logs), new RefusedInstances(shelf, bytes, Settings, Logs));
        return new(store, cataloguer, refused, new CoercionRules(Settings), Compression, Unsynced, new StorageContextPolicy(Settings), new QuotaCheck(Statistics, Held, Settings), Settings, Context, Time, Logs);
    }

    /// <summary>The bytes of what was set aside.</summary>
    public byte[] BytesOf(SetAsideInstance aside) => Store.BytesAt(aside.Location).ToArray();

    public Task<FinalResponse> StoreAsync(byte[] dataSet, Uid? sopClass = null, Uid? sopInstance = null, int segment = 4096) =>
        StoreAsync(Feed(dataSet, segment), sopClass, sopInstance);

    public async Task<FinalResponse> StoreAsync(PipeReader content, Uid? sopClass = null, Uid? sopInstance = null) =>
        await Handler().HandleAsync(Operation.Store(sopClass ?? Sample.SecondaryCapture, sopInstance ?? Sample.Instance, content), Operation.Token);

    /// <summary>A pipe that gives a few bytes at a time and holds its writer back.</summary>
    public static PipeReader Feed(byte[] bytes, int segment, Exception? end = null)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 65_536, resumeWriterThreshold: 32_768, minimumSegmentSize: 16));
        _ = Task.Run(async () =>
        {
            foreach (var part in bytes.Chunk(segment))
            {
                if ((await pipe.Writer.WriteAsync(part)).IsCompleted)
                {
                    break;
                }
            }

            await pipe.Writer.CompleteAsync(end);
        });
        return pipe.Reader;
    }

    /// <summary>Asserts that an operation has left nothing but what was set aside.</summary>
    public void AssertNothingKept()
    {
        Assert.Equal(SetAside.List(null).Select(aside => aside.Location).Where(location => location.Length > 0).Order(), Store.Locations.Order());
        Assert.Empty(Catalog.Entries);
        Assert.Equal(0, Store.OpenWriters);
    }

    public static void AssertStatus(int expected, FinalResponse response)
    {
        Assert.Equal(new DimseStatus((ushort)expected), response.Status);
        Assert.InRange(response.ErrorComment?.Length ?? 0, 1, 200);
    }

    public void Dispose()
    {
        Operation.Dispose();
        _folder?.Dispose();
        _meter.Dispose();
        Context.Dispose();
    }
}
