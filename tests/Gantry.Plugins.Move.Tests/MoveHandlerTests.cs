using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Move.Tests;

public class MoveHandlerTests
{
    [Fact]
    public async Task Instances_are_sent_as_they_are_stored_and_say_who_asked()
    {
        using var fixture = new RetrieveFixture();
        var uids = await fixture.AddAsync(3);
        var jpeg = new TransferSyntax(new Uid("1.2.840.10008.1.2.4.70"));
        await fixture.AddAsync(2, "2.25.10.2", transferSyntax: jpeg);

        var (final, _) = await fixture.MoveAsync();

        Assert.Equal(DimseStatus.Success, final.Status);
        Assert.Equal(new SubOperations(0, 5, 0, 0), final.SubOperations);
        Assert.Empty(final.FailedSopInstanceUids);
        Assert.Equal(uids, fixture.Sink.Received.Take(3).Select(received => received.SopInstance));
        Assert.Equal([jpeg, jpeg], fixture.Sink.Received.Skip(3).Select(received => received.TransferSyntax));
        Assert.All(fixture.Sink.Received, received => Assert.Equal(new MoveOriginator(new AETitle("SCU"), 7), received.MoveOriginator));
        Assert.All(fixture.Sink.Received, received => Assert.Contains(fixture.Store.Locations, location => fixture.Store.BytesAt(location).Span.SequenceEqual(received.DataSet.Span)));
        Assert.Equal(new AETitle("GANTRY"), Assert.Single(fixture.Sink.Callers)); // which was called
        var proposal = Assert.Single(Assert.Single(fixture.Sink.Proposals));
        Assert.Equal([TransferSyntax.ExplicitVRLittleEndian, TransferSyntax.ImplicitVRLittleEndian, jpeg], proposal.TransferSyntaxes);
        Assert.Equal((1, 0), (fixture.Sink.OpenedAssociations, fixture.Sink.OpenAssociations));
    }

    [Fact]
    public async Task An_unknown_destination_is_refused()
    {
        using var fixture = new RetrieveFixture();
        await fixture.AddAsync(1);

        var (final, _) = await fixture.MoveAsync(destination: "NOBODY");

        Assert.Equal(DimseStatus.MoveDestinationUnknown, final.Status);
    }

    [Fact]
    public async Task Nothing_to_send_is_a_success_without_an_association()
    {
        using var fixture = new RetrieveFixture();

        var (final, pending) = await fixture.MoveAsync();

        Assert.Equal(DimseStatus.Success, final.Status);
        Assert.Equal(new SubOperations(0, 0, 0, 0), final.SubOperations);
        Assert.Empty(pending);
        Assert.Equal(0, fixture.Sink.OpenedAssociations);
    }

    [Fact]
    public async Task What_fails_is_counted_and_named()
    {
        using var fixture = new RetrieveFixture();
        var uids = await fixture.AddAsync(6);
        await fixture.LoseAsync(uids[1]);
        fixture.Sink.Answer = uid => uid == uids[2] ? new DimseStatus(0xB006) : uid == uids[4] ? DimseStatus.OutOfResources : DimseStatus.Success;

        var (final, _) = await fixture.MoveAsync();

        Assert.Equal(DimseStatus.SubOperationsCompleteWithFailures, final.Status);
        Assert.Equal(new SubOperations(0, 3, 2, 1), final.SubOperations);
        Assert.Equal([uids[1], uids[4]], final.FailedSopInstanceUids);
        Assert.Equal(0, fixture.Sink.OpenAssociations);
    }

    [Fact]
    public async Task Warnings_alone_are_no_success()
    {
        using var fixture = new RetrieveFixture();
        await fixture.AddAsync(2);
        fixture.Sink.Answer = _ => new DimseStatus(0xB000);

        var (final, _) = await fixture.MoveAsync();

        Assert.Equal(DimseStatus.SubOperationsCompleteWithFailures, final.Status);
        Assert.Equal(new SubOperations(0, 0, 0, 2), final.SubOperations);
    }

    [Fact]
    public async Task A_presentation_context_that_is_not_accepted_fails_its_instances_alone()
    {
        using var fixture = new RetrieveFixture();
        var jpeg = new TransferSyntax(new Uid("1.2.840.10008.1.2.4.70"));
        await fixture.AddAsync(2);
        var uids = await fixture.AddAsync(2, "2.25.10.2", transferSyntax: jpeg);
        fixture.Sink.Accepts = (_, syntax) => syntax != jpeg;

        var (final, _) = await fixture.MoveAsync();

        Assert.Equal(DimseStatus.SubOperationsCompleteWithFailures, final.Status);
        Assert.Equal(uids, final.FailedSopInstanceUids);
        Assert.Equal(2, fixture.Sink.Received.Count);
    }

    [Fact]
    public async Task Bytes_that_are_not_what_the_catalog_says_are_not_sent()
    {
        using var fixture = new RetrieveFixture();
        await fixture.AddAsync(1);
        var entry = fixture.Catalog.Entries[0];
        await fixture.Catalog.RemoveAsync(new InstanceSelection { PatientId = "P1" }, CancellationToken.None);
        await fixture.Catalog.AddAsync([entry with { Stored = entry.Stored with { Length = entry.Stored.Length + 2 } }], CancellationToken.None);

        var (final, _) = await fixture.MoveAsync();

        Assert.Equal(DimseStatus.OutOfResourcesForSubOperations, final.Status);
        Assert.Empty(fixture.Sink.Received);
    }

