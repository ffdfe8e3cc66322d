using System.Net;
using System.Net.Sockets;

namespace Gantry.DatabaseServers;

/// <summary>Stands between a client and a server on loopback, and cuts the connection at a word that the client says.</summary>
public sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly int _serverPort;
    private readonly Task _accepting;
    private volatile Cut? _cut;

    public CuttingProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where the client connects to.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Cuts once, at the next message with the word.</summary>
    /// <param name="word">The word, ASCII.</param>
    /// <param name="isDelivered">True where the server still gets it, and answers in vain.</param>
    public void CutAt(string word, bool isDelivered) => _cut = new Cut(System.Text.Encoding.ASCII.GetBytes(word), isDelivered);

    /// <summary>True once it has cut.</summary>
    public bool HasCut => _cut is null;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        _listener.Stop();
        await _accepting.ConfigureAwait(false);
        _listener.Dispose();
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var relays = new List<Task>();
        try
        {
            while (true)
            {
                relays.Add(RelayAsync(await _listener.AcceptTcpClientAsync(_stopping.Token).ConfigureAwait(false)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(relays).ConfigureAwait(false);
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        using var server = new TcpClient { NoDelay = true };
        using (client)
        {
            client.NoDelay = true;
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _serverPort, ending.Token).ConfigureAwait(false);
                var relay = new Relay();
                var down = CopyDownAsync(server.GetStream(), client.GetStream(), relay, ending.Token);
                var up = CopyUpAsync(client.GetStream(), server.GetStream(), relay, ending.Token);
                await (await Task.WhenAny(up, down).ConfigureAwait(false)).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
            {
                await ending.CancelAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task CopyUpAsync(NetworkStream client, NetworkStream server, Relay relay, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        while (await client.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var length)
        {
            if (_cut is { } cut && buffer.AsSpan(0, length).IndexOf(cut.Word) >= 0)
            {
                if (!cut.IsDelivered)
                {
                    _cut = null;
                    return;
                }

                relay.IsSilent = true; // the answer, when it comes, ends the connection in place of reaching the client
            }

            await server.WriteAsync(buffer.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CopyDownAsync(NetworkStream server, NetworkStream client, Relay relay, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        while (await server.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var length)
        {
            if (relay.IsSilent)
            {
                _cut = null;
                return;
            }

            await client.WriteAsync(buffer.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
        }
    }

    private sealed class Relay
    {
        private volatile bool _isSilent;

        public bool IsSilent
        {
            get => _isSilent;
            set => _isSilent = value;
        }
    }

    private sealed record Cut(byte[] Word, bool IsDelivered);
}
