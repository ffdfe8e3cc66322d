using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Gantry.Dicom.Network.Tests.Support;

namespace Gantry.Dicom.Network.Tests.Sockets;

/// <summary>Operations on the threads that wait for sockets. Alone, as others keep these threads busy.</summary>
[Collection(nameof(SocketThreadsTests))]
[CollectionDefinition(nameof(SocketThreadsTests), DisableParallelization = true)]
public sealed class SocketThreadsTests : IAsyncLifetime
{
    private const string Name = "DICOM sockets";

    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentBag<Task> _serving = [];
    private readonly TestHandler _handler = new();
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private SocketAcceptor _acceptor = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static bool IsThere => OperatingSystem.IsLinux();

    public ValueTask InitializeAsync()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _socket.Listen(64);
        _acceptor = new SocketAcceptor(_socket, socket => _serving.Add(ServeAsync(socket)), fault => Assert.Fail(fault.Message));
        _acceptor.Start();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _acceptor.Dispose();
        await _stopping.CancelAsync();
        await Task.WhenAll(_serving).WaitAsync(TimeSpan.FromSeconds(30));
        _stopping.Dispose();
    }

    [Fact]
    public async Task A_request_is_performed_where_it_was_received_and_its_data_set_is_there()
    {
        Assert.SkipUnless(IsThere, "There is no epoll.");
        var threads = new ConcurrentBag<string?>();
        _handler.OnRequest = async (request, _, cancellationToken) =>
        {
            threads.Add(Thread.CurrentThread.Name);
            await request.ReadDataSetAsync(cancellationToken: cancellationToken);
            threads.Add(Thread.CurrentThread.Name);
            return DimseStatus.Success;
        };
        await using var client = Client();
        for (var i = 0; i < 20; i++)
        {
            Assert.Empty(await FindAsync(client));
        }

        Assert.Equal(40, threads.Count);
        Assert.Contains(Name, threads);
    }

    [Fact]
    public async Task Who_blocks_them_for_ever_keeps_nobody_from_being_served()
    {
        ThreadPool.SetMinThreads(64, 64); // it makes few a second otherwise
        using var end = new ManualResetEventSlim();
        using var begun = new CountdownEvent((Environment.ProcessorCount * 2) + 6);
        _handler.OnRequest = (request, _, _) =>
        {
            if (request.Command is CFindRq)
            {
                begun.Signal();
                end.Wait(CancellationToken.None);
            }

            return new ValueTask<DimseResponse>(DimseStatus.Success);
        };
        var clients = Enumerable.Range(0, begun.InitialCount).Select(_ => Client()).ToList();
        var finding = clients.Select(client => FindAsync(client)).ToArray();
        try
        {
            Assert.True(begun.Wait(TimeSpan.FromSeconds(60), Token));
            await using var other = Client();
            for (var i = 0; i < 10; i++)
            {
                Assert.Equal(DimseStatus.Success, await other.EchoAsync(Token).WaitAsync(TimeSpan.FromSeconds(30), Token));
            }
        }
        finally
        {
            end.Set();
        }

        await Task.WhenAll(finding).WaitAsync(TimeSpan.FromSeconds(30), Token);
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task What_is_performed_there_may_wait_for_what_comes_later()
    {
        var second = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var count = 0;
        _handler.OnRequest = (request, _, _) =>
        {
            if (Interlocked.Increment(ref count) > 1)
            {
                second.SetResult();
            }

            // The thread waits, and not only the operation.
            return new ValueTask<DimseResponse>(second.Task.Wait(TimeSpan.FromSeconds(30)) ? DimseStatus.Success : DimseStatus.ProcessingFailure);
        };
        await using var client = Client();
        await using var other = Client();
        var finding = FindAsync(client);
        while (Volatile.Read(ref count) == 0)
        {
            await Task.Delay(5, Token);
        }

        Assert.Empty(await FindAsync(other).WaitAsync(TimeSpan.FromSeconds(30), Token));
        Assert.Empty(await finding.WaitAsync(TimeSpan.FromSeconds(30), Token));
    }

    [Fact]
    public void What_may_block_waits_for_what_does_not_and_what_has_time_for_both()
    {
        var done = new List<(string What, bool MayBlock)>();
        var thread = new Thread(() =>
        {
            SocketThreads.Enter();
            SocketThreads.RunHereLast(Note, "last");
            SocketThreads.RunSoon(Note, "blocks", mayBlock: true);
            SocketThreads.RunSoon(Note, "at once", mayBlock: false);
            SocketThreads.BeginWaiting(); // in the place of another thread
            SocketThreads.DoSoon();
            SocketThreads.EndWaiting();
        });
        thread.Start();
        thread.Join();
        Assert.Equal([("at once", false), ("blocks", true), ("last", false)], done);
        Assert.False(SocketThreads.MayBlock);

        void Note(object? what) => done.Add(((string)what!, SocketThreads.MayBlock));
    }

    [Fact]
    public async Task Yielding_elsewhere_goes_on_on_the_pool()
    {
        var thread = new TaskCompletionSource<bool>();
        new Thread(() => _ = Tell()) { IsBackground = true }.Start();
        Assert.True(await thread.Task.WaitAsync(TimeSpan.FromSeconds(30), Token));

        async Task Tell()
        {
            await SocketThreads.Yield();
            thread.SetResult(Thread.CurrentThread.IsThreadPoolThread);
        }
    }

    private static async Task<List<DicomDataSet>> FindAsync(DicomClient client)
    {
        var found = new List<DicomDataSet>();
        await foreach (var match in client.FindAsync(new DicomDataSetBuilder().Add(Tags.QueryRetrieveLevel, "STUDY").Add(Tags.PatientID, "1").Build(), Token))
        {
            found.Add(match);
        }

        return found;
    }

    private DicomClient Client() => new("127.0.0.1", ((IPEndPoint)_socket.LocalEndPoint!).Port, new AETitle("ANY"), new AETitle("TESTER"));

    private async Task ServeAsync(Socket socket)
    {
        await using var transport = new SocketTransport(socket, PipeScheduler.Inline);
        await AssociationAcceptor.RunAsync(transport, transport.RemoteEndPoint, new AcceptorOptions { StopTimeout = TimeSpan.Zero }, _handler, _stopping.Token);
    }
}
