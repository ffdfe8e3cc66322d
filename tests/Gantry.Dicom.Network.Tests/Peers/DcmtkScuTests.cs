using System.Globalization;
using System.Net;
using Gantry.Dicom.Network.Tests.Support;

namespace Gantry.Dicom.Network.Tests.Peers;

public sealed class DcmtkScuTests
{
    [Fact]
    public async Task Echoscu_gets_its_answer()
    {
        await using var server = DicomServer.Start(new IPEndPoint(IPAddress.Loopback, 0), () => new TestHandler());
        var (exitCode, output) = await Dcmtk.RunAsync("echoscu", "-v", "--repeat", "20", "127.0.0.1", Port(server));
        Assert.True(exitCode == 0, output);
        Assert.Contains("Received Echo Response (Success)", output, StringComparison.Ordinal);
    }

    private static string Port(DicomServer server) => server.EndPoint.Port.ToString(CultureInfo.InvariantCulture);
}
