using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Microsoft.Extensions.Time.Testing;

namespace Gantry.Plugins.MediaCreation.Tests;

/// <summary>When devices are asked next.</summary>
public sealed class LookPaceTests
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);
    private readonly FakeTimeProvider _time = new();
    private readonly LookPace _pace;

    public LookPaceTests() => _pace = new LookPace(new TestPluginSettings<MediaSettings>(new MediaSettings { LookInterval = TimeSpan.FromSeconds(2) }), _time);

    [Theory]
    [InlineData(0, 50), InlineData(800, 50), InlineData(1_600, 100), InlineData(16_000, 1_000), InlineData(32_000, 2_000), InlineData(3_600_000, 2_000)]
    public void The_longer_media_are_in_the_making_the_later_the_device_is_asked_again(int age, int pause)
    {
        var createdAt = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromMilliseconds(age));

        var due = _pace.Next(Uid.New(), createdAt);

        Assert.Equal(pause, (due - _time.GetUtcNow()).TotalMilliseconds);
        Assert.Equal(pause, _pace.Wait(Idle).TotalMilliseconds);
    }

    [Fact]
    public void The_worker_waits_for_the_first_that_is_due_and_never_longer_than_otherwise()
    {
        var (old, young) = (Uid.New(), Uid.New());
        Assert.Equal(Idle, _pace.Wait(Idle));
        _pace.Next(old, _time.GetUtcNow() - TimeSpan.FromHours(1));
        _pace.Next(young, _time.GetUtcNow());

        Assert.Equal(50, _pace.Wait(Idle).TotalMilliseconds);
        Assert.Equal(30, _pace.Wait(TimeSpan.FromMilliseconds(30)).TotalMilliseconds);
        _pace.Forget(young);
        Assert.Equal(2_000, _pace.Wait(Idle).TotalMilliseconds);
        _pace.Forget(old);
        Assert.Equal(Idle, _pace.Wait(Idle));
    }

    [Fact]
    public void What_somebody_else_asks_for_meanwhile_keeps_the_worker_busy_for_a_second_and_no_longer()
    {
        _pace.Next(Uid.New(), _time.GetUtcNow());

        _time.Advance(TimeSpan.FromMilliseconds(1_000));
        Assert.Equal(25, _pace.Wait(Idle).TotalMilliseconds);
        _time.Advance(TimeSpan.FromMilliseconds(51));
        Assert.Equal(Idle, _pace.Wait(Idle));
    }
}
