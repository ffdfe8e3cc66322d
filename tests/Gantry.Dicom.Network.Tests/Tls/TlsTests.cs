using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Gantry.Dicom.Network.Tests.Support;

namespace Gantry.Dicom.Network.Tests.Tls;

/// <summary>Associations over TLS, both sides of this library.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly TestCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task An_instance_of_megabytes_goes_through_TLS_unchanged(SslProtocols protocol)
    {
        var received = new TaskCompletionSource<byte[]>();
        await using var acceptor = new TlsAcceptor(TlsAcceptor.Options(_certificates.Issue("server"), protocol));
        acceptor.Handler.OnRequest = async (request, _, cancellationToken) =>
        {
            using var bytes = new MemoryStream();
            await request.DataSet!.CopyToAsync(bytes, cancellationToken);
            received.SetResult(bytes.ToArray());
            return DimseStatus.Success;
        };
        var dataSet = new byte[5_000_000];
        new Random(7).NextBytes(dataSet);

        await using (var association = await ConnectAsync(acceptor))
        {
            var request = new StoreRequest(Pair.CtImageStorage, new Uid("2.25.1"), TransferSyntax.ExplicitVRLittleEndian, DataSetSource.Of(new MemoryStream(dataSet)));
            Assert.Equal(DimseStatus.Success, (await association.StoreAsync(request)).Status);
            await association.ReleaseAsync();
        }

        Assert.Equal(dataSet, await received.Task);
        Assert.Equal(protocol, acceptor.Agreed.Protocol);
        Assert.Null(acceptor.Agreed.Client);
        if (TlsProfile.CipherSuites is not null)
        {
            Assert.Contains(acceptor.Agreed.Suite.ToString(), TlsProfile.CipherSuiteNames);
        }
    }

    [Fact]
    public async Task Both_sides_show_their_certificates_where_the_acceptor_asks()
    {
        await using var acceptor = new TlsAcceptor(TlsAcceptor.Options(_certificates.Issue("server"), clients: Trust()));
        var options = Options() with { Certificate = SslStreamCertificateContext.Create(_certificates.Issue("client"), null, offline: true) };
        await using (var association = await ConnectAsync(acceptor, options))
        {
            Assert.Equal(DimseStatus.Success, await association.EchoAsync());
        }

        Assert.Equal("CN=client", acceptor.Agreed.Client);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task A_requestor_without_a_certificate_is_refused_where_one_is_required(SslProtocols protocol)
    {
        await using var acceptor = new TlsAcceptor(TlsAcceptor.Options(_certificates.Issue("server"), protocol, Trust()));
        await Assert.ThrowsAsync<AssociationException>(() => ConnectAsync(acceptor));
        Assert.Equal(0, acceptor.Handler.Association?.BytesReceived ?? 0);
    }

    [Fact]
    public async Task An_authority_that_is_not_trusted_is_named()
    {
        using var others = new TestCertificates("Another Authority");
        await using var acceptor = new TlsAcceptor(TlsAcceptor.Options(others.Issue("impostor")));
        var exception = await Assert.ThrowsAsync<AssociationException>(() => ConnectAsync(acceptor));
        Assert.StartsWith($"No TLS with 127.0.0.1:{acceptor.Port}: the certificate of CN=impostor is not trusted", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_certificate_is_not_trusted()
    {
        await using var acceptor = new TlsAcceptor(TlsAcceptor.Options(_certificates.Issue("old", lastDay: -1)));
        var exception = await Assert.ThrowsAsync<AssociationException>(() => ConnectAsync(acceptor));
        Assert.Contains("NotTimeValid", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task The_name_of_the_host_counts_unless_it_is_said_not_to(bool checks, bool succeeds)
    {
        await using var acceptor = new TlsAcceptor(TlsAcceptor.Options(_certificates.Issue("server")));
        var options = new TlsOptions { Trust = Trust() with { ChecksHostName = checks }, ServerName = "another.example" };
        var attempt = ConnectAsync(acceptor, options);
        if (succeeds)
        {
            await (await attempt).DisposeAsync();
            return;
        }

        var exception = await Assert.ThrowsAsync<AssociationException>(() => attempt);
        Assert.Contains("is for another host", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fingerprint_trusts_one_certificate_whoever_issued_it_and_no_other()
    {
        using var others = new TestCertificates("Another Authority");
        var certificate = others.Issue("pinned", host: "elsewhere.example");
        var pinned = new CertificateTrust { Fingerprints = [CertificateTrust.FingerprintOf(certificate)] };
        await using (var acceptor = new TlsAcceptor(TlsAcceptor.Options(certificate)))
        {
            await using var association = await ConnectAsync(acceptor, new TlsOptions { Trust = pinned });
            Assert.Equal(DimseStatus.Success, await association.EchoAsync());
        }

        await using var impostor = new TlsAcceptor(TlsAcceptor.Options(others.Issue("pinned")));
        var exception = await Assert.ThrowsAsync<AssociationException>(() => ConnectAsync(impostor, new TlsOptions { Trust = pinned }));
        Assert.Contains("not the one that is trusted", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_offers_nothing_but_an_old_version_is_refused()
    {
#pragma warning disable SYSLIB0039, CA5397 // that is the point
        await using var acceptor = new TlsAcceptor(TlsAcceptor.Options(_certificates.Issue("old"), SslProtocols.Tls11));
#pragma warning restore SYSLIB0039, CA5397
        var exception = await Assert.ThrowsAsync<AssociationException>(() => ConnectAsync(acceptor));
        Assert.StartsWith("No TLS with ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handshake_that_the_server_does_not_go_on_with_ends_by_the_connect_timeout()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var options = new RequestorOptions { Tls = Options(), ConnectTimeout = TimeSpan.FromMilliseconds(200) };
        var exception = await Assert.ThrowsAsync<AssociationException>(() => ConnectAsync(((IPEndPoint)listener.LocalEndpoint).Port, options));
        Assert.StartsWith("No connection to ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plain_server_is_no_TLS_server()
    {
        await using var server = DicomServer.Start(new IPEndPoint(IPAddress.Loopback, 0), () => new TestHandler());
        var exception = await Assert.ThrowsAsync<AssociationException>(() => ConnectAsync(server.EndPoint.Port, new RequestorOptions { Tls = Options() }));
        Assert.StartsWith("No TLS with ", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ab:cd", null)]
    [InlineData("", null)]
    [InlineData("00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff", "00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF")]
    [InlineData("00 11:22 33445566778899aabbccddeeff00112233445566778899AABBCCDDEEFF", "00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF")]
    [InlineData("zz112233445566778899aabbccddeeff00112233445566778899aabbccddeeff", null)]
    public void Fingerprints_are_read_as_people_write_them(string text, string? expected) => Assert.Equal(expected, CertificateTrust.ParseFingerprint(text));

    private CertificateTrust Trust() => new() { Authorities = [_certificates.Authority] };

    private TlsOptions Options() => new() { Trust = Trust() };

    private Task<Network.Association> ConnectAsync(TlsAcceptor acceptor, TlsOptions? options = null) =>
        ConnectAsync(acceptor.Port, new RequestorOptions { Tls = options ?? Options() });

    private static Task<Network.Association> ConnectAsync(int port, RequestorOptions options) => DicomClient.ConnectAsync(
        "127.0.0.1", port, new AETitle("SERVER"), new AETitle("CLIENT"),
        [ProposedContext.Verification, new(Pair.CtImageStorage, [TransferSyntax.ExplicitVRLittleEndian])], options);
}
