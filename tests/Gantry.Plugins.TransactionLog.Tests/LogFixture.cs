using System.Diagnostics;
using System.Net;
using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Time.Testing;

namespace Gantry.Plugins.TransactionLog.Tests;

/// <summary>The plugin as a host runs it, over a log that can fail, and a clock that stands still until it is told.</summary>
internal sealed class LogFixture : IAsyncDisposable
{
    private PluginHarness? _plugin;

    public LogFixture(params (string Name, string Value)[] settings)
    {
        Services.With<TimeProvider>(Time).With<ITransactionLog>(Log);
        foreach (var (name, value) in settings)
        {
            Services.WithSetting(name, value);
        }
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero));

    public FailingLog Log { get; } = new();

    public TestServices Services { get; } = new("gantry.transaction-log");

    public TestOperation Operation { get; } = new();

    private PluginHarness Plugin => _plugin ?? throw new InvalidOperationException("The plugin is not started.");

    public async Task<LogFixture> StartAsync()
    {
        _plugin = await PluginHarness.StartAsync(typeof(TransactionObserver).Assembly, Services);
        return this;
    }

    public async Task StopAsync()
    {
        if (_plugin is { } plugin)
        {
            _plugin = null;
            await plugin.DisposeAsync();
        }
    }

    public ValueTask TellAsync(DimseCommand command, Func<CompletedOperation, CompletedOperation>? change = null)
    {
        var operation = Operation.Completed(command);
        return Plugin.ObserveAsync(change is null ? operation : change(operation));
    }

    public ValueTask TellAsync(CompletedAssociation association) => Plugin.ObserveAsync(association);

    public ValueTask TellAsync(CompletedInvocation invocation) => Plugin.ObserveAsync(invocation);

    public ValueTask TellAsync(AdministrativeAction action) => Plugin.ObserveAsync(action);

    public ValueTask TellAsync(CompletedWebRequest request) => Plugin.ObserveAsync(request);

    public ValueTask TellAsync(DeletedInstances deleted) => Plugin.ObserveAsync(deleted);

    public static CompletedInvocation Invocation(DimseCommand command, Uid instance = default) => new()
    {
        AssociationId = 9,
        LocalAETitle = new AETitle("GANTRY"),
        RemoteAETitle = new AETitle("ARCHIVE"),
        Peer = new IPEndPoint(IPAddress.Parse("192.0.2.9"), 104),
        Command = command,
        MessageId = 5,
        SopClass = Uids.CTImageStorage,
        SopInstance = instance,
        Status = DimseStatus.Success,
        Duration = TimeSpan.FromMilliseconds(3),
        Bytes = 700,
        Plugin = "gantry.move 1.0.0",
    };

    public static AdministrativeAction Action(AdministrativeActionKind kind, int status = 200, string command = "POST /admin/plugins/find/reload") => new()
    {
        At = new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero),
        User = kind == AdministrativeActionKind.Refused ? "" : "administrator",
        Peer = new IPEndPoint(IPAddress.Loopback, 40_001),
        Command = command,
        Kind = kind,
        Status = status,
        Duration = TimeSpan.FromMilliseconds(40),
        Outcome = status < 400 ? "" : "It is refused.",
        Object = "find",
    };

    public static CompletedAssociation Association(AssociationOutcome outcome, bool isOutgoing = false) => new()
    {
        AssociationId = 7,
        IsOutgoing = isOutgoing,
        CallingAETitle = new AETitle("CALLING"),
        CalledAETitle = new AETitle("CALLED"),
        Peer = new IPEndPoint(IPAddress.Parse("192.0.2.7"), 40_000),
        LocalEndPoint = new IPEndPoint(IPAddress.Parse("192.0.2.1"), 11_112),
        Outcome = outcome,
        Reason = outcome == AssociationOutcome.Released ? "" : "A reason.",
        Duration = TimeSpan.FromSeconds(2),
        Operations = 3,
        BytesReceived = 1_000,
        BytesSent = 200,
    };

    /// <summary>The records once there are as many as expected, while time passes.</summary>
    public async Task<List<TransactionRecord>> RecordsAsync(int count)
    {
        for (var begun = Stopwatch.GetTimestamp(); ;)
        {
            var records = await Log.AllAsync();
            if (records.Count >= count)
            {
                Assert.Equal(count, records.Count);
                return records;
            }

            Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromMinutes(1), $"There are {records.Count} records.");
            await Task.Delay(5, TestContext.Current.CancellationToken);
            Time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Operation.Dispose();
        Services.Dispose();
    }
}
