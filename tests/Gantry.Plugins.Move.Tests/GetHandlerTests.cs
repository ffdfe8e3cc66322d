using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Move.Tests;

public class GetHandlerTests
{
    [Theory, InlineData(InformationModel.StudyRootGet), InlineData(InformationModel.PatientRootGet), InlineData(InformationModel.PatientStudyOnlyGet)]
    public async Task Instances_come_back_as_they_are_stored(string model)
    {
        using var fixture = new RetrieveFixture();
        var uids = await fixture.AddAsync(12);

        var (final, pending) = await fixture.GetAsync(RetrieveFixture.Identifier().Add(Tags.PatientID, "P1"), model);

        Assert.Equal(DimseStatus.Success, final.Status);
        Assert.Equal(new SubOperations(0, 12, 0, 0), final.SubOperations);
        Assert.Equal([new SubOperations(12, 0, 0, 0), new SubOperations(2, 10, 0, 0)], pending);
        Assert.Equal(uids, fixture.Sink.Received.Select(received => received.SopInstance));
        Assert.All(fixture.Sink.Received, received => Assert.Null(received.MoveOriginator));
    }

    [Fact]
    public async Task What_the_requestor_did_not_negotiate_fails()
    {
        using var fixture = new RetrieveFixture();
        await fixture.AddAsync(1);
        var uids = await fixture.AddAsync(2, "2.25.10.2", sopClass: new Uid("1.2.840.10008.5.1.4.1.1.2"));

        var (final, _) = await fixture.GetAsync();

        Assert.Equal(DimseStatus.SubOperationsCompleteWithFailures, final.Status);
        Assert.Equal(uids, final.FailedSopInstanceUids);
        Assert.Single(fixture.Sink.Received);
    }

    [Fact]
    public async Task All_failing_is_a_failure()
    {
        using var fixture = new RetrieveFixture();
        foreach (var uid in await fixture.AddAsync(2))
        {
            await fixture.LoseAsync(uid);
        }

        var (final, _) = await fixture.GetAsync();

        Assert.Equal(DimseStatus.OutOfResourcesForSubOperations, final.Status);
        Assert.Equal(2, final.FailedSopInstanceUids.Length);
        Assert.NotNull(final.ErrorComment);
    }

    [Fact]
    public async Task A_cancelled_get_ends_between_two_sub_operations()
    {
        using var fixture = new RetrieveFixture();
        await fixture.AddAsync(30);

        var (final, _) = await fixture.GetAsync(pending: fixture.CancelAfter(2));

        Assert.Equal(DimseStatus.Cancel, final.Status);
        Assert.Equal(new SubOperations(20, 10, 0, 0), final.SubOperations);
    }

    [Fact]
    public async Task An_association_lost_ends_the_get()
    {
        using var fixture = new RetrieveFixture();
        var uids = await fixture.AddAsync(30);
        fixture.Sink.Answer = uid =>
        {
            if (uid == uids[4])
            {
                fixture.Operation.Cancel(CancellationReason.AssociationLost);
                throw new IOException("Aborted.");
            }

            return DimseStatus.Success;
        };

        var (final, _) = await fixture.GetAsync();

        Assert.Equal(DimseStatusClass.Failure, final.Status.Class);
        Assert.Equal(4, fixture.Sink.Received.Count);
    }

    [Fact]
    public async Task An_identifier_without_its_unique_key_is_refused()
    {
        using var fixture = new RetrieveFixture();

        var (final, _) = await fixture.GetAsync(RetrieveFixture.Identifier(study: null));

        Assert.Equal(DimseStatus.DoesNotMatchSopClass, final.Status);
        Assert.Equal([Tags.StudyInstanceUID], final.OffendingElements);
    }

    [Theory]
    [InlineData(8, 5, 5)]
    [InlineData(3, 5, 3)]
    [InlineData(1, 5, 1)]
    public async Task As_many_are_on_their_way_as_the_settings_say_and_the_requestor_has_agreed_to(int set, int agreed, int expected)
    {
        using var fixture = new RetrieveFixture();
        fixture.Settings.Current = new MoveSettings { WindowFor = [$"SCU={set}"] };
        fixture.Sink.MaximumOperations = agreed;
        var uids = await fixture.AddAsync(20);
        var (underWay, most, all) = (0, 0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        fixture.Sink.OnReceive = async _ =>
        {
            var now = Interlocked.Increment(ref underWay);
            most = Math.Max(most, now);
            if (now == expected)
            {
                all.TrySetResult();
            }

            await all.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            Interlocked.Decrement(ref underWay);
        };

        var (final, pending) = await fixture.GetAsync(window: 64);

        Assert.Equal((DimseStatus.Success, new SubOperations(0, 20, 0, 0)), (final.Status, final.SubOperations));
        Assert.Equal(uids.Select(uid => uid.Value).Order(), fixture.Sink.Received.Select(received => received.SopInstance.Value).Order());
        Assert.Equal((expected, 2), (most, pending.Count));
    }
}
