using System.Diagnostics;
using System.Globalization;

namespace Gantry.Interop.Tests;

/// <summary>DCMTK's dcmqrscp: a small archive that answers queries and retrievals.</summary>
internal sealed class DcmqrscpProcess : IAsyncDisposable
{
    public const string AETitle = "DCMQRSCP";
    private readonly Process _process;

    private DcmqrscpProcess(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    /// <summary>Starts an empty one.</summary>
    /// <param name="dcmtk">Who looks whether it answers.</param>
    /// <param name="folder">A folder of its own.</param>
    /// <param name="destination">The AE that it knows for C-MOVE, on this machine.</param>
    public static async Task<DcmqrscpProcess> StartAsync(Dcmtk dcmtk, string folder, (string AETitle, int Port) destination)
    {
        var (port, area, file) = (Ports.Free(), Directory.CreateDirectory(Path.Combine(folder, "area")).FullName, Path.Combine(folder, "dcmqrscp.cfg"));
        await File.WriteAllTextAsync(
            file,
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                NetworkTCPPort  = {port}
                MaxPDUSize      = 131072
                MaxAssociations = 16
                HostTable BEGIN
                destination = ({destination.AETitle}, 127.0.0.1, {destination.Port})
                HostTable END
                VendorTable BEGIN
                VendorTable END
                AETable BEGIN
                {AETitle} {area} RW (500, 1024mb) ANY
                AETable END

                """),
            TestContext.Current.CancellationToken);
        var process = Programs.Start(Programs.FindOrSkip("dcmqrscp", "dcmtk"), ["-c", file], out _);
        var started = new DcmqrscpProcess(process, port);
        await Until.TrueAsync(async () => (await dcmtk.EchoAsync(port, AETitle, seconds: 2)).ExitCode == 0, "dcmqrscp answers");
        return started;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
