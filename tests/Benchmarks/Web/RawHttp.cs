using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gantry.Benchmarks.Web;

/// <summary>A client of HTTP/1.1 on one connection that stays open: a blocking socket that counts, so that the server is what is measured.</summary>
internal sealed class RawHttp : IDisposable
{
    private readonly int _port;
    private readonly byte[] _buffer = new byte[512 << 10];
    private readonly string _fields;
    private Socket _socket;
    private int _begin, _end;

    /// <param name="port">The port of the server on loopback.</param>
    /// <param name="token">The bearer token; null for none.</param>
    public RawHttp(int port, string? token)
    {
        _port = port;
        _socket = Connect();
        _fields = $"Host: 127.0.0.1:{port}\r\n{(token is null ? "" : $"Authorization: Bearer {token}\r\n")}";
    }

    /// <summary>Asks for a resource.</summary>
    /// <param name="path">Its path, with a slash before it.</param>
    /// <param name="accept">The media types that are accepted.</param>
    /// <param name="body">Where the body goes; null where it is counted and dropped.</param>
    /// <returns>The status, and the bytes of the body.</returns>
    public (int Status, long Bytes) Get(string path, string accept, MemoryStream? body = null)
    {
        _socket.Send(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\n{_fields}Accept: {accept}\r\n\r\n"));
        var status = int.Parse(Line().AsSpan(9, 3), CultureInfo.InvariantCulture);
        var (length, isChunked) = (-1L, false);
        while (Line() is { Length: > 0 } line)
        {
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            {
                length = long.Parse(line.AsSpan(15), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);
            }

            isChunked |= line.StartsWith("Transfer-Encoding:", StringComparison.OrdinalIgnoreCase) && line.EndsWith("chunked", StringComparison.OrdinalIgnoreCase);
        }

        if (!isChunked && length < 0 && status is not (204 or 304))
        {
            return (status, TakeAll(body)); // its end is that of the connection
        }

        length = Math.Max(length, 0);
        if (!isChunked)
        {
            Take(length, body);
            return (status, length);
        }

        var total = 0L;
        while (int.Parse(Line(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) is > 0 and var chunk)
        {
            Take(chunk, body);
            total += chunk;
            Line();
        }

        Line();
        return (status, total);
    }

    public void Dispose() => _socket.Dispose();

    private Socket Connect()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 120_000 };
        socket.Connect(IPAddress.Loopback, _port);
        return socket;
    }

    private long TakeAll(MemoryStream? body)
    {
        var total = 0L;
        do
        {
            body?.Write(_buffer, _begin, _end - _begin);
            total += _end - _begin;
            (_begin, _end) = (0, _socket.Receive(_buffer));
        }
        while (_end > 0);
        _socket.Dispose();
        _socket = Connect();
        return total;
    }

    private string Line()
    {
        while (true)
        {
            if (_buffer.AsSpan(_begin, _end - _begin).IndexOf("\r\n"u8) is >= 0 and var length)
            {
                var line = Encoding.ASCII.GetString(_buffer, _begin, length);
                _begin += length + 2;
                return line;
            }

            _buffer.AsSpan(_begin, _end - _begin).CopyTo(_buffer);
            (_begin, _end) = (0, _end - _begin);
            Fill();
        }
    }

    private void Take(long length, MemoryStream? body)
    {
        while (length > 0)
        {
            if (_begin == _end)
            {
                (_begin, _end) = (0, 0);
                Fill();
            }

            var part = (int)Math.Min(length, _end - _begin);
            body?.Write(_buffer, _begin, part);
            _begin += part;
            length -= part;
        }
    }

    private void Fill()
    {
        var read = _socket.Receive(_buffer, _end, _buffer.Length - _end, SocketFlags.None);
        _end += read > 0 ? read : throw new BenchmarkException("The server has closed the connection.");
    }
}
