using System.Net;
using System.Net.Sockets;
using Gantry.Dicom.Network.Tests.Support;

namespace Gantry.Dicom.Network.Tests.Peers;

/// <summary>The client against DCMTK's storescp.</summary>
public sealed class DcmtkScpTests
{
    private static readonly AETitle Called = new("STORESCP");
    private static readonly AETitle Calling = new("GANTRY");

    [Fact]
    public async Task Storescp_answers_an_echo_and_keeps_an_instance()
    {
        Dcmtk.Find("storescp");
        var folder = Directory.CreateTempSubdirectory("gantry-storescp-");
        var port = FreePort();
        using var scp = Dcmtk.Start("storescp", noDelay: true, "-od", folder.FullName, "-aet", "STORESCP", $"{port}");
        try
        {
            await using var association = await ConnectAsync(port);
            Assert.Equal(DimseStatus.Success, await association.EchoAsync());
            for (var i = 0; i < 20; i++)
            {
                var dataSet = DcmtkScuTests.Instance($"2.25.90{i}");
                var request = new StoreRequest(Pair.CtImageStorage, new Uid($"2.25.90{i}"), TransferSyntax.ExplicitVRLittleEndian, DataSetSource.Of(dataSet));
                Assert.Equal(DimseStatus.Success, (await association.StoreAsync(request)).Status);
            }

            await association.ReleaseAsync();
            Assert.Equal(20, folder.GetFiles().Length);
            Dcmtk.Note("C-ECHO", "SCP");
            Dcmtk.Note("C-STORE", "SCP");

            // What storescp wrote is a Part 10 file: sent again, it is the same instance.
            await using var again = await ConnectAsync(port);
            await using var file = folder.GetFiles()[0].OpenRead();
            var sentAgain = await StoreRequest.FromPart10Async(file);
            Assert.StartsWith("2.25.90", sentAgain.SopInstanceUid.Value, StringComparison.Ordinal);
            Assert.Equal(DimseStatus.Success, (await again.StoreAsync(sentAgain)).Status);
        }
        finally
        {
            scp.Kill();
            await scp.WaitForExitAsync();
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Nobody_at_the_port_is_an_association_exception()
    {
        var exception = await Assert.ThrowsAsync<AssociationException>(() => DicomClient.ConnectAsync("127.0.0.1", FreePort(), Called, Calling, [ProposedContext.Verification]));
        Assert.IsType<SocketException>(exception.InnerException);
    }

    private static async Task<Network.Association> ConnectAsync(int port)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await DicomClient.ConnectAsync(
                    "127.0.0.1", port, Called, Calling, [ProposedContext.Verification, new(Pair.CtImageStorage, [TransferSyntax.ExplicitVRLittleEndian])]);
            }
            catch (AssociationException) when (attempt < 100)
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
