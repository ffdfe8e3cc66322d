using Gantry.Host.Plugins.Registry;
using Microsoft.Extensions.Time.Testing;

namespace Gantry.Host.Tests.Plugins;

public sealed class StepTimesTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void A_step_goes_on_until_the_next_one_is_entered()
    {
        var steps = new StepTimes(_clock);
        steps.Enter(LifecycleStep.Load);
        _clock.Advance(TimeSpan.FromMilliseconds(3));
        steps.Enter(LifecycleStep.Start);
        _clock.Advance(TimeSpan.FromMilliseconds(4.5));

        Assert.Equal([Of(LifecycleStep.Load, 3), Of(LifecycleStep.Start, 4.5, goesOn: true)], steps.All);
        Assert.Equal("load 3 ms, start 4.5 ms", steps.ToString());
    }

    [Fact]
    public void Time_between_the_end_of_a_step_and_the_next_one_counts_for_neither()
    {
        var steps = new StepTimes(_clock);
        steps.Enter(LifecycleStep.Discover);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        steps.End();
        _clock.Advance(TimeSpan.FromHours(1));
        steps.End();
        steps.Enter(LifecycleStep.Verify);
        _clock.Advance(TimeSpan.FromMilliseconds(2));
        steps.End();

        Assert.Equal([Of(LifecycleStep.Discover, 1), Of(LifecycleStep.Verify, 2)], steps.All);
    }

    [Fact]
    public void What_comes_before_it_serves_is_its_making()
    {
        var steps = new StepTimes(_clock);
        foreach (var step in Enum.GetValues<LifecycleStep>())
        {
            steps.Enter(step);
        }

        Assert.Equal(
            [LifecycleStep.Discover, LifecycleStep.Verify, LifecycleStep.Load, LifecycleStep.Start, LifecycleStep.Warm], steps.Making.Select(step => step.Step));
    }

    private static StepTime Of(LifecycleStep step, double milliseconds, bool goesOn = false) => new(step, TimeSpan.FromMilliseconds(milliseconds), goesOn);
}
