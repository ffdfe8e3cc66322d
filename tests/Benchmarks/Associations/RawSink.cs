using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Gantry.Benchmarks.Associations;

/// <summary>
/// The least that a storage SCP can be: it takes every proposal with its first transfer syntax, looks for where messages end, and answers each with the same
/// bytes. So the requestor is what is measured.
/// </summary>
internal sealed class RawSink : IDisposable
{
    private const byte Command = 1, Last = 2;

    // (0000,0110) and its length, as all commands have it (PS3.7 §6.3.1).
    private static readonly byte[] MessageId = [0x00, 0x00, 0x10, 0x01, 2, 0, 0, 0];
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public RawSink()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(8);
        new Thread(Accept) { IsBackground = true }.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public void Dispose() => _listener.Dispose();

    private void Accept()
    {
        try
        {
            while (true)
            {
                var socket = _listener.Accept();
                new Thread(() => Serve(socket)) { IsBackground = true }.Start();
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return; // The benchmark has ended.
        }
    }

    private static void Serve(Socket socket)
    {
        using var _ = socket;
        socket.NoDelay = true;
        var (buffer, filled, messageId) = (new byte[1 << 20], 0, (ushort)0);
        while (true)
        {
            int count;
            try
            {
                count = socket.Receive(buffer.AsSpan(filled));
            }
            catch (SocketException)
            {
                return; // The requestor sees as well as this that the connection is lost.
            }

            if (count == 0)
            {
                return;
            }

            filled += count;
            var pdu = buffer.AsSpan(0, filled);
            while (pdu.Length >= 6 && BinaryPrimitives.ReadInt32BigEndian(pdu[2..]) is var length && pdu.Length >= 6 + length)
            {
                if (Answer(pdu[0], pdu.Slice(6, length), ref messageId) is { Length: > 0 } answer)
                {
                    socket.Send(answer);
                }

                pdu = pdu[(6 + length)..];
            }

            filled = pdu.Length;
            pdu.CopyTo(buffer);
        }
    }

    private static byte[] Answer(byte type, Span<byte> body, ref ushort messageId) => type switch
    {
        1 => Accepted(body),
        4 => Stored(body, ref messageId),
        5 => Pdu(6, [0, 0, 0, 0]),
        _ => [],
    };

    // The request's own fixed part and application context; each context gets the first syntax that it proposes (PS3.8 §9.3.3).
    private static byte[] Accepted(Span<byte> request)
    {
        List<byte> answer = [.. request[..68]];
        for (var items = request[68..]; items.Length > 4;)
        {
            var item = items[..(4 + BinaryPrimitives.ReadUInt16BigEndian(items[2..]))];
            items = items[item.Length..];
            if (item[0] == 0x10)
            {
                answer.AddRange(item);
            }
            else if (item[0] == 0x20)
            {
                var syntaxes = item[(8 + 4 + BinaryPrimitives.ReadUInt16BigEndian(item[10..]))..];
                answer.AddRange(Item(0x21, [item[4], 0, 0, 0, .. syntaxes[..(4 + BinaryPrimitives.ReadUInt16BigEndian(syntaxes[2..]))]]));
            }
        }

        answer.AddRange(Item(0x50, [.. Item(0x51, [0, 2, 0, 0]), .. Item(0x52, "2.25.1"u8)]));
        return Pdu(2, [.. answer]);
    }

    // The Message ID is remembered from the command; the answer follows the end of the data set.
    private static byte[] Stored(Span<byte> values, ref ushort messageId)
    {
        while (values.Length > 6)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(values);
            var (context, control) = (values[4], values[5]);
            var fragment = values.Slice(6, length - 2);
            values = values[(4 + length)..];
            if ((control & Command) != 0)
            {
                var at = fragment.IndexOf(MessageId);
                messageId = BinaryPrimitives.ReadUInt16LittleEndian(fragment[(at + MessageId.Length)..]);
            }
            else if ((control & Last) != 0)
            {
                return Response(context, messageId);
            }
        }

        return [];
    }

    private static byte[] Response(byte context, ushort messageId)
    {
        byte[] elements = [.. Element(0x0100, 0x8001), .. Element(0x0120, messageId), .. Element(0x0800, 0x0101), .. Element(0x0900, 0x0000)];
        byte[] command = [0, 0, 0, 0, 4, 0, 0, 0, (byte)elements.Length, 0, 0, 0, .. elements];
        return Pdu(4, [0, 0, 0, (byte)(command.Length + 2), context, Command | Last, .. command]);
    }

    private static byte[] Element(int element, int value) => [0, 0, (byte)element, (byte)(element >> 8), 2, 0, 0, 0, (byte)value, (byte)(value >> 8)];

    private static byte[] Item(byte type, ReadOnlySpan<byte> body) => [type, 0, (byte)(body.Length >> 8), (byte)body.Length, .. body];

    private static byte[] Pdu(byte type, ReadOnlySpan<byte> body) => [type, 0, .. BigEndian(body.Length), .. body];

    private static byte[] BigEndian(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
}
