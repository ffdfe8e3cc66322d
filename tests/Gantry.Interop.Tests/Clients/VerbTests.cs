using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gantry.Dicom;
using Gantry.Dicom.Network.Tests.Tls;

namespace Gantry.Interop.Tests;

/// <summary>The command line's verbs for peers, as a user runs them: with other implementations and the real host, by plain TCP and over TLS.</summary>
public sealed class VerbTests : IDisposable
{
    private const string Own = "GANTRY-CLI";
    private const string Sink = "SINK";
    private const int Images = 3;
    private readonly TemporaryFolder _folder = new();
    private readonly TestCertificates _certificates = new();
    private readonly string _tls;
    private readonly string _authority;
    private readonly string _images;
    private readonly Uid _study = Uid.New();
    private readonly HashSet<string> _instances = [];

    public VerbTests()
    {
        _tls = _folder.Folder("tls");
        _authority = Path.Combine(_tls, "ca.pem");
        File.WriteAllText(_authority, _certificates.Authority.ExportCertificatePem());
        TestCertificates.Write(_tls, "host", _certificates.Issue("host"));
        TestCertificates.Write(_tls, "client", _certificates.Issue("client"));
        _images = _folder.Folder("images");
        var series = Uid.New();
        for (var number = 1; number <= Images; number++)
        {
            var sample = Samples.Make(_study, series, number);
            File.WriteAllBytes(Path.Combine(_images, $"{number}.dcm"), sample.File());
            _instances.Add(sample.Instance.Value);
        }
    }

    private string[] Secured => ["--ca", _authority, "--cert", Path.Combine(_tls, "client.pem"), "--key", Path.Combine(_tls, "client.key")];

