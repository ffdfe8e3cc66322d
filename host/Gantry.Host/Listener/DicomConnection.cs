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
/// A connection on the sockets of the DICOM library: who receives a PDU goes on with it, and who writes one sends it, without a change of threads between. That is
/// safe here and not for HTTP: the upper layer hands the operations of plugins to other threads, so that their code keeps no other connection from going on.
/// </summary>
internal sealed class DicomConnection : ConnectionContext, IConnectionSocketFeature, IMemoryPoolFeature
{
    private static long _last;

    private readonly SocketTransport _transport;
    private readonly Lock _gate = new();
    private CancellationTokenSource? _closed; // made where somebody asks
    private string? _id;
    private IDictionary<object, object?>? _items;

    public DicomConnection(Socket socket, PipeScheduler scheduler, MemoryPool<byte> pool)
    {
        Socket = socket;
        MemoryPool = pool;
        _transport = new SocketTransport(socket, scheduler);
        Transport = _transport;
        LocalEndPoint = socket.LocalEndPoint;
        RemoteEndPoint = _transport.RemoteEndPoint;
        Features.Set<IConnectionSocketFeature>(this);
        Features.Set<IMemoryPoolFeature>(this);
    }

    public Socket Socket { get; }

    /// <summary>What TLS takes its memory from.</summary>
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
                return (_closed ??= new CancellationTokenSource()).Token;
            }
        }

        set => throw new NotSupportedException();
    }

    public override EndPoint? LocalEndPoint { get; set; }

    public override EndPoint? RemoteEndPoint { get; set; }

    public override void Abort(ConnectionAbortedException abortReason) => _transport.Close(abortReason.Message);

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
}
