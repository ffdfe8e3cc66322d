using System.Net;
using System.Net.Sockets;
using Gantry.Dicom.Network.Tests.Support;
using static Gantry.Dicom.Network.Tests.Support.PduBytes;

namespace Gantry.Dicom.Network.Tests.Associations;

/// <summary>Many bad peers beside a good one. Alone, because memory is measured.</summary>
[Collection(nameof(CrowdTests))]
[CollectionDefinition(nameof(CrowdTests), DisableParallelization = true)]
public sealed class CrowdTests
{
    [Fact]
    public async Task Refused_associations_leave_no_memory_behind()
    {
        byte[][] refused =
        [
            Start().AssociateRq(Text(0x10, "1.2.3"), Proposal(1, "1.2", "1.2")).Abort(0, 0).ToArray(),
            Start().AssociateRq(ApplicationContext(), Proposal(2, "1.2", "1.2")).ToArray(),
            "GET / HTTP/1.1\r\n\r\n"u8.ToArray(),
            [0x01, 0, 0xFF, 0xFF, 0xFF, 0xFF],
        ];
        await RefuseAsync(500);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await RefuseAsync(5_000);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        Assert.True(after - before < 5_000_000, $"{(after - before) / 5_000} bytes are left of each of 5,000 refused associations.");

        async Task RefuseAsync(int count)
        {
            for (var i = 0; i < count; i++)
            {
                await using var acceptor = new Acceptor();
                await acceptor.Peer.SendAsync(refused[i % refused.Length]);
            }
        }
    }

    [Fact]
    public async Task A_good_peer_is_served_beside_idle_half_and_never_reading_ones()
    {
        var handler = new TestHandler
        {
            OnRequest = async (request, responder, cancellationToken) =>
            {
                while (request.Command is CFindRq)
                {
                    await responder.SendPendingAsync(new DimseResponse(DimseStatus.Pending) { DataSet = DataSetSource.Of(new byte[60_000]) }, cancellationToken);
                }

                return DimseStatus.Success;
            },
        };
        var find = Start().AssociateRq(
            ApplicationContext(), Proposal(1, "1.2.840.10008.5.1.4.1.2.2.1", "1.2.840.10008.1.2"), UserInformation(MaximumLength(0))).ToArray();
        var request = Start().Command(
            1, CommandSet((0x0002, "1.2.840.10008.5.1.4.1.2.2.1"), (0x0100, 0x0020), (0x0110, 1), (0x0800, 1))).Data(1, 0, 0).ToArray();
        var server = DicomServer.Start(new IPEndPoint(IPAddress.Loopback, 0), () => handler, new AcceptorOptions { StopTimeout = TimeSpan.Zero }, maximumConnections: 1_000);
        List<Socket> crowd = [];
        try
        {
            for (var i = 0; i < 200; i++)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                crowd.Add(socket);
                await socket.ConnectAsync(server.EndPoint);
                switch (i % 4)
                {
                    case 0: // idle
                        break;
                    case 1: // half a PDU
                        await socket.SendAsync(VerificationRq().AsMemory(0, 50));
                        break;
                    case 2: // an association that does nothing
                        await socket.SendAsync(VerificationRq());
                        break;
                    default: // asks for more than it will ever read
                        await socket.SendAsync(find);
                        await socket.ReceiveAsync(new byte[1_000]);
                        await socket.SendAsync(request);
                        break;
                }
            }

            await using var good = await DicomClient.ConnectAsync(
                "127.0.0.1", server.EndPoint.Port, new AETitle("GANTRY"), new AETitle("GOOD"), [ProposedContext.Verification]);
            for (var i = 0; i < 100; i++)
            {
                Assert.Equal(DimseStatus.Success, await good.EchoAsync());
            }
        }
        finally
        {
            crowd.ForEach(socket => socket.Dispose());
            await server.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60));
        }
    }
}