    public void Dispose()
    {
        _certificates.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Dcmqrscp_is_asked_stored_to_and_retrieved_from()
    {
        var dcmtk = Dcmtk.OrSkip();
        await using var sink = await StorescpProcess.StartAsync(dcmtk, _folder.Folder("sink"), Sink);
        await using var archive = await DcmqrscpProcess.StartAsync(dcmtk, _folder.Folder("dcmqrscp"), (Sink, sink.Port));

        await EachAsync($"{DcmqrscpProcess.AETitle}@127.0.0.1:{archive.Port}", sink, []);

        Note("DCMTK", "dcmtk", "");
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task So_is_Orthanc_which_commits_too(bool isSecured)
    {
        OrthancProcess.ProgramOrSkip();
        await using var sink = await StorescpProcess.StartAsync(Dcmtk.OrSkip(), _folder.Folder("sink"), Sink);
        var report = Ports.Free();
        var settings = new JsonObject
        {
            ["DicomModalities"] = new JsonObject
            {
                ["sink"] = new JsonArray(Sink, "127.0.0.1", sink.Port),
                ["cli"] = new JsonObject { ["AET"] = Own, ["Host"] = "127.0.0.1", ["Port"] = report, ["UseDicomTls"] = isSecured, ["AllowStorageCommitment"] = true },
            },
        };
        if (isSecured)
        {
            settings["DicomTlsEnabled"] = true;
            settings["DicomTlsCertificate"] = Path.Combine(_tls, "host.pem");
            settings["DicomTlsPrivateKey"] = Path.Combine(_tls, "host.key");
            settings["DicomTlsTrustedCertificates"] = _authority;
            settings["DicomTlsRemoteCertificateRequired"] = true;
        }

        await using var orthanc = await OrthancProcess.StartAsync(_folder.Folder("orthanc"), Ports.Free(), settings);
        var (peer, tls) = ($"{OrthancProcess.AETitle}@127.0.0.1:{orthanc.DicomPort}", isSecured ? Secured : []);

        await EachAsync(peer, sink, tls);
        var committed = (await CliAsync(["commit", peer, _images, "--listen", report.ToString(CultureInfo.InvariantCulture), "--wait", "60", .. tls])).Succeeded();

        Assert.Contains($"{Images} of {Images} committed", committed.Output, StringComparison.Ordinal);
        Note("Orthanc", "orthanc", isSecured ? "TLS" : "");
        InteropReport.Note("Orthanc", "orthanc", "storage commitment", "SCP", isSecured ? "TLS" : "");
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task So_is_the_own_host(bool isSecured)
    {
        await using var sink = await StorescpProcess.StartAsync(Dcmtk.OrSkip(), _folder.Folder("sink"), Sink);
        await using var gantry = await GantryProcess.StartAsync(
            _folder.Folder("data"),
            null,
            "--Gantry:Tls:Certificate", Path.Combine(_tls, "host.pem"),
            "--Gantry:Tls:Key", Path.Combine(_tls, "host.key"),
            "--Gantry:Tls:TrustedAuthorities", _authority,
            "--Gantry:Listeners:secure:Port", "0",
            "--Gantry:Listeners:secure:Tls", "true");
        (await gantry.CliAsync("ae", "add", Sink, $"127.0.0.1:{sink.Port}")).Succeeded();
        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(gantry.DataFolder, "admin.json"), TestContext.Current.CancellationToken));
        var port = isSecured ? json.RootElement.GetProperty("dicomPorts").GetProperty("secure").GetInt32() : gantry.DicomPort;

        await EachAsync($"{GantryProcess.AETitle}@127.0.0.1:{port}", sink, isSecured ? Secured : []);

        if (isSecured)
        {
            // By the title alone, over TLS as the server knows it.
            (await gantry.CliAsync("ae", "add", GantryProcess.AETitle, $"127.0.0.1:{port}", "--tls")).Succeeded();
            (await gantry.CliAsync(["echo", GantryProcess.AETitle, .. Secured])).Succeeded();
            (await CliAsync(["echo", $"{GantryProcess.AETitle}@127.0.0.1:{port}", "--ca", _authority, "--retries", "0"])).Failed(); // no certificate is shown
        }
    }

    private async Task EachAsync(string peer, StorescpProcess sink, string[] tls)
    {
        (await CliAsync(["echo", peer, .. tls])).Succeeded();
        var stored = (await CliAsync(["store", peer, _images, .. tls])).Succeeded();
        Assert.StartsWith($"{Images} stored at {peer}", stored.Output, StringComparison.Ordinal);

        var found = (await CliAsync(["find", peer, "--patient", "ANON*", .. tls])).Succeeded();
        Assert.Contains(found.Lines, line => line.Contains(_study.Value, StringComparison.Ordinal) && line.Contains("ANON1", StringComparison.Ordinal));
        Assert.Equal(1, (await CliAsync(["find", peer, "--patient", "NOBODY", .. tls])).ExitCode);

        var brought = _folder.Folder("brought");
        (await CliAsync(["get", peer, "--study", _study.Value, "-o", brought, .. tls])).Succeeded();
        Assert.Equal(_instances.Select(uid => uid + ".dcm").Order(), Directory.GetFiles(brought).Select(file => Path.GetFileName(file)).Order());
        Assert.All(Directory.GetFiles(brought), file => Assert.Equal(_study.Value, DicomFile.Read(File.ReadAllBytes(file)).DataSet.GetString(Tags.StudyInstanceUID)));

        (await CliAsync(["move", peer, "--to", Sink, "--study", _study.Value, .. tls])).Succeeded();
        Assert.Equal(Images, Directory.GetFiles(sink.Folder).Length);
    }

    private static Task<CommandResult> CliAsync(IEnumerable<string> arguments) => Programs.RunAsync("dotnet", [Checkout.CliAssembly, .. arguments]);

    private static void Note(string peer, string package, string more)
    {
        foreach (var service in (string[])["C-ECHO", "C-STORE", "C-FIND", "C-GET", "C-MOVE"])
        {
            InteropReport.Note(peer, package, service, "SCP", more);
        }
    }
}
