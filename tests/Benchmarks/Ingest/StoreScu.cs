using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Gantry.Benchmarks.Ingest;

/// <summary>An association that stores, made of bytes on a blocking socket: so the acceptor is what is measured.</summary>
internal sealed class StoreScu : IDisposable
{
    /// <summary>The presentation context that is proposed.</summary>
    public const byte ContextId = 1;

    private const int HeaderBytes = 6;
    private const int LargestPdu = 131_072;
    private readonly Socket _socket;
    private byte[] _buffer = new byte[4_096];

    private StoreScu(Socket socket) => _socket = socket;

    /// <summary>The most bytes that the peer takes in a P-DATA-TF PDU, and that are sent.</summary>
    public int MaximumPduLength { get; private set; } = LargestPdu;

    /// <summary>Connects, and has an association for a storage SOP class in Explicit VR Little Endian.</summary>
    public static StoreScu Associate(int port, string called, string sopClass)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 120_000, SendTimeout = 120_000 };
        try
        {
            socket.Connect("127.0.0.1", port);
            var scu = new StoreScu(socket);
            scu.Send(Request(called, sopClass));
            scu.Accept(scu.Receive(), called);
            return scu;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends bytes.</summary>
    public void Send(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[_socket.Send(bytes)..];
        }
    }

    /// <summary>Waits for the response of a C-STORE.</summary>
    /// <returns>Its status.</returns>
    public ushort ReceiveStatus()
    {
        var pdu = Receive();
        if (pdu[0] != 4)
        {
            throw new BenchmarkException($"PDU-type {pdu[0]} where a response belongs.");
        }

        for (var element = pdu[(HeaderBytes + 6)..]; element.Length >= 10; element = element[(8 + BinaryPrimitives.ReadInt32LittleEndian(element[4..]))..])
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(element) == 0x0900_0000) // (0000,0900)
            {
                return BinaryPrimitives.ReadUInt16LittleEndian(element[8..]);
            }
        }

        throw new BenchmarkException("A response without a status.");
    }

    /// <summary>Releases the association.</summary>
    public void Leave()
    {
        Send([5, 0, 0, 0, 0, 4, 0, 0, 0, 0]);
        Receive();
    }

    public void Dispose() => _socket.Dispose();

    private void Accept(ReadOnlySpan<byte> pdu, string called)
    {
        var isAccepted = false;
        for (var items = pdu[0] == 2 ? pdu[74..] : default; items.Length >= 4; items = items[(4 + BinaryPrimitives.ReadUInt16BigEndian(items[2..]))..])
        {
            isAccepted |= items[0] == 0x21 && items[6] == 0;
            if (items[0] == 0x50 && items[4] == 0x51)
            {
                var length = BinaryPrimitives.ReadInt32BigEndian(items[8..]);
                MaximumPduLength = length is > 0 and < LargestPdu ? length : LargestPdu;
            }
        }

        if (!isAccepted)
        {
            throw new BenchmarkException($"{called} does not accept storage.");
        }
    }

    private ReadOnlySpan<byte> Receive()
    {
        var filled = 0;
        for (var wanted = HeaderBytes; filled < wanted;)
        {
            if (_buffer.Length < wanted)
            {
                Array.Resize(ref _buffer, wanted);
            }

            var count = _socket.Receive(_buffer.AsSpan(filled, wanted - filled));
            filled += count > 0 ? count : throw new BenchmarkException("The peer closed the connection.");
            wanted = filled < HeaderBytes ? HeaderBytes : HeaderBytes + BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(2));
        }

        return _buffer.AsSpan(0, filled);
    }

    private static byte[] Request(string called, string sopClass)
    {
        byte[] body =
        [
            0, 1, 0, 0, .. Encoding.ASCII.GetBytes(called.PadRight(16)), .. "BENCH           "u8, .. new byte[32],
            .. Item(0x10, "1.2.840.10008.3.1.1.1"u8),
            .. Item(0x20, [ContextId, 0, 0, 0, .. Item(0x30, Encoding.ASCII.GetBytes(sopClass)), .. Item(0x40, "1.2.840.10008.1.2.1"u8)]),
            .. Item(0x50, [.. Item(0x51, [0, 2, 0, 0]), .. Item(0x52, "2.25.1"u8)]),
        ];
        return [1, 0, 0, 0, (byte)(body.Length >> 8), (byte)body.Length, .. body];
    }

    private static byte[] Item(byte type, ReadOnlySpan<byte> body) => [type, 0, 0, (byte)body.Length, .. body];
}
