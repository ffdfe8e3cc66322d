using System.Diagnostics;
using System.Globalization;
using System.Text;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>The client verifies and stores with other stacks: odil, CTN and PixelMed.</summary>
public sealed class OtherScpTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ctn()
    {
        var storage = Programs.FindOrSkip("simple_storage", "ctn");
        await AssertTakesAsync("CTN", "ctn", storage, port => ["-c", "CTN", "-s", "-x", _folder.Path, port], (sample, _) => Received(sample));
    }

    [Fact]
    public async Task PixelMed()
    {
        var java = OtherScuTests.JavaOrSkip();
        await AssertTakesAsync(
            "PixelMed",
            "libpixelmed-java",
            java,
            port => [.. OtherScuTests.PixelmedProgram("StorageSOPClassSCPDispatcher"), port, "PIXELMED", _folder.Path, "0"],
            (sample, _) => Received(sample));
    }

    [Fact]
    public async Task Odil()
    {
        Programs.FindOrSkip("odil", "odil");
        var script = Path.Combine(Checkout.Top, "tests", "Gantry.Interop.Tests", "Peers", "odil-scp.py");
        await AssertTakesAsync(
            "odil", "odil", "/usr/bin/python3", port => [script, port], (sample, output) => Programs.Text(output).Contains(sample.Instance.Value, StringComparison.Ordinal));
    }

    private async Task AssertTakesAsync(
        string peer, string package, string program, Func<string, IEnumerable<string>> arguments, Func<Sample, StringBuilder, bool> received)
    {
        var port = Ports.Free();
        using var process = Programs.Start(program, arguments(port.ToString(CultureInfo.InvariantCulture)), out var output);
        try
        {
            var sample = Samples.Make();
            await using (var association = await ConnectAsync(peer.ToUpperInvariant(), port, process, output))
            {
                Assert.Equal(DimseStatus.Success, await association.EchoAsync(TestContext.Current.CancellationToken));
                Assert.Equal(DimseStatus.Success, (await association.StoreAsync(sample.Request, TestContext.Current.CancellationToken)).Status);
            }

            await Until.TrueAsync(() => received(sample, output), $"{peer} has the instance");
            InteropReport.Note(peer, package, "C-ECHO", "SCP");
            InteropReport.Note(peer, package, "C-STORE", "SCP");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    // Asked for an association until it listens: some serve one connection alone.
    private static async Task<Association> ConnectAsync(string aeTitle, int port, Process process, StringBuilder output)
    {
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await DicomClient.ConnectAsync(
                    "127.0.0.1",
                    port,
                    new AETitle(aeTitle),
                    new AETitle("GANTRY"),
                    [ProposedContext.Verification, new(Samples.CTImage, [TransferSyntax.ExplicitVRLittleEndian, TransferSyntax.ImplicitVRLittleEndian])],
                    cancellationToken: TestContext.Current.CancellationToken);
            }
            catch (AssociationException) when (!process.HasExited && Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(30))
            {
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }
            catch (AssociationException exception)
            {
                throw new InvalidOperationException($"{aeTitle} does not answer: {Programs.Text(output)}", exception);
            }
        }
    }

    private bool Received(Sample sample) => Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories)
        .Any(file => Path.GetFileName(file).StartsWith(sample.Instance.Value, StringComparison.Ordinal));
}
