using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Gantry.Dicom.Network.Tests.Support;
using Gantry.Dicom.Network.Tests.Tls;

namespace Gantry.Dicom.Network.Tests.Peers;

/// <summary>The client over TLS against DCMTK's storescp, which wants a certificate of its peer.</summary>
public sealed class DcmtkTlsTests
{
    [Fact]
    public async Task Storescp_takes_an_instance_over_mutual_TLS_and_refuses_who_has_no_certificate()
    {
        Dcmtk.Find("storescp");
        using var certificates = new TestCertificates();
        var folder = Directory.CreateTempSubdirectory("gantry-storescp-tls-");
        var received = folder.CreateSubdirectory("received");
        var (pem, key) = TestCertificates.Write(folder.FullName, "scp", certificates.Issue("scp"));
        var authority = Path.Combine(folder.FullName, "ca.pem");
        await File.WriteAllTextAsync(authority, certificates.Authority.ExportCertificatePem());
        var port = FreePort();
        using var scp = Dcmtk.Start(
            "storescp", noDelay: true, "+tls", key, pem, "+cf", authority, "-rc", "-od", received.FullName, "-aet", "STORESCP", $"{port}");
        try
        {
            var trusting = new TlsOptions { Trust = new CertificateTrust { Authorities = [certificates.Authority] } };
            var mutual = trusting with { Certificate = SslStreamCertificateContext.Create(certificates.Issue("gantry"), null, offline: true) };
            await using (var association = await ConnectAsync(port, mutual))
            {
                Assert.Equal(DimseStatus.Success, await association.EchoAsync());
                for (var i = 0; i < 5; i++)
                {
                    var dataSet = DcmtkScuTests.Instance($"2.25.91{i}");
                    var request = new StoreRequest(Pair.CtImageStorage, new Uid($"2.25.91{i}"), TransferSyntax.ExplicitVRLittleEndian, DataSetSource.Of(dataSet));
                    Assert.Equal(DimseStatus.Success, (await association.StoreAsync(request)).Status);
                }

                await association.ReleaseAsync();
            }

            Assert.Equal(5, received.GetFiles().Length);
            Dcmtk.Note("C-ECHO", "SCP", isOverTls: true);
            Dcmtk.Note("C-STORE", "SCP", isOverTls: true);
            await Assert.ThrowsAsync<AssociationException>(() => DicomClient.ConnectAsync(
                "127.0.0.1", port, new AETitle("STORESCP"), new AETitle("GANTRY"), [ProposedContext.Verification], new RequestorOptions { Tls = trusting }));
        }
        finally
        {
            scp.Kill();
            await scp.WaitForExitAsync();
            folder.Delete(recursive: true);
        }
    }

    private static async Task<Network.Association> ConnectAsync(int port, TlsOptions tls)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await DicomClient.ConnectAsync(
                    "127.0.0.1", port, new AETitle("STORESCP"), new AETitle("GANTRY"),
                    [ProposedContext.Verification, new(Pair.CtImageStorage, [TransferSyntax.ExplicitVRLittleEndian])], new RequestorOptions { Tls = tls });
            }
            catch (AssociationException exception) when (exception.InnerException is SocketException && attempt < 100)
            {
                await Task.Delay(50); // it is not listening yet
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
