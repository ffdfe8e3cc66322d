using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Gantry.Host.Listener;

/// <summary>A connection, as one of <see cref="LooseConnections"/> while it has no association.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class LooseConnection
{
    private readonly LooseConnections _all;
    private readonly ConnectionContext _connection;

    public LooseConnection(LooseConnections all, ConnectionContext connection)
    {
        _all = all;
        _connection = connection;
        Address = (connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;
        Node = new LinkedListNode<LooseConnection>(this);
    }

    public IPAddress Address { get; }

    internal LinkedListNode<LooseConnection> Node { get; }

    /// <summary>It has no association yet, or no longer.</summary>
    public void Enter() => _all.Add(this);

    /// <summary>It has an association now, or is closed.</summary>
    public void Leave() => _all.Remove(this);

    internal void Displace() => _connection.Abort(new ConnectionAbortedException("There are too many connections without an association."));
}
