namespace Gantry.Dicom.Network.Tests;

/// <summary>When a thread looks for the next event before it sleeps.</summary>
public sealed class PatienceTests
{
    private readonly Patience _patience = new();

    [Fact]
    public void Whoever_knows_nothing_sleeps() => Assert.False(_patience.IsWorthIt);

    [Fact]
    public void Events_that_come_soon_make_it_worth_looking()
    {
        Sleep(Patience.Ticks, times: 4);

        Assert.True(_patience.IsWorthIt);
    }

    [Fact]
    public void Events_that_let_one_wait_do_not()
    {
        Sleep(100 * Patience.Ticks, times: 1_000);

        Assert.False(_patience.IsWorthIt);
    }

    [Fact]
    public void What_finds_nothing_twice_is_given_up_however_often_it_has_paid()
    {
        Sleep(Patience.Ticks, times: 4);
        for (var i = 0; i < 1_000; i++)
        {
            _patience.OnLooked(hasFound: true);
        }

        _patience.OnLooked(hasFound: false);
        _patience.OnLooked(hasFound: false);

        Assert.False(_patience.IsWorthIt);
    }

    [Fact]
    public void What_was_given_up_is_tried_again_where_it_would_have_paid()
    {
        Sleep(Patience.Ticks, times: 4);
        _patience.OnLooked(hasFound: false);
        Assert.False(_patience.IsWorthIt);

        Sleep(Patience.Ticks, times: 4);

        Assert.True(_patience.IsWorthIt);
    }

    private void Sleep(long ticks, int times)
    {
        for (var i = 0; i < times; i++)
        {
            _patience.OnSlept(ticks);
        }
    }
}
