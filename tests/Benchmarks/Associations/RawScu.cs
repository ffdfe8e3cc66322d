using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Gantry.Benchmarks.Associations;

/// <summary>The least that an SCU can be: bytes made beforehand, a blocking socket, answers looked at as far as needed. So the peer is what is measured.</summary>
internal sealed class RawScu : IDisposable
{
    private static readonly byte[] Echo = Message();
    private static readonly byte[] Release = [5, 0, 0, 0, 0, 4, 0, 0, 0, 0];
    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[65_536];
    private int _filled;

    private RawScu(Socket socket) => _socket = socket;

    /// <summary>Connects, and has an association with Verification accepted.</summary>
    public static RawScu Associate(int port, string called, string calling = "BENCH")
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 30_000 };
        try
        {
            socket.Connect("127.0.0.1", port);
            var scu = new RawScu(socket);
            socket.Send(Request(called, calling));
            return scu.Receive() == 2 ? scu : throw new BenchmarkException($"{called} does not accept the association.");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>One C-ECHO and its answer.</summary>
    public void Verify()
    {
        _socket.Send(Echo);
        Expect(4);
    }

    /// <summary>Releases the association, and closes.</summary>
    public void Leave()
    {
        _socket.Send(Release);
        Expect(6);
        _socket.LingerState = new LingerOption(true, 0); // or tens of thousands of them leave no port free
        _socket.Dispose();
    }

    public void Dispose() => _socket.Dispose();

    private void Expect(byte type)
    {
        if (Receive() is var received && received != type)
        {
            throw new BenchmarkException($"PDU-type {received} where {type} belongs.");
        }
    }

    private byte Receive()
    {
        while (_filled < 6 || _filled < 6 + BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(2)))
        {
            var count = _socket.Receive(_buffer.AsSpan(_filled));
            _filled += count > 0 ? count : throw new BenchmarkException("The peer closed the connection.");
        }

        _filled = 0;
        return _buffer[0];
    }

    private static byte[] Request(string called, string calling)
    {
        byte[] body =
        [
            0, 1, 0, 0, .. Encoding.ASCII.GetBytes(called.PadRight(16)), .. Encoding.ASCII.GetBytes(calling.PadRight(16)), .. new byte[32],
            .. Item(0x10, "1.2.840.10008.3.1.1.1"u8),
            .. Item(0x20, [1, 0, 0, 0, .. Item(0x30, "1.2.840.10008.1.1"u8), .. Item(0x40, "1.2.840.10008.1.2"u8)]),
            .. Item(0x50, [.. Item(0x51, [0, 0, 0x40, 0]), .. Item(0x52, "2.25.1"u8)]),
        ];
        return Pdu(1, body);
    }

    private static byte[] Message()
    {
        byte[] elements =
        [
            .. Element(0x0002, "1.2.840.10008.1.1\0"u8), .. Element(0x0100, [0x30, 0]), .. Element(0x0110, [1, 0]), .. Element(0x0800, [1, 1]),
        ];
        byte[] command = [.. Element(0x0000, [(byte)elements.Length, 0, 0, 0]), .. elements];
        return Pdu(4, [0, 0, 0, (byte)(command.Length + 2), 1, 3, .. command]);
    }

    private static byte[] Element(int element, ReadOnlySpan<byte> value) => [0, 0, (byte)element, (byte)(element >> 8), (byte)value.Length, 0, 0, 0, .. value];

    private static byte[] Item(byte type, ReadOnlySpan<byte> body) => [type, 0, 0, (byte)body.Length, .. body];

    private static byte[] Pdu(byte type, byte[] body) => [type, 0, 0, 0, (byte)(body.Length >> 8), (byte)body.Length, .. body];
}
