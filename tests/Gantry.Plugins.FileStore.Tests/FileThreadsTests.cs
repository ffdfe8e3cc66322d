namespace Gantry.Plugins.FileStore.Tests;

public class FileThreadsTests
{
    [Fact]
    public async Task No_more_threads_run_than_allowed()
    {
        using var threads = new FileThreads(3);
        using var gate = new ManualResetEventSlim();
        var running = 0;
        var work = Enumerable.Range(0, 10).Select(_ => threads.RunAsync(
            () =>
            {
                var now = Interlocked.Increment(ref running);
                gate.Wait(TestContext.Current.CancellationToken);
                Interlocked.Decrement(ref running);
                return now;
            },
            CancellationToken.None)).ToArray();
        while (Volatile.Read(ref running) < 3)
        {
            await Task.Yield();
        }

        gate.Set();

        Assert.All(await Task.WhenAll(work), now => Assert.InRange(now, 1, 3));
    }

    [Fact]
    public async Task Work_that_throws_harms_only_itself()
    {
        using var threads = new FileThreads(1);

        await Assert.ThrowsAsync<IOException>(() => threads.RunAsync<int>(() => throw new IOException("One."), CancellationToken.None));

        Assert.Equal(2, await threads.RunAsync(() => 2, CancellationToken.None));
    }

    [Fact]
    public async Task Work_that_waits_when_the_store_stops_is_done_first()
    {
        var threads = new FileThreads(1);
        var work = Enumerable.Range(0, 100).Select(i => threads.RunAsync(() => i, CancellationToken.None)).ToArray();

        threads.Dispose();

        Assert.Equal(Enumerable.Range(0, 100), await Task.WhenAll(work));
        await Assert.ThrowsAnyAsync<Exception>(() => threads.RunAsync(() => 1, CancellationToken.None));
    }

    [Fact]
    public async Task Who_may_be_blocked_does_the_work_himself()
    {
        using var threads = new FileThreads(1);
        var here = Environment.CurrentManagedThreadId;

        var work = threads.RunNearAsync(() => Environment.CurrentManagedThreadId, mayBlock: true, CancellationToken.None);

        Assert.True(work.IsCompletedSuccessfully);
        Assert.Equal(here, await work);
    }

    [Fact]
    public async Task Who_may_not_be_blocked_has_it_done_elsewhere()
    {
        using var threads = new FileThreads(1);
        var here = Environment.CurrentManagedThreadId;
        using var gate = new ManualResetEventSlim();

        var work = threads.RunNearAsync(
            () =>
            {
                gate.Wait(CancellationToken.None);
                return Environment.CurrentManagedThreadId;
            },
            mayBlock: false,
            CancellationToken.None);
        gate.Set();

        Assert.NotEqual(here, await work);
    }

    [Fact]
    public async Task What_somebody_does_himself_may_fail_or_be_cancelled_as_elsewhere()
    {
        using var threads = new FileThreads(1);

        var failed = threads.RunNearAsync<int>(() => throw new IOException("One."), mayBlock: true, CancellationToken.None);
        var cancelled = threads.RunNearAsync<int>(() => throw new InvalidOperationException("It was begun."), mayBlock: true, new CancellationToken(canceled: true));

        await Assert.ThrowsAsync<IOException>(() => failed);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
    }

    [Fact]
    public async Task The_store_stops_after_what_others_do_themselves()
    {
        var threads = new FileThreads(1);
        using var begun = new ManualResetEventSlim();
        using var gate = new ManualResetEventSlim();
        var isDone = false;
        var work = OnOwnThread(() => threads.RunNearAsync(
            () =>
            {
                begun.Set();
                gate.Wait(CancellationToken.None);
                return isDone = true;
            },
            mayBlock: true,
            CancellationToken.None));
        begun.Wait(TestContext.Current.CancellationToken);

        var stop = OnOwnThread(() =>
        {
            threads.Dispose();
            return isDone;
        });
        while (await IsOpenAsync(threads))
        {
            await Task.Delay(1, TestContext.Current.CancellationToken); // until it has begun to stop
        }

        Assert.False(stop.IsCompleted);
        gate.Set();
        Assert.True(await stop);
        await await work;
        await Assert.ThrowsAsync<ObjectDisposedException>(() => threads.RunNearAsync(() => 1, mayBlock: true, CancellationToken.None));
    }

    private static async Task<bool> IsOpenAsync(FileThreads threads)
    {
        try
        {
            return await threads.RunAsync(() => true, CancellationToken.None);
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    private static Task<T> OnOwnThread<T>(Func<T> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