    [Fact]
    public async Task A_destination_that_cannot_be_reached_fails_all_with_a_comment()
    {
        using var fixture = new RetrieveFixture();
        var uids = await fixture.AddAsync(3);
        var attempts = 0;
        fixture.Sink.OnOpen = () =>
        {
            attempts++;
            throw new IOException("Connection refused.");
        };

        var (final, _) = await fixture.MoveAsync();

        Assert.Equal(DimseStatus.OutOfResourcesForSubOperations, final.Status);
        Assert.Equal("The move destination cannot be reached.", final.ErrorComment);
        Assert.Equal(uids, final.FailedSopInstanceUids);
        Assert.Equal(new SubOperations(0, 0, 3, 0), final.SubOperations);
        Assert.Equal(1, attempts);
    }

    [Fact]
    public async Task A_lost_association_is_opened_anew_once_and_costs_one_instance()
    {
        using var fixture = new RetrieveFixture();
        var uids = await fixture.AddAsync(5);
        fixture.Sink.Answer = uid => uid == uids[1] ? throw new IOException("Aborted.") : DimseStatus.Success;

        var (final, _) = await fixture.MoveAsync();

        Assert.Equal(DimseStatus.SubOperationsCompleteWithFailures, final.Status);
        Assert.Equal([uids[1]], final.FailedSopInstanceUids);
        Assert.Equal((2, 0, 4), (fixture.Sink.OpenedAssociations, fixture.Sink.OpenAssociations, fixture.Sink.Received.Count));
    }

    [Fact]
    public async Task An_association_lost_twice_fails_the_rest()
    {
        using var fixture = new RetrieveFixture();
        var uids = await fixture.AddAsync(5);
        fixture.Sink.Answer = uid => uid == uids[1] || uid == uids[2] ? throw new IOException("Aborted.") : DimseStatus.Success;

        var (final, _) = await fixture.MoveAsync();

        Assert.Equal(DimseStatus.SubOperationsCompleteWithFailures, final.Status);
        Assert.Equal(uids[1..].Select(uid => uid.Value), final.FailedSopInstanceUids.Select(uid => uid.Value).Order());
        Assert.Equal((2, 0), (fixture.Sink.OpenedAssociations, fixture.Sink.OpenAssociations));
    }

    [Fact]
    public async Task More_presentation_contexts_than_an_association_has_take_several()
    {
        using var fixture = new RetrieveFixture();
        for (var i = 0; i < 150; i++)
        {
            await fixture.AddAsync(1, $"2.25.10.{i + 1}", sopClass: new Uid($"2.25.7.{i / 2}"), transferSyntax: i % 2 == 0 ? TransferSyntax.ExplicitVRLittleEndian : TransferSyntax.ImplicitVRLittleEndian);
        }

        var (final, _) = await fixture.MoveAsync();

        Assert.Equal(DimseStatus.Success, final.Status);
        Assert.Equal(150, fixture.Sink.Received.Count);
        Assert.Equal([128, 22], fixture.Sink.Proposals.Select(proposals => proposals.Sum(proposal => proposal.TransferSyntaxes.Length)));
        Assert.Equal(0, fixture.Sink.OpenAssociations);
    }

    [Theory, InlineData(true, 0xA701), InlineData(false, 0xC000)]
    public async Task A_catalog_that_fails_is_told(bool isTransient, int status)
    {
        using var fixture = new RetrieveFixture();
        fixture.Catalog.Fault = new CatalogException("Away.") { IsTransient = isTransient };

        var (final, _) = await fixture.MoveAsync();

        Assert.Equal(status, final.Status.Code);
        Assert.InRange(final.ErrorComment!.Length, 1, FinalResponse.MaximumErrorCommentLength);
    }

    [Fact]
    public async Task A_cancelled_move_ends_between_two_sub_operations()
    {
        using var fixture = new RetrieveFixture();
        var uids = await fixture.AddAsync(30);
        await fixture.LoseAsync(uids[3]);

        var (final, _) = await fixture.MoveAsync(pending: fixture.CancelAfter(2));

        Assert.Equal(DimseStatus.Cancel, final.Status);
        Assert.Equal(new SubOperations(20, 9, 1, 0), final.SubOperations);
        Assert.Equal([uids[3]], final.FailedSopInstanceUids);
        Assert.Equal((9, 0), (fixture.Sink.Received.Count, fixture.Sink.OpenAssociations));
    }

    [Fact]
    public async Task A_shutdown_ends_a_move_as_a_failure()
    {
        using var fixture = new RetrieveFixture();
        await fixture.AddAsync(30);

        var (final, _) = await fixture.MoveAsync(pending: fixture.CancelAfter(1, CancellationReason.Shutdown));

        Assert.Equal(DimseStatus.OutOfResourcesForSubOperations, final.Status);
        Assert.Equal(0, fixture.Sink.OpenAssociations);
    }
}
