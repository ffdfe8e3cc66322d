using System.Text.Json.Nodes;

namespace Gantry.Interop.Tests;

/// <summary>Orthanc and a host that know each other, and a client that Orthanc reports to: for all tests that keep out of each other's way by what they store.</summary>
public sealed class OrthancPair : IAsyncDisposable
{
    /// <summary>As which the command line calls and is reported to.</summary>
    public const string Client = "CLIENT";

    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<Task> _ready;
    private GantryProcess? _gantry;
    private OrthancProcess? _orthanc;

    public OrthancPair() => _ready = new Lazy<Task>(StartAsync);

    internal GantryProcess Gantry => _gantry!;

    internal OrthancProcess Orthanc => _orthanc!;

    /// <summary>The port that the client listens at when it waits for a report.</summary>
    internal int ClientPort { get; } = Ports.Free();

    /// <summary>Waits until both serve; the first test that asks starts them.</summary>
    public Task ReadyAsync()
    {
        OrthancProcess.ProgramOrSkip();
        return _ready.Value;
    }

    public async ValueTask DisposeAsync()
    {
        if (_orthanc is not null)
        {
            await _orthanc.DisposeAsync();
        }

        if (_gantry is not null)
        {
            await _gantry.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task StartAsync()
    {
        _gantry = await GantryProcess.StartAsync(_folder.Folder("data"));
        var modalities = new JsonObject
        {
            ["gantry"] = new JsonArray(GantryProcess.AETitle, "127.0.0.1", _gantry.DicomPort),
            ["client"] = new JsonArray(Client, "127.0.0.1", ClientPort),
        };
        _orthanc = await OrthancProcess.StartAsync(_folder.Folder("orthanc"), _gantry.DicomPort, new JsonObject { ["DicomModalities"] = modalities });
        (await _gantry.CliAsync("ae", "add", OrthancProcess.AETitle, $"127.0.0.1:{_orthanc.DicomPort}")).Succeeded();
    }
}

/// <summary>The tests that share the pair.</summary>
[CollectionDefinition(nameof(WithOrthanc))]
public sealed class WithOrthanc : ICollectionFixture<OrthancPair>;
