using Gantry.Host.Plugins.Faults;
using Microsoft.Extensions.Time.Testing;

namespace Gantry.Host.Tests.Plugins;

public sealed class QuarantineTests
{
    private static readonly QuarantineOptions Options = new() { Window = 10, Faults = 3, FirstDuration = TimeSpan.FromSeconds(10), LongestDuration = TimeSpan.FromSeconds(30) };
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Faults_below_the_limit_keep_nothing_back()
    {
        var quarantine = new Quarantine(Options, _time);

        Assert.Null(quarantine.Faulted("x"));
        Assert.Null(quarantine.Faulted("x"));
        Assert.True(quarantine.Admits());
    }

    [Fact]
    public void Faults_that_lie_further_back_than_the_window_do_not_count()
    {
        var quarantine = new Quarantine(Options, _time);
        for (var i = 0; i < 5; i++)
        {
            Assert.Null(quarantine.Faulted("x"));
            for (var good = 0; good < 9; good++)
            {
                quarantine.Succeeded();
            }
        }

        Assert.Equal((5, true), (quarantine.Faults, quarantine.Admits()));
    }

    [Fact]
    public void Quarantine_refuses_until_its_time_and_lets_one_through_on_probation()
    {
        var quarantine = Quarantined();
        var during = quarantine.Admits();
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.False(during);
        Assert.True(quarantine.Admits());
        Assert.False(quarantine.Admits());
    }

    [Fact]
    public void A_success_on_probation_ends_it()
    {
        var quarantine = Quarantined();
        _time.Advance(TimeSpan.FromSeconds(10));
        quarantine.Admits();
        quarantine.Succeeded();

        Assert.Null(quarantine.Until);
        Assert.True(quarantine.Admits());
        Assert.Null(quarantine.Faulted("x"));
    }

    [Fact]
    public void A_fault_on_probation_doubles_the_time_up_to_the_longest()
    {
        var quarantine = Quarantined();
        var durations = new List<TimeSpan>();
        for (var i = 0; i < 3; i++)
        {
            _time.SetUtcNow(quarantine.Until!.Value);
            quarantine.Admits();
            durations.Add(quarantine.Faulted("x")!.Value - _time.GetUtcNow());
        }

        Assert.Equal([TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30)], durations);
    }

    [Fact]
    public void Operations_that_were_under_way_when_it_began_do_not_end_it()
    {
        var quarantine = Quarantined();
        quarantine.Succeeded();

        Assert.False(quarantine.Admits());
    }

    private Quarantine Quarantined()
    {
        var quarantine = new Quarantine(Options, _time);
        quarantine.Faulted("x");
        quarantine.Faulted("x");
        Assert.NotNull(quarantine.Faulted("x"));
        return quarantine;
    }
}
