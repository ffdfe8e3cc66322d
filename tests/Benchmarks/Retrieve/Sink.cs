using System.Net;
using System.Net.Sockets;

namespace Gantry.Benchmarks.Retrieve;

/// <summary>The AE to which instances are moved: it takes everything, counts it and drops it, each association on a thread of its own.</summary>
internal sealed class Sink : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private long _bytes;
    private int _instances;

    public Sink()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(64);
        new Thread(Accept) { IsBackground = true }.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>The instances that came so far, and the bytes of their data sets.</summary>
    public (int Instances, long Bytes) Received => (Volatile.Read(ref _instances), Volatile.Read(ref _bytes));

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
            return; // it was disposed
        }
    }

    private void Serve(Socket socket)
    {
        try
        {
            using var association = RawAssociation.Accept(socket);
            var bytes = 0L;
            while (association.Receive(ref bytes) is { } request)
            {
                Interlocked.Add(ref _bytes, bytes);
                Interlocked.Increment(ref _instances);
                bytes = 0;
                association.Store(request);
            }
        }
        catch (Exception exception) when (exception is SocketException or BenchmarkException)
        {
            return; // what is missing shows in the counts
        }
    }
}
