using System.Globalization;
using Gantry.Contracts;

namespace Gantry.Plugins.PrimeraDriver.Tests;

/// <summary>What becomes of an order by what is seen of its job.</summary>
public sealed class JobProgressTests
{
    private static readonly PrimeraSettings Settings = new();

    [Theory]
    [InlineData(nameof(JobPhase.Submitted), MediaOrderState.Waiting), InlineData(nameof(JobPhase.Queued), MediaOrderState.Waiting)]
    [InlineData(nameof(JobPhase.InProcess), MediaOrderState.Creating), InlineData(nameof(JobPhase.Done), MediaOrderState.Done)]
    public void Every_phase_is_a_state(string phase, MediaOrderState state) => Assert.Equal(state, Next(Orders.Of("A1"), View(Enum.Parse<JobPhase>(phase))).State);

    [Fact]
    public void A_job_that_runs_says_what_it_does_and_where()
    {
        var next = Next(Orders.Of("A1") with { Copies = 5 }, View(JobPhase.InProcess, "CurrentStatus=Recording Disc", "GoodDiscs=2", "BadDiscs=1", "JobState=1"));

        Assert.Equal((2, "Recording Disc on Left; 1 discs were rejected."), (next.PiecesMade, next.Note));
    }

    [Theory, InlineData(3, MediaDeviceCondition.OutOfSupplies), InlineData(15, MediaDeviceCondition.NeedsOperator), InlineData(14, MediaDeviceCondition.Failed), InlineData(35, MediaDeviceCondition.OutOfSupplies)]
    public void An_error_of_the_robot_has_the_job_wait(int error, MediaDeviceCondition condition)
    {
        var view = View(JobPhase.InProcess, "JobState=1");
        var next = Next(Orders.Of("A1"), view with { System = view.System! with { Robots = [new RobotStatus { Name = "Left", Error = error }, new RobotStatus { Name = "Right" }] } });

        Assert.Equal((MediaOrderState.Waiting, condition), (next.State, next.Condition));
    }

    [Fact]
    public void A_failure_waits_for_the_status_that_says_why_but_not_for_ever()
    {
        var order = Next(Orders.Of("A1"), View(JobPhase.Failed, "JobState=1"));
        Assert.False(order.HasEnded);
        var later = Next(order, View(JobPhase.Failed, "JobState=1"), seconds: 7);
        Assert.Equal(MediaOrderState.Failed, later.State);

        var told = Next(order, View(JobPhase.Failed, "JobState=3", "JobErrorNumber=12"), seconds: 1);
        Assert.Equal((MediaOrderState.Failed, MediaDeviceCondition.OutOfSupplies, "Left: the disc is not blank (error 12)."), (told.State, told.Condition, told.Note));
    }

    [Fact]
    public void Done_with_fewer_discs_than_were_ordered_is_a_failure()
    {
        var next = Next(Orders.Of("A1") with { Copies = 3 }, View(JobPhase.Done, "JobState=2", "GoodDiscs=2", "BadDiscs=1"));

        Assert.Equal((MediaOrderState.Failed, 2), (next.State, next.PiecesMade));
    }

    [Fact]
    public void Done_whose_status_says_failed_is_a_failure() =>
        Assert.Equal(MediaOrderState.Failed, Next(Orders.Of("A1"), View(JobPhase.Done, "JobState=3", "CurrentStatusState=15", "JobErrorNumber=19")).State);

    [Fact]
    public void What_is_cancelled_has_failed_whatever_PTBurn_says()
    {
        var order = Orders.Of("A1") with { IsAborting = true, Copies = 2 };

        Assert.Equal((MediaOrderState.Failed, 2), (Next(order, View(JobPhase.Done)).State, Next(order, View(JobPhase.Done)).PiecesMade));
        Assert.Equal("Cancelled.", Next(order, View(JobPhase.Failed)).Note);
    }

    [Fact]
    public void A_job_that_is_not_there_is_what_status_or_log_say()
    {
        Assert.Equal(MediaOrderState.Done, Next(Orders.Of("A1"), View(JobPhase.None, "JobState=2")).State);
        Assert.Equal(MediaOrderState.Done, Next(Orders.Of("A1"), View(JobPhase.None), logged: true).State);
        Assert.Equal(MediaOrderState.Failed, Next(Orders.Of("A1"), View(JobPhase.None), logged: false).State);
    }

    [Fact]
    public void A_job_that_nobody_knows_is_given_up_after_a_while_only_if_PTBurn_is_alive()
    {
        var order = Next(Orders.Of("A1"), View(JobPhase.None));
        Assert.False(order.HasEnded);
        Assert.False(Next(order, View(JobPhase.None) with { IsStuck = true }, seconds: 1_000).HasEnded);
        Assert.False(Next(order, View(JobPhase.None), seconds: 119).HasEnded);

        var lost = Next(order, View(JobPhase.None), seconds: 120);
        Assert.Equal((MediaOrderState.Failed, MediaDeviceCondition.NeedsOperator), (lost.State, lost.Condition));
    }

    [Fact]
    public void Without_the_share_an_order_waits_and_loses_nothing()
    {
        var order = Orders.Of("A1") with { State = MediaOrderState.Creating, PiecesMade = 3, Copies = 5 };

        var next = Next(order, new ShareView { Fault = "The share is away." });

        Assert.Equal((MediaOrderState.Waiting, MediaDeviceCondition.Failed, 3), (next.State, next.Condition, next.PiecesMade));
    }

    [Fact]
    public void A_job_that_begins_anew_does_not_unmake_discs() =>
        Assert.Equal(3, Next(Orders.Of("A1") with { PiecesMade = 3, Copies = 5 }, View(JobPhase.Queued, "GoodDiscs=0")).PiecesMade);

    [Fact]
    public void A_disc_that_is_held_needs_the_operator() =>
        Assert.Equal(MediaDeviceCondition.NeedsOperator, Next(Orders.Of("A1"), View(JobPhase.InProcess, "JobState=1", "LoadDiscState0=1")).Condition);

    [Fact]
    public void Every_error_number_has_words()
    {
        Assert.All(Enumerable.Range(1, 60), number => Assert.NotEmpty(JobErrors.Of(number, "").Words));
        Assert.All(Enumerable.Range(1, 60), number => Assert.NotEqual(MediaDeviceCondition.Ready, SystemErrors.Of(number, "").Condition));
        Assert.Equal("Something new", SystemErrors.Of(99, "Something new").Words);
    }

    private static KeptOrder Next(KeptOrder order, ShareView view, bool? logged = null, int seconds = 0) =>
        JobProgress.Next(order, view, logged, Orders.Now.AddSeconds(seconds), Settings);

    private static ShareView View(JobPhase phase, params string[] job) => new()
    {
        System = new SystemStatus([new RobotStatus { Name = "Left" }, new RobotStatus { Name = "Right" }], 0, "", Orders.Now.ToString(CultureInfo.InvariantCulture), 10_000),
        Phases = phase == JobPhase.None ? new Dictionary<string, JobPhase>() : new Dictionary<string, JobPhase> { ["A1"] = phase },
        Robots = job.Length == 0 ? [] : [("Left", StatusText.Parse("[System]\n[A1]\n" + string.Join('\n', job)))],
    };
}
