using System.Threading.Channels;

namespace Gantry.Contracts.Testing.Tests;

/// <summary>Work that is repeated in the background.</summary>
public sealed class BackgroundWorkTests : IDisposable
{
    private readonly CancellationTokenSource _stopping = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly Channel<bool> _turns = Channel.CreateUnbounded<bool>(); // true for a turn that fails
    private readonly List<string> _told = [];
    private int _done;

    public void Dispose() => _stopping.Dispose();

    [Fact]
    public async Task It_outlives_failures_and_tells_of_the_first_in_a_row()
    {
        foreach (var fails in (bool[])[true, true, false, false, true])
        {
            _turns.Writer.TryWrite(fails);
        }

        _turns.Writer.Complete();
        await Repeat(() => TimeSpan.Zero);

        Assert.Equal((5, 2), (_done, _told.Count));
    }

    [Fact]
    public async Task A_stop_ends_it_in_the_midst_of_work_and_is_no_failure()
    {
        _turns.Writer.TryWrite(false);
        var repeated = Repeat(() => TimeSpan.Zero);
        while (Volatile.Read(ref _done) < 1)
        {
            await Task.Yield();
        }

        await _stopping.CancelAsync(); // the second turn waits for its word
        await repeated;

        Assert.Equal((1, 0), (_done, _told.Count));
    }

    [Fact]
    public async Task A_stop_ends_the_wait()
    {
        var repeated = Repeat(() => TimeSpan.FromDays(1));
        await _stopping.CancelAsync();
        await repeated;

        Assert.Equal(0, _done);
    }

    [Fact]
    public async Task What_can_be_woken_begins_at_once_and_is_done_once_more_for_a_wake_that_came_meanwhile()
    {
        var wake = new WorkWake();
        var (begun, going) = (new SemaphoreSlim(0), new SemaphoreSlim(0));
        var repeated = BackgroundWork.RepeatAsync(
            () => TimeSpan.FromDays(1),
            async stopping =>
            {
                begun.Release();
                await going.WaitAsync(stopping);
                Interlocked.Increment(ref _done);
            },
            failure => _told.Add(failure.Message),
            wake,
            TimeProvider.System,
            _stopping.Token);

        await begun.WaitAsync(TestContext.Current.CancellationToken);
        wake.Wake();
        wake.Wake(); // two are one
        going.Release();
        await begun.WaitAsync(TestContext.Current.CancellationToken);
        going.Release();
        Assert.False(await begun.WaitAsync(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken));
        wake.Wake();
        await begun.WaitAsync(TestContext.Current.CancellationToken);
        await _stopping.CancelAsync();
        await repeated;

        Assert.Equal((2, 0), (_done, _told.Count));
    }

    private Task Repeat(Func<TimeSpan> interval) => BackgroundWork.RepeatAsync(interval, WorkAsync, failure => _told.Add(failure.Message), TimeProvider.System, _stopping.Token);

    private async Task WorkAsync(CancellationToken stopping)
    {
        if (!await _turns.Reader.WaitToReadAsync(stopping))
        {
            await _stopping.CancelAsync();
            stopping.ThrowIfCancellationRequested();
        }

        var fails = await _turns.Reader.ReadAsync(stopping);
        Interlocked.Increment(ref _done);
        if (fails)
        {
            throw new InvalidOperationException("A turn fails.");
        }
    }
}
