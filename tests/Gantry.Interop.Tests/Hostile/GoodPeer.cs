using System.Diagnostics;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>A well-behaved peer: verifies without end, on an association that stays and on new ones, and notes how long each answer took.</summary>
internal sealed class GoodPeer : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(1);
    private readonly int _port;
    private readonly Association _association;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<TimeSpan> _times = [];
    private readonly Task _run;

    private GoodPeer(int port, Association association)
    {
        _port = port;
        _association = association;
        _run = RunAsync();
    }

    public static async Task<GoodPeer> StartAsync(int port) => new(port, await ConnectAsync(port));

    /// <summary>Asserts that every answer came, and 99 of 100 within a second.</summary>
    public async Task EndAsync()
    {
        await _stopping.CancelAsync();
        await _run;
        _times.Sort();
        var slow = _times[(_times.Count * 99 / 100)..];
        TestContext.Current.TestOutputHelper?.WriteLine($"{_times.Count} answers to the good peer, the slowest after {_times[^1].TotalMilliseconds:0} ms.");
        Assert.True(slow[0] < Allowed, $"Of {_times.Count} answers these came late: {string.Join(", ", slow.Select(time => $"{time.TotalSeconds:0.00} s"))}");
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await ((Task)_run).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _association.DisposeAsync();
        _stopping.Dispose();
    }

    private static Task<Association> ConnectAsync(int port) => Scu.ConnectAsync(port, [ProposedContext.Verification], "GOOD");

    private async Task RunAsync()
    {
        do
        {
            var begun = Stopwatch.GetTimestamp();
            Assert.Equal(DimseStatus.Success, await _association.EchoAsync());
            _times.Add(Stopwatch.GetElapsedTime(begun));

            begun = Stopwatch.GetTimestamp();
            await using (var another = await ConnectAsync(_port))
            {
                Assert.Equal(DimseStatus.Success, await another.EchoAsync());
                _times.Add(Stopwatch.GetElapsedTime(begun));
            }

            await Task.Delay(Pause, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        while (!_stopping.IsCancellationRequested);
    }
}
