using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Listener;
using Gantry.Host.Telemetry;
using Gantry.Host.Tls;

namespace Gantry.Host.Remote;

/// <summary>Who is called, and from which title.</summary>
internal readonly record struct RemoteClientKey(AETitle Called, AETitle Calling);

/// <summary>Where an AE is called and how; another place, or other certificates, is another client.</summary>
internal sealed record RemoteCall(string Host, int Port, RemoteTls? Tls, TlsMaterial? Material);

/// <summary>The clients of remote AEs that plugins share: one for each AE and own title, made when it is asked for first.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class RemoteClients(OpenAssociations associations, HostMetrics metrics, TimeProvider time) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<RemoteClientKey, (RemoteCall Call, DicomClient Client)> _clients = [];
    private Task _closing = Task.CompletedTask;

    /// <summary>A client to be lent; the one before it is closed where the administrator has changed how the AE is called.</summary>
    public DicomClient Share(RemoteClientKey key, RemoteCall call, RequestorOptions options)
    {
        lock (_gate)
        {
            if (_clients.TryGetValue(key, out var known))
            {
                if (known.Call == call)
                {
                    return known.Client.Share();
                }

                _closing = Task.WhenAll(_closing, known.Client.DisposeAsync().AsTask()); // operations under way keep theirs
            }

            var client = new DicomClient(call.Host, call.Port, key.Called, key.Calling, new DicomClientOptions
            {
                Association = options with { TimeProvider = time },
                Opened = association => Note(association, call.Tls is not null),
            });
            _clients[key] = (call, client);
            return client.Share();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task closing;
        lock (_gate)
        {
            closing = Task.WhenAll(_clients.Values.Select(known => known.Client.DisposeAsync().AsTask()).Append(_closing));
            _clients.Clear();
        }

        await closing.ConfigureAwait(false);
    }

    private void Note(Association association, bool isSecured)
    {
        associations.AddOutgoing(association, isSecured);
        _ = association.Ended.ContinueWith(
            _ => metrics.Transferred(association.BytesReceived, association.BytesSent),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }
}
