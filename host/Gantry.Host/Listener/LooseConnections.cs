using System.Net;
using Gantry.Host.Dispatch;
using Microsoft.AspNetCore.Connections;

namespace Gantry.Host.Listener;

/// <summary>
/// The connections that have no association: in a TLS handshake, before the A-ASSOCIATE-RQ, or after the end where the peer does not close. There are
/// never more than <see cref="Maximum"/>: the oldest of the address that has the most gives way.
/// </summary>
/// <remarks>
/// An honest peer is here for some milliseconds. Who opens connections and says nothing, or is refused and stays, takes up neither a place of the
/// associations nor memory and file handles without end; and he displaces himself first. Safe for concurrent use.
/// </remarks>
internal sealed class LooseConnections(TimeProvider time, ILogger<LooseConnections> logger)
{
    /// <summary>The most at a time.</summary>
    public const int Maximum = 256;

    private static readonly TimeSpan LogInterval = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, LinkedList<LooseConnection>> _byAddress = [];
    private int _count;
    private long _loggedAt;
    private int _displaced;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _count;
            }
        }
    }

    /// <summary>Serves a connection, which is loose until it says otherwise.</summary>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var loose = new LooseConnection(this, connection);
        connection.Features.Set(loose);
        loose.Enter();
        try
        {
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            loose.Leave();
        }
    }

    internal void Add(LooseConnection connection)
    {
        LooseConnection? displaced = null;
        lock (_gate)
        {
            if (connection.Node.List is not null)
            {
                return; // it never had an association
            }

            if (!_byAddress.TryGetValue(connection.Address, out var list))
            {
                _byAddress.Add(connection.Address, list = []);
            }

            list.AddLast(connection.Node);
            if (++_count > Maximum)
            {
                displaced = _byAddress.Values.MaxBy(candidates => candidates.Count)!.First!.Value;
                RemoveWithinGate(displaced);
            }
        }

        if (displaced is not null)
        {
            displaced.Displace();
            Log(displaced.Address);
        }
    }

    internal void Remove(LooseConnection connection)
    {
        lock (_gate)
        {
            RemoveWithinGate(connection);
        }
    }

    private void RemoveWithinGate(LooseConnection connection)
    {
        if (connection.Node.List is { } list)
        {
            list.Remove(connection.Node);
            _count--;
            if (list.Count == 0)
            {
                _byAddress.Remove(connection.Address);
            }
        }
    }

    // A flood shall not flood the log as well.
    private void Log(IPAddress address)
    {
        int displaced;
        lock (_gate)
        {
            _displaced++;
            if (_loggedAt != 0 && time.GetElapsedTime(_loggedAt) < LogInterval)
            {
                return;
            }

            (_loggedAt, displaced, _displaced) = (time.GetTimestamp(), _displaced, 0);
        }

        logger.LooseConnectionsDisplaced(displaced, Maximum, address);
    }
}
