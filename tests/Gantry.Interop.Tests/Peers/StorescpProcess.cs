using System.Diagnostics;
using System.Globalization;

namespace Gantry.Interop.Tests;

/// <summary>DCMTK's storescp: takes every SOP class, in every transfer syntax it knows unless told otherwise, and writes what it receives, byte for byte.</summary>
internal sealed class StorescpProcess : IAsyncDisposable
{
    private readonly Process _process;

    private StorescpProcess(Process process, int port, string folder)
    {
        _process = process;
        Port = port;
        Folder = folder;
    }

    public int Port { get; }

    /// <summary>Where its files are, one for each SOP instance.</summary>
    public string Folder { get; }

    public static async Task<StorescpProcess> StartAsync(Dcmtk dcmtk, string folder, string aeTitle, string accepted = "+xa", params string[] more)
    {
        var port = Ports.Free();
        string[] arguments = ["-aet", aeTitle, "+B", accepted, "-pm", "-pdu", "131072", .. more, "-od", folder, port.ToString(CultureInfo.InvariantCulture)];
        var process = Programs.Start(Programs.Find("storescp")!, arguments, out _);
        var storescp = new StorescpProcess(process, port, folder);
        await Until.TrueAsync(async () => (await dcmtk.EchoAsync(port, aeTitle, seconds: 2)).ExitCode == 0, "storescp answers");
        return storescp;
    }

    public async ValueTask DisposeAsync()
    {
        if (Directory.Exists(Folder) && Directory.EnumerateFiles(Folder).Any())
        {
            InteropReport.Note("DCMTK", "dcmtk", "C-STORE", "SCP");
        }

        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
