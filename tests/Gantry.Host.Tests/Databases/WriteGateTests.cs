using Gantry.Host.Databases;

namespace Gantry.Host.Tests.Databases;

public sealed class WriteGateTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);
    private readonly WriteGate _gate = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_holds_it_waits_for_those_inside_and_keeps_the_others_out()
    {
        await _gate.EnterAsync(Cancellation);
        var holding = _gate.TryHoldAsync(Long, Cancellation).AsTask();
        var entering = _gate.EnterAsync(Cancellation).AsTask();
        Assert.False(holding.IsCompleted);
        _gate.Leave();
        Assert.True(await holding);
        Assert.False(entering.IsCompleted);
        _gate.Open();
        await entering;
        _gate.Leave();
        Assert.True(await _gate.TryHoldAsync(Long, Cancellation));
        _gate.Open();
    }

    [Fact]
    public async Task One_that_does_not_leave_in_time_keeps_nobody_out()
    {
        await _gate.EnterAsync(Cancellation);
        Assert.False(await _gate.TryHoldAsync(TimeSpan.FromMilliseconds(20), Cancellation));
        await _gate.EnterAsync(Cancellation);
    }

    [Fact]
    public async Task Who_gives_up_waiting_is_not_inside()
    {
        Assert.True(await _gate.TryHoldAsync(Long, Cancellation));
        using var impatient = new CancellationTokenSource();
        var entering = _gate.EnterAsync(impatient.Token).AsTask();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => entering);
        _gate.Open();
        Assert.True(await _gate.TryHoldAsync(Long, Cancellation));
    }

    [Fact]
    public async Task Nobody_is_inside_while_it_is_held_however_many_write()
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var inside = 0;
        var writers = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (!ending.IsCancellationRequested)
            {
                await _gate.EnterAsync(Cancellation);
                Interlocked.Increment(ref inside);
                await Task.Yield();
                Interlocked.Decrement(ref inside);
                _gate.Leave();
            }
        })).ToList();
        for (var i = 0; i < 200; i++)
        {
            Assert.True(await _gate.TryHoldAsync(Long, Cancellation));
            Assert.Equal(0, Volatile.Read(ref inside));
            _gate.Open();
            await Task.Yield();
        }

        await ending.CancelAsync();
        await Task.WhenAll(writers);
    }
}
