using System.Buffers;
using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Gantry.Benchmarks;

/// <summary>
/// An association made of bytes on a blocking socket, as requestor or acceptor: what comes is counted and dropped, C-STOREs are answered Success. So the peer
/// is what is measured.
/// </summary>
internal sealed class RawAssociation : IDisposable
{
    private const byte AssociateRq = 1, AssociateAc = 2, PDataTf = 4, ReleaseRq = 5, ReleaseRp = 6;
    private static readonly byte[] ExplicitVRLittleEndian = Encoding.ASCII.GetBytes("1.2.840.10008.1.2.1");
    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[1 << 20];
    private int _start;
    private int _end;
    private int _left;

    private RawAssociation(Socket socket) => _socket = socket;

    /// <summary>Requests one, with a presentation context for each SOP class, in Explicit VR Little Endian: 1, 3, 5 and so on.</summary>
    /// <param name="port">Where the acceptor listens.</param>
    /// <param name="called">Its AE title.</param>
    /// <param name="calling">The requestor's.</param>
    /// <param name="sopClasses">The SOP classes.</param>
    /// <param name="asScp">Those of them that the requestor is SCP of.</param>
    public static RawAssociation Associate(int port, string called, string calling, string[] sopClasses, params string[] asScp)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 120_000, SendTimeout = 120_000 };
        try
        {
            socket.Connect("127.0.0.1", port);
            var association = new RawAssociation(socket);
            association.Send(Request(called, calling, sopClasses, asScp));
            var (type, length) = association.Header();
            var body = association.Take(length).ToArray();
            return type == AssociateAc && Accepted(body) == sopClasses.Length ? association : throw new BenchmarkException($"{called} does not accept what is measured.");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Accepts one, with every presentation context that has Explicit VR Little Endian.</summary>
    public static RawAssociation Accept(Socket socket)
    {
        socket.NoDelay = true;
        var association = new RawAssociation(socket);
        var (type, length) = association.Header();
        var request = association.Take(length).ToArray();
        var answer = new List<byte>([0, 1, 0, 0, .. request[4..68]]);
        answer.AddRange(Item(0x10, "1.2.840.10008.3.1.1.1"u8));
        for (var items = request.AsSpan(68); type == AssociateRq && items.Length >= 4; items = items[(4 + BinaryPrimitives.ReadUInt16BigEndian(items[2..]))..])
        {
            if (items[0] == 0x20)
            {
                var isOffered = items.Slice(4, BinaryPrimitives.ReadUInt16BigEndian(items[2..])).IndexOf([.. Item(0x40, ExplicitVRLittleEndian)]) >= 0;
                answer.AddRange(Item(0x21, [items[4], 0, isOffered ? (byte)0 : (byte)4, 0, .. Item(0x40, ExplicitVRLittleEndian)]));
            }
        }

        answer.AddRange(Item(0x50, [.. Item(0x51, [0, 2, 0, 0]), .. Item(0x52, "2.25.1"u8)]));
        association.Send(Pdu(AssociateAc, [.. answer]));
        return association;
    }

    /// <summary>Sends a command with its data set.</summary>
    public void Send(byte context, byte[] command, byte[] dataSet)
    {
        var bytes = new ArrayBufferWriter<byte>(command.Length + dataSet.Length + 24);
        Write(bytes, context, command, 3);
        Write(bytes, context, dataSet, 2);
        Send(bytes.WrittenSpan);
    }

    /// <summary>The next command; the data set before it is dropped. Null where the peer has released the association.</summary>
    /// <param name="dataSetBytes">Told how many bytes of data sets went by.</param>
    public RawCommand? Receive(ref long dataSetBytes)
    {
        RawCommand? command = null;
        while (true)
        {
            var (type, length) = Header();
            if (type == ReleaseRq)
            {
                Take(length);
                Send([ReleaseRp, 0, 0, 0, 0, 4, 0, 0, 0, 0]);
                return null;
            }

            if (type != PDataTf)
            {
                throw new BenchmarkException($"PDU-type {type} where P-DATA-TF belongs.");
            }

            while (length > 0)
            {
                var header = Take(6);
                var (value, context, flags) = (BinaryPrimitives.ReadInt32BigEndian(header) - 2, header[4], header[5]);
                length -= value + 6;
                if ((flags & 1) != 0)
                {
                    command = RawCommand.Read(context, Take(value));
                }
                else
                {
                    Skip(value);
                    dataSetBytes += value;
                }

                if ((flags & 2) != 0 && command is { } whole && ((flags & 1) == 0 || !whole.HasDataSet))
                {
                    // More may stand in the PDU; it is read with the next call.
                    _left = length;
                    return whole;
                }
            }
        }
    }


    /// <summary>Answers a C-STORE.</summary>
    public void Store(RawCommand request)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        Write(bytes, request.Context, request.Stored(), 3);
        Send(bytes.WrittenSpan);
    }

    /// <summary>Releases the association.</summary>
    public void Leave()
    {
        Send([ReleaseRq, 0, 0, 0, 0, 4, 0, 0, 0, 0]);
        Take(Header().Length);
    }

    public void Dispose() => _socket.Dispose();

    // What is left of a P-DATA-TF counts as one of its own.
    private (byte Type, int Length) Header()
    {
        if (_left > 0)
        {
            var left = _left;
            _left = 0;
            return (PDataTf, left);
        }

        var header = Take(6);
        return (header[0], BinaryPrimitives.ReadInt32BigEndian(header[2..]));
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        while (_end - _start < count)
        {
            if (_start > 0 && _buffer.Length - _start < count)
            {
                _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
                (_start, _end) = (0, _end - _start);
            }

            _end += Received(_buffer.AsSpan(_end));
        }

        var taken = _buffer.AsSpan(_start, count);
        _start += count;
        if (_start == _end)
        {
            (_start, _end) = (0, 0);
        }

        return taken;
    }

    private void Skip(int count)
    {
        while (count > _end - _start)
        {
            count -= _end - _start;
            _start = 0;
            _end = Received(_buffer);
        }

        _start += count;
    }

    private int Received(Span<byte> room) => _socket.Receive(room) is > 0 and var count ? count : throw new BenchmarkException("The peer closed the connection.");

    private void Send(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[_socket.Send(bytes)..];
        }
    }

    private static void Write(ArrayBufferWriter<byte> output, byte context, byte[] value, byte flags)
    {
        var header = output.GetSpan(12);
        (header[0], header[1], header[10], header[11]) = (PDataTf, 0, context, flags);
        BinaryPrimitives.WriteInt32BigEndian(header[2..], value.Length + 6);
        BinaryPrimitives.WriteInt32BigEndian(header[6..], value.Length + 2);
        output.Advance(12);
        output.Write(value);
    }

    private static int Accepted(ReadOnlySpan<byte> body)
    {
        var accepted = 0;
        for (var items = body[68..]; items.Length >= 4; items = items[(4 + BinaryPrimitives.ReadUInt16BigEndian(items[2..]))..])
        {
            accepted += items[0] == 0x21 && items[6] == 0 ? 1 : 0;
        }

        return accepted;
    }

    private static byte[] Request(string called, string calling, string[] sopClasses, string[] asScp)
    {
        List<byte> items = [.. Item(0x10, "1.2.840.10008.3.1.1.1"u8)];
        foreach (var (i, sopClass) in sopClasses.Index())
        {
            items.AddRange(Item(0x20, [(byte)((2 * i) + 1), 0, 0, 0, .. Item(0x30, Encoding.ASCII.GetBytes(sopClass)), .. Item(0x40, ExplicitVRLittleEndian)]));
        }

        List<byte> user = [.. Item(0x51, [0, 2, 0, 0]), .. Item(0x52, "2.25.1"u8)];
        foreach (var sopClass in asScp)
        {
            user.AddRange(Item(0x54, [0, (byte)sopClass.Length, .. Encoding.ASCII.GetBytes(sopClass), 1, 1]));
        }

        return Pdu(AssociateRq,
        [
            0, 1, 0, 0, .. Encoding.ASCII.GetBytes(called.PadRight(16)), .. Encoding.ASCII.GetBytes(calling.PadRight(16)), .. new byte[32], .. items,
            .. Item(0x50, [.. user]),
        ]);
    }

    private static byte[] Item(byte type, ReadOnlySpan<byte> body) => [type, 0, (byte)(body.Length >> 8), (byte)body.Length, .. body];

    private static byte[] Pdu(byte type, byte[] body) => [type, 0, 0, 0, (byte)(body.Length >> 8), (byte)body.Length, .. body];
}
