using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Move.Tests;

public sealed class ParallelMoveTests
{
    [Theory]
    [InlineData(4, "", 4)]
    [InlineData(4, "SINK=2", 2)]
    [InlineData(1, "OTHER=8", 1)]
    [InlineData(16, "", 12)] // no more than there are instances
    public async Task A_retrieval_has_as_many_associations_as_the_settings_say(int forAll, string forOne, int expected)
    {
        using var fixture = new RetrieveFixture();
        fixture.Settings.Current = new MoveSettings { Associations = forAll, AssociationsFor = forOne.Length > 0 ? [forOne] : [] };
        var uids = await fixture.AddAsync(12);

        var (final, _) = await fixture.MoveAsync();

        Assert.Equal((DimseStatus.Success, new SubOperations(0, 12, 0, 0)), (final.Status, final.SubOperations));
        Assert.Equal(uids.Select(uid => uid.Value).Order(), fixture.Sink.Received.Select(received => received.SopInstance.Value).Order());
        Assert.Equal((expected, 0), (fixture.Sink.OpenedAssociations, fixture.Sink.OpenAssociations));
    }

    [Fact]
    public async Task A_destination_that_takes_fewer_associations_gets_all_over_those_that_it_takes()
    {
        using var fixture = new RetrieveFixture();
        fixture.Settings.Current = new MoveSettings { Associations = 4 };
        await fixture.AddAsync(9);
        fixture.Sink.OnOpen = () =>
        {
            if (fixture.Sink.OpenAssociations == 2)
            {
                throw new IOException("Rejected: local limit exceeded.");
            }
        };

        var (final, _) = await fixture.MoveAsync();

        Assert.Equal((DimseStatus.Success, new SubOperations(0, 9, 0, 0)), (final.Status, final.SubOperations));
        Assert.Equal((2, 9), (fixture.Sink.OpenedAssociations, fixture.Sink.Received.Select(received => received.SopInstance).Distinct().Count()));
    }

    [Theory, InlineData(1), InlineData(3)]
    public async Task What_the_destination_had_no_room_for_is_sent_once_more_at_the_end(int associations)
    {
        using var fixture = new RetrieveFixture();
        fixture.Settings.Current = new MoveSettings { Associations = associations };
        var uids = await fixture.AddAsync(5);
        var asked = new List<Uid>();
        fixture.Sink.Answer = uid =>
        {
            asked.Add(uid);
            return uid == uids[1] && asked.Count(other => other == uid) == 1 ? DimseStatus.OutOfResources : uid == uids[2] ? new DimseStatus(0xA900) : DimseStatus.Success;
        };

        var (final, _) = await fixture.MoveAsync();

        Assert.Equal((DimseStatus.SubOperationsCompleteWithFailures, new SubOperations(0, 4, 1, 0)), (final.Status, final.SubOperations));
        Assert.Equal([uids[2]], final.FailedSopInstanceUids);
        Assert.Equal((6, uids[1]), (asked.Count, asked[^1]));
    }

    [Fact]
    public async Task What_was_under_way_when_the_association_was_lost_is_sent_once_more()
    {
        using var fixture = new RetrieveFixture();
        var uids = await fixture.AddAsync(4);
        var isLost = false;
        fixture.Sink.Answer = uid =>
        {
            if (uid != uids[1] || isLost)
            {
                return DimseStatus.Success;
            }

            isLost = true;
            throw new IOException("Aborted.");
        };

        var (final, _) = await fixture.MoveAsync();

        Assert.Equal((DimseStatus.Success, new SubOperations(0, 4, 0, 0)), (final.Status, final.SubOperations));
        Assert.Equal((2, 0), (fixture.Sink.OpenedAssociations, fixture.Sink.OpenAssociations));
    }

    [Theory]
    [InlineData(8, 5, 5)]
    [InlineData(3, 5, 3)]
    [InlineData(8, 1, 1)]
    [InlineData(1, 5, 1)]
    public async Task As_many_are_on_their_way_as_the_settings_say_and_the_destination_agrees_to(int forOne, int agreed, int expected)
    {
        using var fixture = new RetrieveFixture();
        fixture.Settings.Current = new MoveSettings { Window = 64, WindowFor = [$"SINK={forOne}"] };
        fixture.Sink.MaximumOperations = agreed;
        var uids = await fixture.AddAsync(20);
        var (begun, underWay, most, all) = (0, 0, 0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        fixture.Sink.OnReceive = async _ =>
        {
            var (number, now) = (Interlocked.Increment(ref begun), Interlocked.Increment(ref underWay));
            most = Math.Max(most, now);
            if (now == expected)
            {
                all.TrySetResult();
            }

            // The first goes alone: what the destination agrees to is known with it.
            await (number == 1 ? Task.CompletedTask : all.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
            Interlocked.Decrement(ref underWay);
        };

        var (final, _) = await fixture.MoveAsync();

        Assert.Equal((DimseStatus.Success, new SubOperations(0, 20, 0, 0)), (final.Status, final.SubOperations));
        Assert.Equal(uids.Select(uid => uid.Value).Order(), fixture.Sink.Received.Select(received => received.SopInstance.Value).Order());
        Assert.Equal((expected, 1), (most, fixture.Sink.OpenedAssociations));
    }

    [Fact]
    public async Task What_the_destination_cannot_bear_costs_itself_alone_whatever_was_on_its_way_with_it()
    {
        using var fixture = new RetrieveFixture();
        fixture.Settings.Current = new MoveSettings { Window = 4 };
        fixture.Sink.MaximumOperations = 4;
        var uids = await fixture.AddAsync(12);
        var underWay = new SemaphoreSlim(0);
        var isLost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        fixture.Sink.OnReceive = async uid =>
        {
            if (uid == uids[3] && !isLost.Task.IsCompleted)
            {
                await underWay.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken); // another has begun after it
            }
            else if (uid == uids[4] && !isLost.Task.IsCompleted)
            {
                underWay.Release();
                await isLost.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            }
        };
        fixture.Sink.Answer = uid =>
        {
            if (uid != uids[3])
            {
                return DimseStatus.Success;
            }

            _ = Task.Run(async () =>
            {
                await Task.Yield();
                isLost.TrySetResult();
            });
            throw new IOException("Aborted.");
        };

        var (final, _) = await fixture.MoveAsync();

        Assert.Equal((DimseStatus.SubOperationsCompleteWithFailures, new SubOperations(0, 11, 1, 0)), (final.Status, final.SubOperations));
        Assert.Equal([uids[3]], final.FailedSopInstanceUids);
        Assert.Equal((2, 0), (fixture.Sink.OpenedAssociations, fixture.Sink.OpenAssociations));
    }

    [Fact]
    public async Task A_cancelled_one_counts_what_was_under_way()
    {
        using var fixture = new RetrieveFixture();
        fixture.Settings.Current = new MoveSettings { Associations = 4 };
        await fixture.AddAsync(40);

        var (final, _) = await fixture.MoveAsync(pending: fixture.CancelAfter(2));

        var counters = final.SubOperations!.Value;
        Assert.Equal(DimseStatus.Cancel, final.Status);
        Assert.Equal((40, fixture.Sink.Received.Count), (counters.Remaining + counters.Completed, counters.Completed));
        Assert.InRange(counters.Completed, 10, 13);
        Assert.Equal(0, fixture.Sink.OpenAssociations);
    }
}
