using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Dicom.Network.Tests.Tls;

namespace Gantry.Cli.Tests;

/// <summary>Peers that are called over TLS, with certificates of the test's own authority.</summary>
public sealed class TlsPeerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestCertificates _certificates = new();
    private readonly string _authority;
    private readonly TlsOptions _server;

    public TlsPeerTests()
    {
        _authority = Path.Combine(_folder.Path, "ca.pem");
        File.WriteAllText(_authority, _certificates.Authority.ExportCertificatePem());
        var (certificate, key) = TestCertificates.Write(_folder.Path, "server", _certificates.Issue("server"));
        TestCertificates.Write(_folder.Path, "client", _certificates.Issue("client"));
        _server = new TlsOptions
        {
            Certificate = TlsFiles.ReadCertificate(certificate, key),
            Trust = new CertificateTrust { Authorities = [_certificates.Authority] },
        };
    }

    public void Dispose()
    {
        _certificates.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_peer_is_called_over_TLS_with_the_own_certificate()
    {
        await using var pacs = new PacsServer(_server);
        var run = await CommandRun.OfAsync("echo", pacs.Name, "--ca", _authority, "--cert", Of("client.pem"), "--key", Of("client.key"));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));

        var study = await CommandRun.OfAsync("find", pacs.Name, "--tls", "--ca", _authority, "--cert", Of("client.pem"), "--key", Of("client.key"));
        Assert.Equal((1, ""), (study.ExitCode, study.Error)); // nothing was found
    }

    [Fact]
    public async Task A_pinned_certificate_needs_no_authority_and_no_name()
    {
        await using var pacs = new PacsServer(_server);
        var run = await CommandRun.OfAsync("echo", pacs.Name, "--tls-certificate", Of("server.pem"), "--cert", Of("client.pem"), "--key", Of("client.key"));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("is not trusted")] // of the authorities of the system
    [InlineData("is for another host", "--ca", "ca.pem", "--tls-name", "elsewhere")]
    [InlineData("has the fingerprint", "--tls-certificate", "client.pem")]
    public async Task A_peer_that_is_not_trusted_is_not_spoken_to(string reason, params string[] options)
    {
        await using var pacs = new PacsServer(_server);
        string[] paths = [.. options.Select(option => option.EndsWith(".pem", StringComparison.Ordinal) ? Of(option) : option)];
        var run = await CommandRun.OfAsync(["echo", pacs.Name, "--tls", "--retries", "0", .. paths]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(reason, Assert.Single(run.Error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Empty(pacs.Associations);
    }

    [Fact]
    public async Task The_name_may_be_given_or_not_looked_at()
    {
        await using var pacs = new PacsServer(_server);
        string[] own = ["--cert", Of("client.pem"), "--key", Of("client.key"), "--ca", _authority];
        Assert.Equal(0, (await CommandRun.OfAsync(["echo", pacs.Name, .. own, "--tls-name", "localhost"])).ExitCode);
        Assert.Equal(0, (await CommandRun.OfAsync(["echo", pacs.Name, .. own, "--tls-name", "elsewhere", "--tls-any-name"])).ExitCode);
    }

    [Theory]
    [InlineData("--key needs --cert, whose key it is.", "--key", "client.key")]
    [InlineData("missing.pem cannot be used for TLS: ", "--cert", "missing.pem")]
    [InlineData("client.key has no certificate.", "--ca", "client.key")]
    [InlineData("missing.pem is neither a certificate nor a SHA-256 fingerprint: ", "--tls-certificate", "missing.pem")]
    public async Task Files_that_cannot_be_used_are_named(string expected, params string[] options)
    {
        string[] paths = [.. options.Select(option => option.StartsWith("--", StringComparison.Ordinal) ? option : Of(option))];
        var run = await CommandRun.OfAsync(["echo", "PACS@127.0.0.1:104", .. paths]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_of_storage_commitment_is_taken_over_TLS_as_the_request_was_sent()
    {
        var port = CommitAndMediaCommandTests.FreePort();
        await using var pacs = new PacsServer(_server);
        pacs.OnRequest = (_, asked, _, _) =>
        {
            _ = Task.Run(() => ReportAsync(port, asked), CancellationToken.None);
            return new(DimseStatus.Success);
        };
        var file = DicomFiles.Write(_folder, "one.dcm", DicomFiles.DataSet, TransferSyntax.ExplicitVRLittleEndian);
        var run = await CommandRun.OfAsync(
            "commit", pacs.Name, file, "--ca", _authority, "--cert", Of("client.pem"), "--key", Of("client.key"), "--listen", $"{port}", "--wait", "20");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("1 of 1 committed", run.Output, StringComparison.Ordinal);

        var bare = await CommandRun.OfAsync("commit", pacs.Name, file, "--ca", _authority, "--listen", $"{port}");
        Assert.Equal((2, "To listen over TLS, --cert is needed."), (bare.ExitCode, bare.Error.Trim()));
    }

    private async Task ReportAsync(int port, DicomDataSet asked)
    {
        await using var association = await DicomClient.ConnectAsync(
            "127.0.0.1",
            port,
            new AETitle("GANTRY-CLI"),
            new AETitle("PACS"),
            [new(Uids.StorageCommitmentPushModel, [TransferSyntax.ImplicitVRLittleEndian], ServiceRoles.Scp)],
            new RequestorOptions { Tls = _server });
        await CommitAndMediaCommandTests.ReportAsync(association, association.Parameters.PresentationContexts.Single(), 1, asked);
    }

    private string Of(string name) => Path.Combine(_folder.Path, name);
}
