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
}
