using System.Text.Json;

namespace Gantry.Cli.Tests;

/// <summary><c>gantry ae add|allow|refused</c> and <c>gantry associations</c>: what they ask the server, and what they show.</summary>
public sealed class AccessCommandTests : IDisposable
{
    private const string Associations = """
        {"associations":[
          {"id":7,"direction":"in","peer":"10.1.2.3:40000","callingAETitle":"CT1","calledAETitle":"GANTRY","listener":"secure","tls":"Tls13 TLS_AES_256_GCM_SHA384",
           "certificate":"CN=ct1","userIdentity":"ada","presentationContexts":[{"id":1,"abstractSyntax":"1.2.840.10008.1.1","name":"Verification SOP Class","transferSyntax":"Implicit VR Little Endian"}],
           "operations":[{"command":"C-STORE","sopClass":"CT Image Storage","plugin":"gantry.storage 1.0.0","seconds":2.5}],
           "bytesReceived":1572864,"bytesSent":512,"ageSeconds":4000.4,"idleSeconds":0},
          {"id":8,"direction":"out","peer":null,"callingAETitle":"GANTRY","calledAETitle":"SINK","listener":null,"tls":null,"certificate":null,"userIdentity":null,
           "presentationContexts":[],"operations":[],"bytesReceived":0,"bytesSent":0,"ageSeconds":1,"idleSeconds":1}]}
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly string _certificate;

    public AccessCommandTests()
    {
        _certificate = Path.Combine(_folder.Path, "ct1.pem");
        using var key = System.Security.Cryptography.RSA.Create(2048);
        using var certificate = new System.Security.Cryptography.X509Certificates.CertificateRequest(
            "CN=ct1", key, System.Security.Cryptography.HashAlgorithmName.SHA256, System.Security.Cryptography.RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(_certificate, certificate.ExportCertificatePem());
        Fingerprint = certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256);
    }

    private string Fingerprint { get; }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Add_says_all_that_is_given_and_reads_certificates()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("PUT /admin/nodes/CT1", "{}").Answers("GET /admin/nodes", """{"nodes":[]}""");

        var run = await CommandRun.OfAsync(
            "--data", server.LeaveAdminFile(_folder), "ae", "add", "CT1", "10.1.2.3:104", "--alias", "CT in room 3", "--address", "10.1.0.0/16,10.2.0.1", "--operations", "echo,store",
            "--max-associations", "3", "--certificate", _certificate, "--tls-name", "ct1", "--tls-certificate", _certificate);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        using var put = JsonDocument.Parse(server.Requests[0]["PUT /admin/nodes/CT1 ".Length..]);
        var body = put.RootElement;
        Assert.Equal("CT in room 3", body.GetProperty("alias").GetString());
        Assert.Equal(["10.1.0.0/16", "10.2.0.1"], body.GetProperty("addresses").EnumerateArray().Select(each => each.GetString()));
        Assert.Equal(["echo", "store"], body.GetProperty("operations").EnumerateArray().Select(each => each.GetString()));
        Assert.Equal(3, body.GetProperty("maximumAssociations").GetInt32());
        Assert.Equal([Fingerprint], body.GetProperty("certificates").EnumerateArray().Select(each => each.GetString()));
        Assert.Equal(("ct1", Fingerprint), (body.GetProperty("tls").GetProperty("serverName").GetString(), body.GetProperty("tls").GetProperty("fingerprint").GetString()));
    }

    [Fact]
    public async Task Add_refuses_a_file_that_is_no_certificate_and_asks_the_server_nothing()
    {
        await using var server = await AdminServer.StartAsync();
        File.WriteAllText(_certificate, "rubbish");

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "ae", "add", "CT1", "10.1.2.3:104", "--certificate", _certificate);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith($"{_certificate} is no certificate", run.Error, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Allow_asks_for_one_thing_and_shows_what_is_known()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("POST /admin/nodes/CT1/allow", "{}").Answers(
            "GET /admin/nodes", """{"nodes":[{"aeTitle":"CT1","addresses":["10.1.2.3"],"operations":["echo","store"],"certificates":["AB"],"alias":"room 3"}]}""");

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "ae", "allow", "CT1", "--operations", "echo,store");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("""POST /admin/nodes/CT1/allow {"operations":["echo","store"]}""", new string([.. server.Requests[0].Where(letter => letter is not ('\n' or '\r'))]).Replace("  ", "", StringComparison.Ordinal).Replace(": ", ":", StringComparison.Ordinal));
        Assert.Equal(["CT1", "-", "-", "-", "10.1.2.3, by certificate", "echo,store", "room 3"], run.Lines[1].Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [Fact]
    public async Task Allow_passes_on_why_it_is_not_done()
    {
        await using var server = await AdminServer.StartAsync();
        server.Refuses("POST /admin/nodes/CT1/allow", 400, "Bad request", "CT1 has not been refused.");

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "ae", "allow", "CT1");

        Assert.Equal((2, "CT1 has not been refused."), (run.ExitCode, run.Error.TrimEnd()));
    }

    [Fact]
    public async Task Refused_shows_who_from_where_how_often_and_why()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("GET /admin/refusals", """
            {"refusals":[{"callingAETitle":"CT1","address":"10.1.2.3","reason":"UnknownCaller","calledAETitle":"GANTRY","detail":"CT1 is not known here.","count":12,
             "first":"2026-01-02T03:04:05Z","last":"2026-01-02T03:05:06Z"},
             {"reason":"UntrustedCertificate","detail":"the peer sent no certificate.","count":1,"first":"2026-01-02T03:04:05Z","last":"2026-01-02T03:05:06Z"}]}
            """);

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "ae", "refused");

        var cells = run.Lines[1].Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(["CT1", "10.1.2.3", "12"], cells[..3]);
        Assert.Equal("CT1 is not known here.", cells[^1]);
        Assert.StartsWith("-", run.Lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Associations_are_shown_with_what_they_do_and_their_contexts_where_asked_for()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("GET /admin/associations", Associations);

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "associations", "--contexts");

        Assert.Equal(
            ["7", "in", "CT1", "GANTRY", "10.1.2.3:40000", "Tls13", "ada", "C-STORE CT Image Storage by gantry.storage 1.0.0, 2.5 s", "1.5 MiB", "0.5 KiB", "01:06:40", "0.0 s"],
            run.Lines[1].Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.Equal(
            ["8", "out", "GANTRY", "SINK", "-", "-", "-", "-", "0.0 KiB", "0.0 KiB", "1.0 s", "1.0 s"],
            run.Lines[2].Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.Contains("1  Verification SOP Class, Implicit VR Little Endian", run.Lines);
    }

    [Fact]
    public async Task Abort_names_what_it_has_aborted()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers("DELETE /admin/associations/7", Associations);

        var run = await CommandRun.OfAsync("--data", server.LeaveAdminFile(_folder), "associations", "abort", "7");

        Assert.Equal((0, "Association 7 of CT1 with GANTRY is aborted."), (run.ExitCode, run.Lines[0]));
    }
}
