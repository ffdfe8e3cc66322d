using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text.Json;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Dicom.Network.Tests.Tls;

namespace Gantry.Interop.Tests;

/// <summary>The real host over TLS, with DCMTK's tools as its peers in both roles.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestCertificates _certificates = new();
    private readonly string _tls;
    private readonly string _authority;

    public TlsTests()
    {
        _tls = _folder.Folder("tls");
        _authority = Path.Combine(_tls, "ca.pem");
        File.WriteAllText(_authority, _certificates.Authority.ExportCertificatePem());
        TestCertificates.Write(_tls, "host", _certificates.Issue("gantry"));
        TestCertificates.Write(_tls, "client", _certificates.Issue("client"));
    }

    public void Dispose()
    {
        _certificates.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Storescu_sends_over_mutual_TLS_beside_the_plain_port_and_who_shows_no_trusted_certificate_is_refused()
    {
        var dcmtk = Dcmtk.OrSkip();
        await using var gantry = await StartAsync();
        var (port, sample) = (Port(gantry, "secure"), Samples.Ct(_folder));
        using var others = new TestCertificates("Another Authority");
        TestCertificates.Write(_tls, "impostor", others.Issue("impostor"));

        (await SecuredAsync("echoscu", port, "client")).Succeeded();
        (await SecuredAsync("storescu", port, "client", "+sd", "+r", sample)).Succeeded();
        (await SecuredAsync("echoscu", port, "impostor")).Failed();
        (await RunAsync("echoscu", port, "+tla", "-ic")).Failed();
        (await dcmtk.EchoAsync(port)).Failed(); // plain, where TLS is spoken
        (await dcmtk.EchoAsync(gantry.DicomPort)).Succeeded();

        Assert.Single(await dcmtk.FindAsync(gantry.DicomPort, "-S", "QueryRetrieveLevel=STUDY", "StudyInstanceUID"));
        var refused = (await gantry.CliAsync("ae", "refused")).Succeeded();
        // The impostor, too: its tool keeps back a certificate of an authority that the server does not name.
        Assert.Contains(refused.Lines, line => line.Contains(" 2 ", StringComparison.Ordinal) && line.Contains("the peer sent no certificate", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_AE_that_is_bound_to_a_certificate_is_nobody_without_it()
    {
        Dcmtk.OrSkip();
        await using var gantry = await StartAsync();
        var port = Port(gantry, "secure");
        TestCertificates.Write(_tls, "other", _certificates.Issue("other"));
        (await gantry.CliAsync("ae", "add", "TLSSCU", "127.0.0.1:104", "--certificate", Path.Combine(_tls, "client.pem"))).Succeeded();

        (await SecuredAsync("echoscu", port, "client")).Succeeded();
        (await SecuredAsync("echoscu", port, "other")).Failed(); // trusted, and another's
        (await RunAsync("echoscu", gantry.DicomPort)).Failed();

        Assert.Contains("is bound to a certificate", (await gantry.CliAsync("ae", "refused")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_certificate_is_shown_without_a_restart_and_an_open_association_goes_on()
    {
        await using var gantry = await StartAsync();
        var port = Port(gantry, "secure");
        await using var before = await ConnectAsync(port);

        TestCertificates.Write(_tls, "host", _certificates.Issue("renewed"));
        await Until.TrueAsync(async () => await ShownAsync(port) == "CN=renewed", "the new certificate is shown");
        await File.WriteAllTextAsync(Path.Combine(_tls, "host.pem"), "rubbish", TestContext.Current.CancellationToken);
        await Until.TrueAsync(
            async () => (await gantry.CliAsync("logs")).Output.Contains("what was read before goes on", StringComparison.Ordinal), "the host says that it is none");

        Assert.Equal("CN=renewed", await ShownAsync(port));
        Assert.Equal(DimseStatus.Success, await before.EchoAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Handshakes_that_do_not_go_on_hold_nobody_up_and_end_by_themselves()
    {
        await using var gantry = await StartAsync("--Gantry:Tls:HandshakeTimeout", "00:00:03");
        var port = Port(gantry, "secure");
        await (await ConnectAsync(port)).DisposeAsync(); // all that is done once is done
        var frozen = new List<TcpClient>();
        for (var i = 0; i < 50; i++)
        {
            var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port, TestContext.Current.CancellationToken);
            if (i % 2 == 0)
            {
                await client.GetStream().WriteAsync("\u0016\u0003\u0001\u0002\0\u0001\0"u8.ToArray(), TestContext.Current.CancellationToken); // the beginning of a hello
            }

            frozen.Add(client);
        }

        await using (var association = await ConnectAsync(port).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken))
        {
            Assert.Equal(DimseStatus.Success, await association.EchoAsync(TestContext.Current.CancellationToken));
        }

        foreach (var client in frozen)
        {
            var ended = client.GetStream().ReadAsync(new byte[1], TestContext.Current.CancellationToken).AsTask();
            await Task.WhenAny(ended, Task.Delay(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
            Assert.True(ended.IsCompleted, "A handshake that does not go on is still waited for.");
            client.Dispose();
        }
    }

    [Fact]
    public async Task A_move_goes_over_TLS_to_whom_is_known_so()
    {
        var dcmtk = Dcmtk.OrSkip();
        await using var gantry = await StartAsync();
        (await dcmtk.StoreAsync(gantry.DicomPort, Samples.Ct(_folder))).Succeeded();
        TestCertificates.Write(_tls, "sink", _certificates.Issue("sink"));
        var (received, port) = (_folder.Folder("received"), Ports.Free());
        using var sink = Programs.Start(
            Programs.Find("storescp")!,
            ["-aet", "SINK", "+tls", Path.Combine(_tls, "sink.key"), Path.Combine(_tls, "sink.pem"), "+cf", _authority, "-rc", "-od", received, port.ToString(CultureInfo.InvariantCulture)],
            out _);
        try
        {
            await Until.TrueAsync(async () => (await SecuredAsync("echoscu", port, "client")).ExitCode == 0, "storescp answers");
            var study = (await dcmtk.FindAsync(gantry.DicomPort, "-S", "QueryRetrieveLevel=STUDY", "StudyInstanceUID")).Single()["StudyInstanceUID"];
            string[] keys = ["QueryRetrieveLevel=STUDY", $"StudyInstanceUID={study}"];

            (await gantry.CliAsync("ae", "add", "SINK", $"127.0.0.1:{port}")).Succeeded();
            await dcmtk.MoveAsync(gantry.DicomPort, "SINK", "-S", keys); // plain, where TLS is spoken
            Assert.Empty(Directory.GetFiles(received));
            (await gantry.CliAsync("ae", "add", "SINK", $"127.0.0.1:{port}", "--tls")).Succeeded();
            (await dcmtk.MoveAsync(gantry.DicomPort, "SINK", "-S", keys)).Succeeded();
            File.Delete(Assert.Single(Directory.GetFiles(received)));

            using var others = new TestCertificates("Another Authority");
            var (pinned, _) = TestCertificates.Write(_tls, "pinned", others.Issue("pinned"));
            (await gantry.CliAsync("ae", "add", "SINK", $"127.0.0.1:{port}", "--tls-certificate", pinned)).Succeeded();
            await dcmtk.MoveAsync(gantry.DicomPort, "SINK", "-S", keys); // it has another certificate
            Assert.Empty(Directory.GetFiles(received));
        }
        finally
        {
            sink.Kill();
            await sink.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task A_host_whose_certificate_cannot_be_read_does_not_start_and_says_why()
    {
        File.WriteAllText(Path.Combine(_tls, "host.key"), "rubbish");

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync());

        Assert.Contains("Gantry cannot start: " + Path.Combine(_tls, "host.pem") + " cannot be used for TLS", exception.Message, StringComparison.Ordinal);
    }

    private Task<GantryProcess> StartAsync(params string[] settings) => GantryProcess.StartAsync(
        _folder.Folder("data"),
        null,
        [
            "--Gantry:Tls:Certificate", Path.Combine(_tls, "host.pem"),
            "--Gantry:Tls:Key", Path.Combine(_tls, "host.key"),
            "--Gantry:Tls:TrustedAuthorities", _authority,
            "--Gantry:Listeners:secure:Port", "0",
            "--Gantry:Listeners:secure:Tls", "true",
            .. settings,
        ]);

    private static int Port(GantryProcess gantry, string listener)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(gantry.DataFolder, "admin.json")));
        return json.RootElement.GetProperty("dicomPorts").GetProperty(listener).GetInt32();
    }

    private TlsOptions Options() => new()
    {
        Trust = new CertificateTrust { Authorities = [_certificates.Authority] },
        Certificate = SslStreamCertificateContext.Create(_certificates.Issue("scu"), null, offline: true),
    };

    private Task<Association> ConnectAsync(int port) => DicomClient.ConnectAsync(
        "127.0.0.1", port, new AETitle(GantryProcess.AETitle), new AETitle("SCU"), [ProposedContext.Verification], new RequestorOptions { Tls = Options() },
        cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>Whom the certificate is for that a port shows.</summary>
    private async Task<string> ShownAsync(int port)
    {
        await using var transport = await TlsTransport.ConnectAsync("127.0.0.1", port, Options(), TestContext.Current.CancellationToken);
        return transport.RemoteCertificate!.Subject;
    }

    private Task<CommandResult> SecuredAsync(string tool, int port, string certificate, params string[] arguments) => RunAsync(
        tool, port, ["+tls", Path.Combine(_tls, certificate + ".key"), Path.Combine(_tls, certificate + ".pem"), "+cf", _authority], arguments);

    private static Task<CommandResult> RunAsync(string tool, int port, params string[] options) => RunAsync(tool, port, options, []);

    private static Task<CommandResult> RunAsync(string tool, int port, string[] options, string[] arguments)
    {
        // Options of storescu stand before the address, and what is sent after it.
        var inputs = arguments.Where(argument => !argument.StartsWith('+')).ToArray();
        return Programs.RunAsync(Programs.Find(tool)!, [
            "-aet", "TLSSCU", "-aec", GantryProcess.AETitle, "-to", "10", "-ta", "10", "-td", "10",
            .. options, .. arguments.Except(inputs), "127.0.0.1", port.ToString(CultureInfo.InvariantCulture), .. inputs,
        ]);
    }
}
