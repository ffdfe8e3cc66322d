using System.Collections.Concurrent;

namespace Gantry.Interop.Tests;

/// <summary>DCMTK's storescu, findscu, movescu and getscu, each run again and again; it keeps what failed.</summary>
internal sealed class DcmtkLoad : IAsyncDisposable
{
    private const int Files = 5;

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly Dcmtk _dcmtk;
    private readonly int _port;
    private readonly string _study;
    private readonly TemporaryFolder _folder;
    private readonly StorescpProcess _sink;
    private readonly List<Task> _loops;
    private int _runs;

    private DcmtkLoad(Dcmtk dcmtk, int port, string study, TemporaryFolder folder, StorescpProcess sink)
    {
        (_dcmtk, _port, _study, _folder, _sink) = (dcmtk, port, study, folder, sink);
        Func<int, Task<string?>>[] tools = [StoreAsync, FindAsync, MoveAsync, GetAsync];
        _loops = [.. tools.Select(tool => Task.Run(() => LoopAsync(tool)))];
    }

    /// <summary>The programs that have ended.</summary>
    public int Runs => Volatile.Read(ref _runs);

    /// <summary>Stores a study, knows a storescp to the server, and begins.</summary>
    public static async Task<DcmtkLoad> StartAsync(GantryProcess gantry, TemporaryFolder folder)
    {
        var dcmtk = Dcmtk.OrSkip();
        var study = Dicom.Uid.New();
        var files = folder.Folder("study");
        for (var number = 1; number <= Files; number++)
        {
            await File.WriteAllBytesAsync(Path.Combine(files, $"{number}.dcm"), Samples.Make(study, number: number, patientId: "STORM").File());
        }

        var sink = await StorescpProcess.StartAsync(dcmtk, folder.Folder("sink"), "SINK");
        (await gantry.CliAsync("ae", "add", "SINK", $"127.0.0.1:{sink.Port}")).Succeeded();
        (await dcmtk.StoreAsync(gantry.DicomPort, files)).Succeeded();
        return new DcmtkLoad(dcmtk, gantry.DicomPort, study.Value, folder, sink);
    }

    public void AssertNothingFailed() => Assert.True(_failures.IsEmpty, string.Join('\n', _failures)); // Assert.Empty would tell the beginnings alone

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_loops);
        await _sink.DisposeAsync();
        _stop.Dispose();
    }

    private async Task LoopAsync(Func<int, Task<string?>> tool)
    {
        for (var run = 1; !_stop.IsCancellationRequested; run++)
        {
            if (await tool(run) is { } failure)
            {
                _failures.Enqueue(failure);
            }

            Interlocked.Increment(ref _runs);
        }
    }

    private async Task<string?> StoreAsync(int run)
    {
        var result = await _dcmtk.StoreAsync(_port, _folder.Folder("study"));
        var stored = result.Output.Split("Received Store Response (Success)").Length - 1;
        return result.ExitCode == 0 && stored == Files ? null : $"storescu {run}: exit code {result.ExitCode}, {stored} stored\n{result.Output}";
    }

    private async Task<string?> FindAsync(int run)
    {
        var found = await _dcmtk.FindAsync(_port, "-S", "QueryRetrieveLevel=IMAGE", $"StudyInstanceUID={_study}", "SOPInstanceUID");
        return found.Count == Files ? null : $"findscu {run}: {found.Count} found";
    }

    private async Task<string?> MoveAsync(int run)
    {
        var result = await _dcmtk.MoveAsync(_port, "SINK", "-S", "QueryRetrieveLevel=STUDY", $"StudyInstanceUID={_study}");
        return result.ExitCode == 0 && result.Output.Contains("Success", StringComparison.Ordinal) ? null : $"movescu {run}: {result.Output}";
    }

    private async Task<string?> GetAsync(int run)
    {
        var folder = _folder.Folder($"get{run}");
        var result = await _dcmtk.GetAsync(_port, "+x=", folder, "-S", "QueryRetrieveLevel=STUDY", $"StudyInstanceUID={_study}");
        var received = Directory.GetFiles(folder).Length;
        Directory.Delete(folder, recursive: true);
        return result.ExitCode == 0 && received == Files ? null : $"getscu {run}: exit code {result.ExitCode}, {received} received\n{result.Output}";
    }
}
