using Gantry.Host.Plugins.Registry;
using Microsoft.Extensions.Time.Testing;

namespace Gantry.Host.Tests.Plugins;

public sealed class LeasesTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void The_oldest_is_told_whatever_the_order_of_return()
    {
        var leases = new Leases(_clock);
        var first = leases.TryTake(null!)!;
        _clock.Advance(TimeSpan.FromSeconds(3));
        var second = leases.TryTake(null!)!;
        _clock.Advance(TimeSpan.FromSeconds(2));
        var third = leases.TryTake(null!)!;

        Assert.Equal((3, TimeSpan.FromSeconds(5)), (leases.Count, leases.OldestAge));
        second.Dispose();
        Assert.Equal((2, TimeSpan.FromSeconds(5)), (leases.Count, leases.OldestAge));
        first.Dispose();
        Assert.Equal((1, TimeSpan.Zero), (leases.Count, leases.OldestAge));
        third.Dispose();
        Assert.Equal((0, null), (leases.Count, leases.OldestAge));
    }

    [Fact]
    public void Once_closed_none_is_given_out_and_the_last_one_back_drains_it()
    {
        var leases = new Leases(_clock);
        var lease = leases.TryTake(null!)!;

        leases.Close();

        Assert.Null(leases.TryTake(null!));
        Assert.False(leases.Drained.IsCompleted);
        lease.Dispose();
        lease.Dispose();
        Assert.True(leases.Drained.IsCompletedSuccessfully);
        Assert.Equal(0, leases.Count);
    }

    [Fact]
    public void Closed_without_a_lease_it_is_drained()
    {
        var leases = new Leases(_clock);

        leases.Close();

        Assert.True(leases.Drained.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Many_threads_lose_none()
    {
        var leases = new Leases(TimeProvider.System);
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            var count = 0;
            for (var i = 0; i < 10_000; i++)
            {
                using var lease = leases.TryTake(null!);
                count += lease is null ? 0 : 1;
            }

            return count;
        })));

        leases.Close();

        Assert.Equal(80_000, taken.Sum());
        Assert.True(leases.Drained.IsCompletedSuccessfully);
        Assert.Null(leases.OldestAge);
    }
}
