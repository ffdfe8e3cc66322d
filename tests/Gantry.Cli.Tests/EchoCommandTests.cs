using System.Net;
using System.Net.Sockets;
using Gantry.Dicom.Network;

namespace Gantry.Cli.Tests;

public sealed class EchoCommandTests
{
    [Fact]
    public async Task An_echo_succeeds()
    {
        await using var pacs = new PacsServer();
        var run = await CommandRun.OfAsync("echo", pacs.Name, "-n", "3", "--calling", "ME");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(3, run.Lines.Length);
        Assert.All(run.Lines, line => Assert.StartsWith(pacs.Name + ": success, ", line, StringComparison.Ordinal));
        var association = Assert.Single(pacs.Associations);
        Assert.Equal(("ME", "PACS", "GANTRY_CLI"), (association.CallingAETitle.Value, association.CalledAETitle.Value, association.UserInformation.ImplementationVersionName));
    }

    [Fact]
    public async Task Another_status_is_exit_code_1_and_JSON_says_it()
    {
        await using var pacs = new PacsServer { OnRequest = (_, _, _, _) => new(DimseStatus.ProcessingFailure) };
        var run = await CommandRun.OfAsync("echo", pacs.Name, "--json");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"{{\"peer\":\"{pacs.Name}\",\"status\":\"0110H\",\"milliseconds\":", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PACS@127.0.0.1")]
    [InlineData("@127.0.0.1:104")]
    [InlineData("PACS@:104")]
    [InlineData("PACS@::1:104")]
    [InlineData("PACS@127.0.0.1:0")]
    [InlineData("PACS@127.0.0.1:99999")]
    [InlineData("AMUCHTOOLONGAETITLE@127.0.0.1:104")]
    public async Task What_names_no_peer_is_said_so(string name)
    {
        var run = await CommandRun.OfAsync("echo", name);
        Assert.Equal((2, "", $"'{name}' is not AE@HOST:PORT, as PACS@127.0.0.1:11112 or PACS@[::1]:11112."), (run.ExitCode, run.Output, run.Error.Trim()));
    }

    [Fact]
    public async Task Nobody_there_is_one_line_and_exit_code_2()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var run = await CommandRun.OfAsync("echo", $"PACS@127.0.0.1:{port}", "--retries", "0");
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"PACS@127.0.0.1:{port}: No connection to 127.0.0.1:{port}", Assert.Single(run.Error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejection_says_why()
    {
        await using var pacs = new PacsServer { OnNegotiate = _ => AssociationAnswer.Reject(AssociateRj.CallingAETitleNotRecognized) };
        var run = await CommandRun.OfAsync("echo", pacs.Name);
        Assert.Equal((2, $"{pacs.Name}: Rejected: calling-AE-title-not-recognized"), (run.ExitCode, run.Error.Trim()));
    }
}
