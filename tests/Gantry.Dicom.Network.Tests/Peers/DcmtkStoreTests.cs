using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Gantry.Dicom.Network.Tests.Peers;

/// <summary>The pooled client against DCMTK's storescp.</summary>
public sealed class DcmtkStoreTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Storescp_gets_a_folder(bool forks)
    {
        Dcmtk.Find("storescp");
        var (sent, kept) = (Directory.CreateTempSubdirectory("gantry-sent-"), Directory.CreateTempSubdirectory("gantry-kept-"));
        for (var i = 0; i < 100; i++)
        {
            var dataSet = DcmtkScuTests.Instance($"2.25.77{i}").ToBuilder().Set(Tags.SOPClassUID, i % 2 == 0 ? Uids.CTImageStorage : Uids.MRImageStorage).Build();
            await File.WriteAllBytesAsync(
                Path.Combine(sent.FullName, $"{i}.dcm"), DicomFile.ToArray(dataSet, i % 3 == 0 ? TransferSyntax.ExplicitVRBigEndian : TransferSyntax.ExplicitVRLittleEndian));
        }

        var port = FreePort();
        string[] mode = forks ? ["--fork"] : [];
        using var scp = Dcmtk.Start("storescp", noDelay: true, [.. mode, "-od", kept.FullName, "-aet", "STORESCP", "+xi", port.ToString(CultureInfo.InvariantCulture)]);
        try
        {
            // It takes implicit VR alone, and listens in a moment, which the retries wait for. Without --fork it serves one association at a time.
            var options = new DicomClientOptions { Retry = new RetryOptions { MaximumAttempts = 30, Delay = TimeSpan.FromMilliseconds(50), MaximumDelay = TimeSpan.FromMilliseconds(200) } };
            await using var client = new DicomClient("127.0.0.1", port, new AETitle("STORESCP"), new AETitle("GANTRY"), options);
            Assert.Equal(DimseStatus.Success, await client.EchoAsync());
            var summary = await client.StoreAsync(StoreSource.OfFolder(sent.FullName));
            Assert.Equal((100, 0, 0), (summary.Stored, summary.Warnings, summary.Failed));
            Assert.Equal(100, kept.GetFiles().Length);
            Assert.All(kept.GetFiles(), file => Assert.Equal(TransferSyntax.ImplicitVRLittleEndian, DicomFile.Read(File.ReadAllBytes(file.FullName)).TransferSyntax));
        }
        finally
        {
            scp.Kill(entireProcessTree: true);
            await scp.WaitForExitAsync();
            sent.Delete(recursive: true);
            kept.Delete(recursive: true);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
