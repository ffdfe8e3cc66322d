using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Gantry.Dicom.Network;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Gantry.Host.Listener;

/// <summary>
/// A connection on the sockets of the DICOM library: who receives a PDU, or a request of HTTP, goes on with it, and who writes an answer sends it, without a change of threads between.
/// </summary>
/// <remarks>
/// Nothing that DICOM does there blocks: the upper layer hands the operations of plugins on. Of HTTP all may block, plugins included; so its requests are begun only where another thread
/// waits for sockets meanwhile (<see cref="SocketThreads"/>).
/// </remarks>
internal sealed class PolledConnection : ConnectionContext, IConnectionSocketFeature, IMemoryPoolFeature, IConnectionItemsFeature
{
    private static long _last;

    private readonly SocketTransport _transport;
    private readonly Lock _gate = new();
    private CancellationTokenSource? _closed; // made where somebody asks
    private bool _isGone;
    private string? _id;
    private IDictionary<object, object?>? _items;

    /// <param name="socket">The socket, connected.</param>
    /// <param name="options">How it is used.</param>
    /// <param name="isWatched">True to have <see cref="ConnectionClosed"/> tell at once that the peer has gone, as HTTP wants it: otherwise only who reads or writes sees that.</param>
    public PolledConnection(Socket socket, TransportOptions options, bool isWatched)
    {
        Socket = socket;
        MemoryPool = options.Pool;
        _transport = new SocketTransport(socket, isWatched ? options with { Ended = NoteGone } : options);
        Transport = _transport;
        LocalEndPoint = socket.LocalEndPoint;
        RemoteEndPoint = _transport.RemoteEndPoint;
        Features.Set<IConnectionSocketFeature>(this);
        Features.Set<IMemoryPoolFeature>(this);
        Features.Set<IConnectionItemsFeature>(this);
    }

    public Socket Socket { get; }

    /// <summary>What TLS and HTTP take their memory from.</summary>
    public MemoryPool<byte> MemoryPool { get; }

    public override string ConnectionId
    {
        get => _id ??= Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);
        set => _id = value;
    }

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items
    {
        get => _items ??= new ConnectionItems();
        set => _items = value;
    }

    public override IDuplexPipe Transport { get; set; }

    public override CancellationToken ConnectionClosed
    {
        get
        {
            lock (_gate)
            {
                return (_closed ??= _isGone ? new(0) : new()).Token;
            }
        }

        set => throw new NotSupportedException();
    }

    public override EndPoint? LocalEndPoint { get; set; }

    public override EndPoint? RemoteEndPoint { get; set; }

    public override void Abort(ConnectionAbortedException abortReason)
    {
        _transport.Close(abortReason.Message);
        NoteGone();
    }

    public override async ValueTask DisposeAsync()
    {
        await _transport.DisposeAsync().ConfigureAwait(false);
        CancellationTokenSource? closed;
        lock (_gate)
        {
            closed = _closed;
        }

        if (closed is not null)
        {
            await closed.CancelAsync().ConfigureAwait(false);
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    // What is registered on the token may take its time, and other sockets wait for this thread.
    private void NoteGone()
    {
        lock (_gate)
        {
            _isGone = true;
            if (_closed is not null)
            {
                ThreadPool.UnsafeQueueUserWorkItem(static closed => closed.Cancel(), _closed, preferLocal: false);
            }
        }
    }
}
