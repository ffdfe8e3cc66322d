using System.Collections.Immutable;
using System.Net;
using Gantry.Contracts;
using Gantry.Contracts.Testing;
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

    [Fact]
    public async Task What_a_request_says_beside_its_data_set_is_recorded()
    {
        await using var fixture = await new LogFixture().StartAsync();
        static CompletedOperation Relational(CompletedOperation operation) => operation with { Context = operation.Context with { QueryRetrieveOptions = QueryRetrieveOptions.Relational } };

        await fixture.TellAsync(DimseCommand.CMove, operation => operation with { MoveDestination = new AETitle("SINK") });
        await fixture.TellAsync(DimseCommand.CMove, operation => Relational(operation) with { MoveDestination = new AETitle("SINK") });
        await fixture.TellAsync(DimseCommand.NAction, operation => operation with { ActionTypeId = 2 });
        await fixture.TellAsync(DimseCommand.CFind, Relational);
        await fixture.TellAsync(DimseCommand.CFind);

        Assert.Equal(
            [("MoveDestination", "SINK"), ("MoveDestination", @"SINK\Relational"), ("ActionTypeId", "2"), ("QueryRetrieveOptions", "Relational"), ("", "")],
            (await fixture.RecordsAsync(5)).Select(record => (record.CustomType, record.CustomInformation)));
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
    public async Task What_the_server_asks_of_peers_is_recorded_too()
    {
        await using var fixture = await new LogFixture().StartAsync();
        var instance = Uid.New();

        await fixture.TellAsync(LogFixture.Invocation(DimseCommand.CStore, instance));
        await fixture.TellAsync(LogFixture.Invocation(DimseCommand.CFind) with { Status = null });

        var records = await fixture.RecordsAsync(2);
        Assert.Equal(
            new TransactionRecord
            {
                At = new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero),
                Kind = TransactionKind.Operation,
                Direction = TransactionDirection.Outgoing,
                LocalAETitle = new AETitle("GANTRY"),
                RemoteAETitle = new AETitle("ARCHIVE"),
                RemoteAddress = "192.0.2.9:104",
                CorrelationId = "9",
                Command = "C-STORE",
                MessageId = 5,
                SopClass = Uids.CTImageStorage,
                SopInstance = instance,
                Status = 0,
                Duration = TimeSpan.FromMilliseconds(3),
                Bytes = 700,
                Plugin = "gantry.move 1.0.0",
            },
            records[0]);
        Assert.Equal((TransactionType.Error, null, "There was no response."), (records[1].Type, records[1].Status, records[1].Description));
    }

    [Fact]
    public async Task What_administrators_do_is_recorded_with_who_and_how_it_ended()
    {
        await using var fixture = await new LogFixture().StartAsync();

        await fixture.TellAsync(LogFixture.Action(AdministrativeActionKind.Software));
        await fixture.TellAsync(LogFixture.Action(AdministrativeActionKind.Software, status: 409));

        Assert.Equal(
            [("administrator", "POST /admin/plugins/find/reload", 200, "Done."), ("administrator", "POST /admin/plugins/find/reload", 409, "It is refused.")],
            (await fixture.RecordsAsync(2)).Select(record => (record.User, record.Command, record.Status ?? 0, record.Description)));
        Assert.All(await fixture.RecordsAsync(2), record => Assert.Equal(
            (TransactionKind.Administration, TransactionType.Audit, "127.0.0.1:40001", "Software", "find"),
            (record.Kind, record.Type, record.RemoteAddress, record.CustomType, record.CustomInformation)));
    }

    [Fact]
    public async Task Requests_of_the_web_are_recorded_with_who_asked_for_what()
    {
        await using var fixture = await new LogFixture().StartAsync();
        var study = Uid.New();
        var request = new CompletedWebRequest
        {
            At = new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero),
            CorrelationId = "W7",
            User = "reader",
            Peer = new IPEndPoint(IPAddress.Loopback, 40_001),
            Route = "GET /dicom-web/studies/{study}/series/{series}/instances/{instance}/frames/{frames}",
            Right = Rights.Retrieve,
            RouteValues = ImmutableDictionary<string, string>.Empty.Add("study", study.Value).Add("instance", "no UID"),
            Query = "?accept=image/jpeg",
            Status = 404,
            Outcome = "There is no such instance.",
            Duration = TimeSpan.FromMilliseconds(5),
            Bytes = 9,
            Plugin = "gantry.dicomweb 1.0.0",
        };

        await fixture.TellAsync(request);

        Assert.Equal(
            new TransactionRecord
            {
                At = request.At,
                Kind = TransactionKind.Web,
                Type = TransactionType.Warning,
                Direction = TransactionDirection.Incoming,
                RemoteAddress = "127.0.0.1:40001",
                CorrelationId = "W7",
                Command = "GET /dicom-web/studies/*/series/*/instances/*/frames/*",
                Study = study,
                Status = 404,
                Duration = request.Duration,
                Bytes = 9,
                Plugin = "gantry.dicomweb 1.0.0",
                User = "reader",
                Description = "There is no such instance.",
                CustomType = "Query",
                CustomInformation = "?accept=image/jpeg",
            },
            Assert.Single(await fixture.RecordsAsync(1)));
    }

    [Fact]
    public async Task Identifiers_are_kept_as_far_as_the_settings_allow()
    {
        await using var fixture = await new LogFixture(("MaximumDataSetBytes", "1000"), ("MaximumWaitingMegabytes", "1")).StartAsync();
        var study = Uid.New();
        var small = new DicomDataSetBuilder().Set(Tags.StudyInstanceUID, study).Set(Tags.PatientName, "ANON^ONE").Build();
        var large = new DicomDataSetBuilder().Set(Tags.PatientComments, new string('x', 1_000)).Build();

        await fixture.TellAsync(DimseCommand.CFind, operation => operation with { DataSet = small });
        await fixture.TellAsync(DimseCommand.CFind, operation => operation with { DataSet = large, PendingResponses = 1 });

        var records = await fixture.RecordsAsync(2);
        Assert.Equal((study, "ANON^ONE"), (records[0].Study, records[0].DataSet?.GetString(Tags.PatientName)));
        Assert.Null(records[1].DataSet);
        Assert.Matches("^1 pending response. The data set of [0-9]+ bytes is not kept: it is too large.$", records[1].Description);
    }

    [Fact]
    public async Task Data_sets_that_wait_have_a_limit_too()
    {
        await using var fixture = await new LogFixture(("MaximumDataSetBytes", "600000"), ("MaximumWaitingMegabytes", "1")).StartAsync();
        var gate = new TaskCompletionSource();
        fixture.Log.Gate = gate.Task;
        var large = new DicomDataSetBuilder().Set(Tags.EncapsulatedDocument, new byte[400_000], Vr.OB).Build();

        for (var i = 0; i < 3; i++)
        {
            await fixture.TellAsync(DimseCommand.NCreate, operation => operation with { DataSet = large });
        }

        gate.SetResult();
        var records = await fixture.RecordsAsync(3);
        Assert.Equal([true, true, false], records.Select(record => record.DataSet is not null));
        Assert.EndsWith("too many wait for the database.", records[2].Description, StringComparison.Ordinal);

        // What was written makes room.
        await fixture.TellAsync(DimseCommand.NCreate, operation => operation with { DataSet = large });
        Assert.NotNull((await fixture.RecordsAsync(4))[3].DataSet);
    }

    [Fact]
    public async Task Data_sets_are_left_out_where_the_administrator_wants_that()
    {
        await using var fixture = await new LogFixture(("KeepsDataSets", "false")).StartAsync();

        await fixture.TellAsync(DimseCommand.CFind, operation => operation with { DataSet = new DicomDataSetBuilder().Set(Tags.PatientName, "ANON^ONE").Build() });

        var record = Assert.Single(await fixture.RecordsAsync(1));
        Assert.Equal((null, ""), (record.DataSet, record.Description));
    }

    [Fact]
    public async Task Instances_are_referred_to_with_their_study()
    {
        await using var fixture = await new LogFixture().StartAsync();
        var sample = new SampleInstance();
        await fixture.Services.AddAsync(sample);

        await fixture.TellAsync(DimseCommand.CStore, operation => operation with { SopInstance = sample.SopInstance });
        await fixture.TellAsync(LogFixture.Invocation(DimseCommand.CStore, sample.SopInstance));
        await fixture.TellAsync(DimseCommand.CStore, operation => operation with { SopInstance = Uid.New() });

        var records = await fixture.RecordsAsync(3);
        Assert.Equal([sample.Study, sample.Study, default], records.Select(record => record.Study));
        Assert.Equal(["instance store", "instance store", ""], records.Select(record => record.DataSetLocation));
    }

    [Fact]
    public async Task Without_a_catalog_records_say_less_and_are_not_lost()
    {
        await using var fixture = new LogFixture();
        fixture.Services.Without<ICatalog>();
        await fixture.StartAsync();

        await fixture.TellAsync(DimseCommand.CStore, operation => operation with { SopInstance = Uid.New() });

        Assert.Single(await fixture.RecordsAsync(1));
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
