using Gantry.Host.Plugins.Registry;
using Microsoft.Extensions.Time.Testing;

namespace Gantry.Host.Tests.Plugins;

public sealed class CollectionPaceTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void What_was_just_unloaded_is_looked_for_each_second_and_what_stays_ever_more_seldom()
    {
        var pace = new CollectionPace(_clock);
        Assert.Equal(20, Collections(pace, begin: 0, seconds: 20, youngest: _ => TimeSpan.Zero)); // something new each time
        Assert.InRange(Collections(pace, begin: 0, seconds: 10, youngest: age => age), 4, 6);
        Assert.InRange(Collections(pace, begin: 3_600, seconds: 3_600, youngest: age => age), 59, 61);
    }

    [Fact]
    public void Something_new_is_looked_for_at_once_again()
    {
        var pace = new CollectionPace(_clock);
        Assert.True(pace.IsDue(TimeSpan.FromHours(1)));
        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.False(pace.IsDue(TimeSpan.FromHours(1)));
        Assert.True(pace.IsDue(TimeSpan.Zero));
    }

    // Asked twice a second, as the host does.
    private int Collections(CollectionPace pace, int begin, int seconds, Func<TimeSpan, TimeSpan> youngest)
    {
        var count = 0;
        for (var half = 0; half < 2 * seconds; half++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(500));
            count += pace.IsDue(youngest(TimeSpan.FromSeconds(begin + (half / 2d)))) ? 1 : 0;
        }

        return count;
    }
}
