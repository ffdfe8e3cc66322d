namespace Gantry.Interop.Tests;

/// <summary>A host that bad peers are let loose on, while a good one is served beside them.</summary>
public sealed class HostileHost : IAsyncLifetime
{
    private const long AllowedBytes = 80L << 20; // what the collector and the C library keep of a peak, not of each attack
    private readonly TemporaryFolder _folder = new();
    private GantryProcess? _gantry;
    private ResidentMemory? _memory;

    internal GantryProcess Gantry => _gantry!;

    internal int Port => Gantry.DicomPort;

    /// <summary>The folder that the host's data folder is in: nothing else may ever appear there.</summary>
    internal string Outside => _folder.Path;

    /// <summary>How much memory the host took at most during the last attack, in bytes; 0 where that cannot be read.</summary>
    internal long PeakGrowth { get; private set; }

    public async ValueTask InitializeAsync()
    {
        // Good and bad ones come from one address here.
        _gantry = await GantryProcess.StartAsync(_folder.Folder("data"), null, "--Gantry:Access:MaximumAssociationsPerAddress", "200");
        _memory = File.Exists("/proc/self/status") ? new ResidentMemory(_gantry.Process) : null;

        // Warm: code that runs for the first time takes memory, too, whoever calls.
        for (var round = 0; round < 3; round++)
        {
            Assert.Equal(Dicom.Network.DimseStatus.Success, await Scu.StoreAsync(Port, [.. Enumerable.Range(1, 20).Select(number => Samples.Make(number: number, pixelBytes: 600_000))]));
        }

        await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ =>
        {
            using var peer = await RawPeer.ConnectAsync(Port);
            await peer.SendAsync(new byte[] { 0 });
            await peer.ExpectCloseAsync();
        }));
    }

    public async ValueTask DisposeAsync()
    {
        if (_gantry is not null)
        {
            await _gantry.DisposeAsync();
        }

        _folder.Dispose();
    }

    /// <summary>Attacks, and asserts that nobody else noticed: the good peer was served, the host works, and its memory is what it was.</summary>
    internal async Task AttackAsync(Func<Task> attack)
    {
        var before = _memory?.Now ?? 0;
        _memory?.ForgetPeak();
        await using var good = await GoodPeer.StartAsync(Port);
        await attack();
        await good.EndAsync();
        Assert.False(Gantry.Process.HasExited, Gantry.Output);

        // Storing and finding still work, by plugins that no bad input has brought into quarantine.
        var sample = Samples.Make();
        Assert.Equal(Dicom.Network.DimseStatus.Success, await Scu.StoreAsync(Port, sample));
        await using var association = await Scu.ConnectAsync(Port, [new(Scu.StudyRootFind)], "GOOD");
        var identifier = Scu.Identifier("STUDY").Add(Dicom.Tags.StudyInstanceUID, sample.Study).Build();
        Assert.Single(await association.FindAsync(Scu.StudyRootFind, identifier, TestContext.Current.CancellationToken).ToListAsync());
        if (_memory is not null)
        {
            PeakGrowth = _memory.Peak - before;
            TestContext.Current.TestOutputHelper?.WriteLine($"Memory: {before >> 20} MiB before, {_memory.Peak >> 20} MiB at most, {_memory.Now >> 20} MiB now.");
            await Until.TrueAsync(() => _memory.Now - before < AllowedBytes, $"the memory is back at {before >> 20} MiB, {AllowedBytes >> 20} more at most", TimeSpan.FromSeconds(60));
        }
    }
}
