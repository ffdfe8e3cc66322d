using System.Buffers.Binary;
using System.Net.Sockets;
using Gantry.Dicom;
using Gantry.Dicom.Network.Tests.Support;
using static Gantry.Dicom.Network.Tests.Support.PduBytes;

namespace Gantry.Interop.Tests;

/// <summary>A peer that says what a test tells it to, byte by byte, over a socket. Whatever the server does with it, only its answers tell.</summary>
internal sealed class RawPeer : IDisposable
{
    private const int FragmentLength = 100_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly Socket _socket;

    private RawPeer(Socket socket) => _socket = socket;

    public static async Task<RawPeer> ConnectAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            LingerState = new LingerOption(true, 0), // thousands of them would use all ports up otherwise
        };
        try
        {
            await socket.ConnectAsync("127.0.0.1", port, TestContext.Current.CancellationToken);
            return new RawPeer(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Connects, and has an association accepted.</summary>
    public static async Task<RawPeer> AssociateAsync(int port, params byte[][] items)
    {
        var peer = await ConnectAsync(port);
        await peer.SendAsync(Request(items));
        Assert.Equal("accepted", await peer.ReceiveAsync());
        return peer;
    }

    /// <summary>An A-ASSOCIATE-RQ of these items, to the host's AE title.</summary>
    public static byte[] Request(params byte[][] items) => Request(GantryProcess.AETitle, "HOSTILE", items);

    public static byte[] Request(string called, string calling, params byte[][] items) =>
        Start().Pdu(0x01, AssociateBody(called, calling, [ApplicationContext(), .. items, UserInformation(MaximumLength(0), Text(0x52, "2.25.1"))])).ToArray();

    /// <summary>Sends; false where the server has closed already, which it may.</summary>
    public async Task<bool> SendAsync(ReadOnlyMemory<byte> bytes)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (!bytes.IsEmpty)
            {
                bytes = bytes[await _socket.SendAsync(bytes, patience.Token)..];
            }

            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public Task<bool> SendAsync(PduBytes bytes) => SendAsync(bytes.ToArray());

    /// <summary>Receives one PDU, and says what it was: <c>accepted</c>, <c>rejected</c>, <c>released</c>, <c>aborted</c>, <c>closed</c>, or a response's status.</summary>
    public async Task<string> ReceiveAsync()
    {
        var header = await ReceiveAsync(6);
        if (header is null || await ReceiveAsync((int)BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(2))) is not { } body)
        {
            return "closed";
        }

        return header[0] switch
        {
            0x02 => "accepted",
            0x03 => "rejected",
            0x04 => StatusOf(body),
            0x06 => "released",
            0x07 => "aborted",
            var type => $"PDU {type:X2}",
        };
    }

    /// <summary>Reads until the server closes.</summary>
    public async Task ExpectCloseAsync()
    {
        var buffer = new byte[65_536];
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (await _socket.ReceiveAsync(buffer, patience.Token) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // Closed the hard way.
        }
    }

    /// <summary>Sends a request with its data set, and receives the answer.</summary>
    public async Task<string> InvokeAsync(byte contextId, byte[] commandSet, ReadOnlyMemory<byte> dataSet)
    {
        if (await SendAsync(Start().Command(contextId, commandSet)))
        {
            await SendDataAsync(contextId, dataSet);
        }

        return await ReceiveAsync();
    }

    public Task<string> StoreAsync(byte contextId, Uid sopClass, string sopInstance, ReadOnlyMemory<byte> dataSet) => InvokeAsync(
        contextId, CommandSet((0x0002, sopClass.Value), (0x0100, 0x0001), (0x0110, 1), (0x0700, 0), (0x0800, 0), (0x1000, sopInstance)), dataSet);

    public Task<string> FindAsync(byte contextId, ReadOnlyMemory<byte> identifier) => InvokeAsync(
        contextId, CommandSet((0x0002, Scu.StudyRootFind.Value), (0x0100, 0x0020), (0x0110, 1), (0x0700, 0), (0x0800, 0)), identifier);

    public void Dispose() => _socket.Dispose();

    private async Task SendDataAsync(byte contextId, ReadOnlyMemory<byte> dataSet)
    {
        var isLast = false;
        while (!isLast)
        {
            var length = Math.Min(dataSet.Length, FragmentLength);
            isLast = length == dataSet.Length;
            if (!await SendAsync(Start().PDataTf(contextId, isCommand: false, isLast, dataSet[..length].ToArray())))
            {
                return;
            }

            dataSet = dataSet[length..];
        }
    }

    private async Task<byte[]?> ReceiveAsync(int count)
    {
        var bytes = new byte[count];
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            for (var received = 0; received < count;)
            {
                var length = await _socket.ReceiveAsync(bytes.AsMemory(received), patience.Token);
                if (length == 0)
                {
                    return null;
                }

                received += length;
            }

            return bytes;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private static string StatusOf(byte[] body)
    {
        for (var i = 6; i < body.Length;)
        {
            if (BinaryPrimitives.ReadUInt16LittleEndian(body.AsSpan(i + 2)) == 0x0900)
            {
                return BinaryPrimitives.ReadUInt16LittleEndian(body.AsSpan(i + 8)).ToString("X4", System.Globalization.CultureInfo.InvariantCulture);
            }

            i += 8 + BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(i + 4));
        }

        return "no status";
    }
}
