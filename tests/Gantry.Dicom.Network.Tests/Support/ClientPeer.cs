using System.Collections.Concurrent;
using System.IO.Pipelines;
using Microsoft.Extensions.Time.Testing;

namespace Gantry.Dicom.Network.Tests.Support;

/// <summary>A peer in memory for <see cref="DicomClient"/>: it can be away, and counts the associations that were asked of it.</summary>
internal sealed class ClientPeer : IAsyncDisposable
{
    private readonly ConcurrentBag<Task<AssociationEnd>> _acceptors = [];
    private readonly CancellationTokenSource _stopping = new();
    private int _open;

    public FakeTimeProvider Clock { get; } = new();

    public Func<AssociationRequest, AssociationAnswer> OnNegotiate { get; set; } = TestHandler.AcceptAll;

    public Func<DimseRequest, IDimseResponder, CancellationToken, ValueTask<DimseResponse>> OnRequest { get; set; } = new TestHandler().OnRequest;

    /// <summary>What the next connections meet: an exception, or null for a connection. When there is none left: connections.</summary>
    public ConcurrentQueue<Exception?> Connections { get; init; } = [];

    public ConcurrentQueue<AssociationRequest> Requests { get; } = [];

    public ConcurrentQueue<Network.Association> Associations { get; } = [];

    public int Attempts { get; private set; }

    public int Open => Volatile.Read(ref _open);

    public DicomClient CreateClient(Func<DicomClientOptions, DicomClientOptions>? options = null, double random = 1)
    {
        var defaults = new DicomClientOptions { Association = new RequestorOptions { TimeProvider = Clock }, OpenTransport = OpenAsync };
        return new DicomClient("peer", 104, new AETitle("GANTRY"), new AETitle("TESTER"), options?.Invoke(defaults) ?? defaults, () => random);
    }

    public void Stop() => _stopping.Cancel();

    /// <summary>Lets the clock run until a task ends, and tells how long that was.</summary>
    public async Task<TimeSpan> RunClockAsync(Task task)
    {
        var start = Clock.GetTimestamp();
        for (var i = 0; !task.IsCompleted; i++)
        {
            await Task.WhenAny(task, Task.Delay(1));
            if (!task.IsCompleted && i % 5 == 4)
            {
                Clock.Advance(TimeSpan.FromMilliseconds(100));
            }
        }

        return Clock.GetElapsedTime(start);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        foreach (var acceptor in _acceptors)
        {
            await acceptor.WaitAsync(TimeSpan.FromSeconds(30));
        }

        _stopping.Dispose();
    }

    private ValueTask<IDuplexPipe> OpenAsync(CancellationToken cancellationToken)
    {
        Attempts++;
        if (Connections.TryDequeue(out var fault) && fault is not null)
        {
            return ValueTask.FromException<IDuplexPipe>(fault);
        }

        var (near, far) = DuplexPipe.Create(262_144);
        lock (_acceptors)
        {
            _open++;
        }

        _acceptors.Add(AcceptAsync(far));
        return new(near);
    }

    private async Task<AssociationEnd> AcceptAsync(DuplexPipe transport)
    {
        var handler = new TestHandler
        {
            OnNegotiate = request =>
            {
                Requests.Enqueue(request);
                return OnNegotiate(request);
            },
            OnRequest = (request, responder, cancellationToken) =>
            {
                if (!Associations.Contains(request.Association))
                {
                    Associations.Enqueue(request.Association);
                }

                return OnRequest(request, responder, cancellationToken);
            },
        };
        var end = await AssociationAcceptor.RunAsync(transport, null, new AcceptorOptions { TimeProvider = Clock, StopTimeout = TimeSpan.Zero }, handler, _stopping.Token);
        lock (_acceptors)
        {
            _open--;
        }

        return end;
    }
}
