using System.Net;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.TransactionLog.Tests;

public class RecordTests
{
    [Fact]
    public async Task An_operation_is_recorded_with_both_ends_and_what_became_of_it()
    {
        await using var fixture = await new LogFixture().StartAsync();
        var instance = Uid.New();

        await fixture.TellAsync(DimseCommand.CStore, operation => operation with
        {
            Context = operation.Context with
            {
                Peer = new IPEndPoint(IPAddress.Parse("192.0.2.7"), 40_000),
                LocalEndPoint = new IPEndPoint(IPAddress.Parse("192.0.2.1"), 11_112),
                User = new VerifiedUser("joe", UserIdentityType.UserName),
            },
            SopClass = Uids.CTImageStorage,
            SopInstance = instance,
            Status = DimseStatus.OutOfResources,
            ErrorComment = "The disk is full",
            Duration = TimeSpan.FromMilliseconds(12.5),
            Bytes = 524_288,
            Plugin = "gantry.storage 1.0.0",
        });

        var expected = new TransactionRecord
        {
            At = new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero),
            Kind = TransactionKind.Operation,
            Type = TransactionType.Error,
            Direction = TransactionDirection.Incoming,
            LocalAETitle = new AETitle("GANTRY"),
            LocalAddress = "192.0.2.1:11112",
            RemoteAETitle = new AETitle("SCU"),
            RemoteAddress = "192.0.2.7:40000",
            CorrelationId = "1",
            Command = "C-STORE",
            MessageId = 7,
            SopClass = Uids.CTImageStorage,
            SopInstance = instance,
            Status = 0xA700,
            Duration = TimeSpan.FromMilliseconds(12.5),
            Bytes = 524_288,
            Plugin = "gantry.storage 1.0.0",
            User = "joe",
            Description = "The disk is full",
        };
        Assert.Equal(expected, Assert.Single(await fixture.RecordsAsync(1)));
    }

    [Theory]
    [InlineData(DimseCommand.CEcho, "C-ECHO")]
    [InlineData(DimseCommand.CFind, "C-FIND")]
    [InlineData(DimseCommand.NAction, "N-ACTION")]
    [InlineData(DimseCommand.NEventReport, "N-EVENT-REPORT")]
    [InlineData(DimseCommand.None, "unknown")]
    public void A_command_has_the_standards_name(DimseCommand command, string name) => Assert.Equal(name, OperationRecord.NameOf(command));

    [Theory]
    [InlineData(0x0000, TransactionType.Information)]
    [InlineData(0xB000, TransactionType.Warning)]
    [InlineData(0xFE00, TransactionType.Warning)]
    [InlineData(0x0110, TransactionType.Error)]
    public async Task The_status_says_of_which_type_it_is(int status, TransactionType type)
    {
        await using var fixture = await new LogFixture().StartAsync();

        await fixture.TellAsync(DimseCommand.CFind, operation => operation with { Status = new DimseStatus((ushort)status), PendingResponses = 2 });

        var record = Assert.Single(await fixture.RecordsAsync(1));
        Assert.Equal((type, status, "2 pending responses."), (record.Type, record.Status, record.Description));
    }

    [Theory]
    [InlineData(AssociationOutcome.Released, TransactionType.Information, "Released after 3 operations.")]
    [InlineData(AssociationOutcome.Rejected, TransactionType.Warning, "Rejected after 3 operations: A reason.")]
    [InlineData(AssociationOutcome.Broken, TransactionType.Error, "Broken after 3 operations: A reason.")]
    public async Task An_association_is_recorded_with_how_it_ended(AssociationOutcome outcome, TransactionType type, string description)
    {
        await using var fixture = await new LogFixture().StartAsync();

        await fixture.TellAsync(LogFixture.Association(outcome));
        await fixture.TellAsync(LogFixture.Association(outcome, isOutgoing: true));

        var records = await fixture.RecordsAsync(2);
        Assert.Equal((TransactionDirection.Incoming, "CALLED", "CALLING"), (records[0].Direction, records[0].LocalAETitle.Value, records[0].RemoteAETitle.Value));
        Assert.Equal((TransactionDirection.Outgoing, "CALLING", "CALLED"), (records[1].Direction, records[1].LocalAETitle.Value, records[1].RemoteAETitle.Value));
        Assert.All(records, record => Assert.Equal(
            (TransactionKind.Association, type, "A-ASSOCIATE", "7", 1_200L, TimeSpan.FromSeconds(2), "192.0.2.7:40000", description),
            (record.Kind, record.Type, record.Command, record.CorrelationId, record.Bytes, record.Duration, record.RemoteAddress, record.Description)));
    }

    [Fact]
    public async Task What_is_not_wanted_is_not_recorded()
    {
        await using var fixture = await new LogFixture(("IncludesEcho", "false"), ("IncludesSuccess", "false")).StartAsync();

        await fixture.TellAsync(DimseCommand.CEcho, operation => operation with { Status = DimseStatus.ProcessingFailure });
        await fixture.TellAsync(DimseCommand.CStore);
        await fixture.TellAsync(LogFixture.Association(AssociationOutcome.Released));
        await fixture.TellAsync(DimseCommand.CStore, operation => operation with { Status = DimseStatus.ProcessingFailure });

        Assert.Equal("C-STORE", Assert.Single(await fixture.RecordsAsync(1)).Command);
    }
}
