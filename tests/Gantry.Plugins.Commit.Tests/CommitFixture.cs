using System.Diagnostics;
using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Time.Testing;

namespace Gantry.Plugins.Commit.Tests;

/// <summary>The plugin as a host runs it, over services in memory and a clock that stands still until it is told.</summary>
internal sealed class CommitFixture : IAsyncDisposable
{
    public static readonly AETitle Peer = new("MODALITY");

    private readonly List<TestServices> _later = [];
    private PluginHarness? _plugin;

    public CommitFixture(params (string Name, string Value)[] settings)
    {
        Services.With<TimeProvider>(Time);
        foreach (var (name, value) in settings)
        {
            Services.WithSetting(name, value);
        }
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero));

    public TestServices Services { get; } = new("gantry.commit");

    public TestOperation Operation { get; private set; } = new() { CallingAETitle = Peer };

    /// <summary>The other archive that a test has made known; null until then.</summary>
    public InMemoryAE? KnownAE { get; set; }

    public RecordedEvents Events => Operation.Events;

    public PluginHarness Plugin => _plugin ?? throw new InvalidOperationException("The plugin is not started.");

    public async Task<CommitFixture> StartAsync()
    {
        _plugin = await PluginHarness.StartAsync(typeof(CommitHandler).Assembly, Services);
        return this;
    }

    /// <summary>Starts the plugin once more after a stop, as after a restart: over the same ledger, catalog, store and remote AEs.</summary>
    public async Task StartAgainAsync()
    {
        var services = new TestServices("gantry.commit").With<TimeProvider>(Time).With<ICommitmentLedger>(Services.CommitmentLedger)
            .With<IRemoteNodes>(Services.RemoteNodes).With<ICatalog>(Services.Catalog).With<IInstanceStore>(Services.InstanceStore);
        _later.Add(services);
        _plugin = await PluginHarness.StartAsync(typeof(CommitHandler).Assembly, services);
    }

    /// <summary>Stops the plugin; the ledger and everything else stay.</summary>
    public async Task StopAsync()
    {
        if (_plugin is { } plugin)
        {
            _plugin = null;
            await plugin.DisposeAsync();
        }
    }

    /// <summary>Another association, of the same peer or another.</summary>
    public void Associate(AETitle? peer = null)
    {
        Operation.Dispose();
        Operation = new TestOperation { CallingAETitle = peer ?? Peer };
    }

    public async Task<SopReference> AddAsync() => (await AddStoredAsync()).Reference;

    public async Task<(SopReference Reference, StoredInstance Stored)> AddStoredAsync()
    {
        var sample = new SampleInstance();
        var stored = await Services.AddAsync(sample);
        return (new SopReference(sample.SopClass, sample.SopInstance), stored);
    }

    public static DicomDataSet Information(Uid transaction, params SopReference[] instances) => new DicomDataSetBuilder()
        .Add(Tags.TransactionUID, transaction)
        .Add(Tags.ReferencedSOPSequence, instances.Select(instance => instance.ToItem().Build()))
        .Build();

    public ValueTask<NServiceResponse> AskAsync(DicomDataSet information, ushort actionType = 1, Uid? instance = null) =>
        Plugin.NActionAsync(Uids.StorageCommitmentPushModel, instance ?? Uids.StorageCommitmentPushModelInstance, actionType, information, Operation);

    /// <summary>Asks, and asserts that the request was taken.</summary>
    /// <returns>The Transaction UID.</returns>
    public async Task<Uid> AskAsync(params SopReference[] instances)
    {
        var transaction = Uid.New();
        Assert.Equal(DimseStatus.Success, (await AskAsync(Information(transaction, instances))).Status);
        return transaction;
    }

    /// <summary>Waits for a job to be as a condition says, while time passes as asked.</summary>
    public async Task<StoredJob> UntilAsync(Uid job, Func<StoredJob, bool> condition, TimeSpan? step = null, int paceMilliseconds = 5)
    {
        for (var begun = Stopwatch.GetTimestamp(); ;)
        {
            var stored = await Services.CommitmentLedger.GetAsync(job, TestContext.Current.CancellationToken);
            if (stored is not null && condition(stored))
            {
                return stored;
            }

            Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromMinutes(1), $"The job stays {stored?.Job}.");
            await Task.Delay(paceMilliseconds, TestContext.Current.CancellationToken);
            Time.Advance(step ?? TimeSpan.Zero);
        }
    }

    public Task<StoredJob> UntilAsync(Uid job, JobState state, TimeSpan? step = null) => UntilAsync(job, stored => stored.Job.State == state, step);

    /// <summary>Waits for a job to be removed, while time passes as asked.</summary>
    public async Task UntilGoneAsync(Uid job, TimeSpan step)
    {
        for (var begun = Stopwatch.GetTimestamp(); await Services.CommitmentLedger.GetAsync(job, TestContext.Current.CancellationToken) is not null;)
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromMinutes(1), "The job stays.");
            await Task.Delay(5, TestContext.Current.CancellationToken);
            Time.Advance(step);
        }
    }

    /// <summary>The report, as instances with the Failure Reason; 0 for those that are committed to.</summary>
    public static Dictionary<SopReference, int> Result(EventReport report) =>
        SopReference.Read(report.EventInformation!, Tags.ReferencedSOPSequence).Select(item => (item.Reference, Reason: 0))
            .Concat(SopReference.Read(report.EventInformation!, Tags.FailedSOPSequence).Select(item => (item.Reference, Reason: item.Item.GetInt32(Tags.FailureReason) ?? -1)))
            .ToDictionary(pair => pair.Reference, pair => pair.Reason);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Operation.Dispose();
        _later.ForEach(services => services.Dispose());
        Services.Dispose();
    }
}
