using System.Buffers;
using System.Globalization;
using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Plugins.FileStore.Tests;

/// <summary>A started store in a folder of its own.</summary>
internal sealed class StoreFixture : IAsyncDisposable
{
    private readonly bool _isOwner;

    private StoreFixture(TestPluginContext context, FileInstanceStore store, bool isOwner = true) => (Context, Store, _isOwner) = (context, store, isOwner);

    public static Uid Study { get; } = new("2.25.100");

    public TestPluginContext Context { get; }

    public FileInstanceStore Store { get; }

    public static async Task<StoreFixture> StartAsync(StoreFiles? files = null, string? folder = null, int? journalAfter = null)
    {
        var context = new TestPluginContext("gantry.filestore").With("Folder", folder ?? "");
        var store = new FileInstanceStore(context, TimeProvider.System, NullLoggerFactory.Instance, files ?? StoreFiles.ForThisSystem(), journalAfter);
        try
        {
            await store.StartAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            context.Dispose();
            throw;
        }

        return new(context, store);
    }

    /// <summary>A store with the settings of a context.</summary>
    /// <param name="context">The context.</param>
    /// <param name="time">Tells the time.</param>
    /// <param name="files">The file operations.</param>
    /// <param name="isOwner">False to leave the context, and so the folder, to the caller.</param>
    public static async Task<StoreFixture> StartAsync(TestPluginContext context, TimeProvider time, StoreFiles? files = null, bool isOwner = false)
    {
        var store = new FileInstanceStore(context, time, NullLoggerFactory.Instance, files ?? StoreFiles.ForThisSystem());
        await store.StartAsync(TestContext.Current.CancellationToken);
        return new(context, store, isOwner);
    }

    /// <summary>Moves what is to be moved to the large volume.</summary>
    public Task<int> MoveAllAsync(TimeProvider time) =>
        new Tiering(Store.Volumes, Context.ReadSettings<FileStoreSettings>(), time, NullLogger.Instance).MoveAllAsync(TestContext.Current.CancellationToken);

    /// <summary>A store that has its journal, after a few small instances.</summary>
    public static async Task<StoreFixture> WithJournalAsync(FailingStoreFiles? files = null, int mebibytes = 2)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has a journal.");
        files ??= new FailingStoreFiles(StoreFiles.ForThisSystem(), 0);
        var context = new TestPluginContext("gantry.filestore").With("JournalMebibytes", mebibytes.ToString(CultureInfo.InvariantCulture));
        var store = new FileInstanceStore(context, TimeProvider.System, NullLoggerFactory.Instance, files, journalAfter: 1);
        await store.StartAsync(TestContext.Current.CancellationToken);
        var fixture = new StoreFixture(context, store);
        do
        {
            files.Calls.Clear();
            await fixture.AddAsync([1, 2], "2.25.1");
        }
        while (!files.Calls.Contains("fdatasync"));

        files.Calls.Clear();
        return fixture;
    }

    /// <summary>The journal's files.</summary>
    public string[] Segments() => [.. Directory.GetFiles(Path.Combine(Context.DataFolder, "incoming"), JournalSegment.Prefix + "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    public static InstanceDescription Describe(string sopInstance = "2.25.300") => new()
    {
        SopClass = new Uid("1.2.840.10008.5.1.4.1.1.7"),
        SopInstance = new Uid(sopInstance),
        TransferSyntax = TransferSyntax.ExplicitVRLittleEndian,
        SendingAETitle = new AETitle("SENDER"),
        ReceivingAETitle = new AETitle("GANTRY"),
    };

    public async Task<StoredInstance> AddAsync(byte[] dataSet, string sopInstance = "2.25.300", Uid? study = null, int chunk = 64 * 1024, bool isRecoverable = false)
    {
        await using var writer = await Store.BeginAsync(Describe(sopInstance), TestContext.Current.CancellationToken);
        foreach (var part in dataSet.Chunk(chunk))
        {
            await writer.WriteAsync(new ReadOnlySequence<byte>(part), TestContext.Current.CancellationToken);
        }

        return isRecoverable
            ? await writer.CommitRecoverablyAsync(study ?? Study, TestContext.Current.CancellationToken)
            : await writer.CommitAsync(study ?? Study, TestContext.Current.CancellationToken);
    }

    public async Task<byte[]> ReadAsync(string location)
    {
        await using var content = await Store.OpenAsync(location, TestContext.Current.CancellationToken);
        var bytes = new MemoryStream();
        await content.DataSet.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        Assert.Equal(content.Length, bytes.Length);
        return bytes.ToArray();
    }

    public async Task<List<string>> LocationsAsync()
    {
        var locations = new List<string>();
        await foreach (var location in Store.EnumerateAsync(TestContext.Current.CancellationToken))
        {
            locations.Add(location);
        }

        return locations;
    }

    public string[] TemporaryFiles() => Directory.GetFiles(Path.Combine(Context.DataFolder, "incoming"), "*.tmp", SearchOption.AllDirectories);

    public string[] InstanceFiles() => Directory.GetFiles(Path.Combine(Context.DataFolder, "instances"), "*", SearchOption.AllDirectories);

    public static byte[] RandomBytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    public async ValueTask DisposeAsync()
    {
        Context.Stop();
        await Store.StopAsync(CancellationToken.None);
        if (_isOwner)
        {
            Context.Dispose();
        }
    }
}
