using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Time.Testing;

namespace Gantry.Plugins.Move.Tests;

public class ProgressTests
{
    [Fact]
    public async Task Counters_are_told_at_once_and_after_every_ten_sub_operations()
    {
        using var fixture = new RetrieveFixture();
        await fixture.AddAsync(25);

        var (_, pending) = await fixture.MoveAsync();

        Assert.Equal([new SubOperations(25, 0, 0, 0), new SubOperations(15, 10, 0, 0), new SubOperations(5, 20, 0, 0)], pending);
    }

    [Fact]
    public async Task Counters_are_told_every_second_while_sub_operations_are_slow()
    {
        using var fixture = new RetrieveFixture();
        await fixture.AddAsync(3);
        fixture.Sink.Answer = _ =>
        {
            fixture.Time.Advance(TimeSpan.FromSeconds(1.1));
            return DimseStatus.Success;
        };

        var (_, pending) = await fixture.MoveAsync();

        Assert.Equal([new SubOperations(3, 0, 0, 0), new SubOperations(2, 1, 0, 0), new SubOperations(1, 2, 0, 0)], pending);
    }

    [Fact]
    public async Task A_single_slow_sub_operation_does_not_silence_the_counters()
    {
        var time = new ObservedTimeProvider();
        var pending = new RecordedResponses<SubOperations>();
        var progress = new RetrievalProgress(pending, new MoveSettings(), time);
        var work = new TaskCompletionSource<int>();
        var now = new SubOperations(1, 0, 0, 0);

        var waiting = progress.WhileAsync(work.Task, now, CancellationToken.None);
        for (var seconds = 1; seconds <= 3; seconds++)
        {
            await time.TimerCreatedAsync(TestContext.Current.CancellationToken);
            time.Advance(new MoveSettings().ResponseInterval);
        }

        await time.TimerCreatedAsync(TestContext.Current.CancellationToken);
        work.SetResult(5);

        Assert.Equal(5, await waiting);
        Assert.Equal([now, now, now], pending.Sent);
    }

    [Fact]
    public async Task A_cancelled_token_ends_the_reports_and_not_the_work()
    {
        using var cancellation = new CancellationTokenSource();
        var progress = new RetrievalProgress(new RecordedResponses<SubOperations>(), new MoveSettings(), new FakeTimeProvider());
        var work = new TaskCompletionSource<int>();

        var waiting = progress.WhileAsync(work.Task, default, cancellation.Token);
        await cancellation.CancelAsync();
        work.SetResult(5);

        Assert.Equal(5, await waiting);
    }

    [Fact]
    public async Task The_next_retrieval_reports_as_often_as_the_settings_say_by_then()
    {
        using var fixture = new RetrieveFixture();
        await fixture.AddAsync(9);

        var (_, before) = await fixture.MoveAsync();
        fixture.Settings.Current = fixture.Settings.Current with { SubOperationsPerResponse = 3 };
        var (_, after) = await fixture.MoveAsync();

        Assert.Equal([9], before.Select(pending => pending.Remaining));
        Assert.Equal([9, 6, 3], after.Select(pending => pending.Remaining));
    }
}
