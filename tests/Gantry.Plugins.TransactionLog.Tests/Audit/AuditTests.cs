using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Xml.Linq;
using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;

namespace Gantry.Plugins.TransactionLog.Tests.Audit;

/// <summary>Audit messages on their way to a repository over TLS, each held against the rules of PS3.15 §A.5.1.</summary>
public class AuditTests
{
    [Fact]
    public async Task What_happens_is_audited_as_the_standard_says()
    {
        await using var repository = new AuditRepository();
        await using var fixture = new LogFixture(repository.Settings);
        SampleInstance[] samples = [new(), new()];
        foreach (var sample in samples)
        {
            await fixture.Services.AddAsync(sample);
        }

        await fixture.StartAsync();
        var identifier = new DicomDataSetBuilder().Set(Tags.PatientName, "ANON*").Build();
        await fixture.TellAsync(DimseCommand.CFind, operation => operation with { SopClass = Uids.StudyRootQueryRetrieveInformationModelFind, DataSet = identifier });
        foreach (var sample in samples)
        {
            await fixture.TellAsync(DimseCommand.CStore, operation => operation with { SopClass = sample.SopClass, SopInstance = sample.SopInstance });
        }

        await fixture.TellAsync(LogFixture.Association(AssociationOutcome.Released) with { AssociationId = fixture.Operation.Completed(DimseCommand.CEcho).Context.AssociationId });
        await fixture.TellAsync(LogFixture.Invocation(DimseCommand.CStore, samples[0].SopInstance));
        await fixture.TellAsync(LogFixture.Association(AssociationOutcome.Rejected) with { Reason = "Not known \u0001 here." });
        await fixture.TellAsync(LogFixture.Action(AdministrativeActionKind.Software));
        await fixture.TellAsync(LogFixture.Action(AdministrativeActionKind.Refused, status: 401));
        await fixture.TellAsync(LogFixture.Action(AdministrativeActionKind.Login, command: "POST /account/login"));
        await fixture.TellAsync(LogFixture.Action(AdministrativeActionKind.Logout, command: "POST /account/logout"));
        await fixture.TellAsync(LogFixture.Action(AdministrativeActionKind.AuditLogUsed, command: "GET /admin/transactions"));

        var query = Assert.Single(await repository.UntilAsync(fixture, "110112"));
        var asked = DataSetReader.Read(Convert.FromBase64String(query.Descendants("ParticipantObjectQuery").Single().Value), TransferSyntax.ExplicitVRLittleEndian);
        Assert.Equal("ANON*", asked.GetString(Tags.PatientName));
        var transferred = (await repository.UntilAsync(fixture, "110104", 3)).ToList();
        Assert.Equal(["C", "C", "R"], transferred.Select(message => Event(message).Attribute("EventActionCode")!.Value));
        Assert.Equal(
            samples.Select(sample => sample.Study.Value).Append(samples[0].Study.Value).Order(),
            transferred.Select(message => message.Elements("ParticipantObjectIdentification").First().Attribute("ParticipantObjectID")!.Value).Order());
        Assert.All(transferred, message => Assert.Equal("1", message.Elements("ParticipantObjectIdentification").Last().Attribute("ParticipantObjectTypeCode")!.Value));
        Assert.Single(await repository.UntilAsync(fixture, "110102"));
        Assert.Equal(["110126", "110131"], (await repository.UntilAsync(fixture, "110113", 2)).Select(TypeOf).Order());
        Assert.Equal(
            [("110122", "0"), ("110122", "4"), ("110123", "0")],
            (await repository.UntilAsync(fixture, "110114", 3)).Select(message => (TypeOf(message), Event(message).Attribute("EventOutcomeIndicator")!.Value)).Order());
        Assert.Single(await repository.UntilAsync(fixture, "110101"));
        Assert.Equal("110120", TypeOf(Assert.Single(await repository.UntilAsync(fixture, "110100"))));
        Assert.Contains(repository.Received, received => received.Header.StartsWith("<84>", StringComparison.Ordinal) && TypeOf(received.Message) == "110126");
        Assert.Empty(repository.Faults);
    }

    [Fact]
    public async Task Deletions_are_audited_with_their_patient_and_their_reason()
    {
        await using var repository = new AuditRepository();
        await using var fixture = new LogFixture(repository.Settings);
        var listed = new SampleInstance();
        await fixture.Services.AddAsync(listed);
        await fixture.StartAsync();
        var deleted = new DeletedInstances
        {
            At = fixture.Time.GetUtcNow(),
            StudyInstanceUid = Uid.New(),
            IsWholeStudy = true,
            Instances = ImmutableDictionary<Uid, int>.Empty.Add(Uids.CTImageStorage, 120).Add(Uids.MRImageStorage, 3),
            PatientId = "P-1",
            PatientName = "ANON^ONE",
            Reason = "the rule '*=after 10 days'.",
            Plugin = "gantry.retention 1.0.0",
        };
        await fixture.TellAsync(deleted);
        await fixture.TellAsync(deleted with { IsWholeStudy = false, StudyInstanceUid = listed.Study, PatientId = "", PatientName = "", Instances = ImmutableDictionary<Uid, int>.Empty.Add(Uids.CTImageStorage, 1) });

        var study = Assert.Single(await repository.UntilAsync(fixture, "110105"));
        Assert.Equal(("D", "0"), (Event(study).Attribute("EventActionCode")!.Value, Event(study).Attribute("EventOutcomeIndicator")!.Value));
        Assert.Equal(deleted.Reason, Event(study).Element("EventOutcomeDescription")!.Value);
        Assert.Equal(("gantry.retention 1.0.0", "true"), (study.Element("ActiveParticipant")!.Attribute("UserID")!.Value, study.Element("ActiveParticipant")!.Attribute("UserIsRequestor")!.Value));
        Assert.Equal([deleted.StudyInstanceUid.Value, "P-1"], ObjectsOf(study));
        Assert.Equal(["120", "3"], study.Descendants("SOPClass").Select(counted => counted.Attribute("NumberOfInstances")!.Value));

        var instance = Assert.Single(await repository.UntilAsync(fixture, "110103"));
        Assert.Equal("D", Event(instance).Attribute("EventActionCode")!.Value);
        Assert.Equal([listed.Study.Value, listed.Attributes.GetString(Tags.PatientID)], ObjectsOf(instance)); // whose the study is, the catalog says
        Assert.Empty(repository.Faults);

        static IEnumerable<string> ObjectsOf(XElement message) => message.Elements("ParticipantObjectIdentification").Select(concerned => concerned.Attribute("ParticipantObjectID")!.Value);
    }

    [Theory]
    [InlineData(true, "110105")]
    [InlineData(false, "110103")]
    public async Task A_deletion_that_a_person_has_chosen_names_the_person_as_who_asked_and_the_plugin_as_who_did_it(bool isWholeStudy, string id)
    {
        await using var repository = new AuditRepository();
        await using var fixture = new LogFixture(repository.Settings);
        await fixture.StartAsync();

        await fixture.TellAsync(new DeletedInstances
        {
            At = fixture.Time.GetUtcNow(),
            StudyInstanceUid = Uid.New(),
            IsWholeStudy = isWholeStudy,
            Instances = ImmutableDictionary<Uid, int>.Empty.Add(Uids.CTImageStorage, 2),
            User = "alice",
            Reason = "Sent for another patient",
            Plugin = "gantry.retention 1.0.0",
        });

        var message = Assert.Single(await repository.UntilAsync(fixture, id));
        Assert.Equal("Sent for another patient", Event(message).Element("EventOutcomeDescription")!.Value);
        Assert.Equal(
            [("alice", "true", null), ("gantry.retention 1.0.0", "false", "110150")],
            message.Elements("ActiveParticipant").Select(participant => (
                participant.Attribute("UserID")!.Value, participant.Attribute("UserIsRequestor")!.Value, participant.Element("RoleIDCode")?.Attribute("csd-code")?.Value)));
        Assert.Empty(repository.Faults);
    }

    [Fact]
    public async Task Requests_to_web_services_are_audited_with_their_user_and_address()
    {
        await using var repository = new AuditRepository();
        await using var fixture = new LogFixture(repository.Settings);
        var listed = new SampleInstance();
        await fixture.Services.AddAsync(listed);
        await fixture.StartAsync();
        CompletedWebRequest Request(string route, string right, string query = "", int status = 200) => new()
        {
            At = fixture.Time.GetUtcNow(),
            User = status == 401 ? "" : "reader",
            Peer = new IPEndPoint(IPAddress.Parse("192.0.2.7"), 50_000 + status),
            Route = route,
            Right = right,
            RouteValues = route.Contains("{study}", StringComparison.Ordinal) ? ImmutableDictionary<string, string>.Empty.Add("study", listed.Study.Value) : [],
            Query = query,
            Status = status,
            Duration = TimeSpan.Zero,
        };
        await fixture.TellAsync(Request("GET /dicom-web/studies", Rights.Search, "?PatientName=ANON*"));
        for (var frame = 0; frame < 500; frame++)
        {
            await fixture.TellAsync(Request("GET /dicom-web/studies/{study}/series/{series}/instances/{instance}/frames/{frames}", Rights.Retrieve));
        }

        await fixture.TellAsync(Request("GET /dicom-web/studies/{study}/metadata", Rights.Retrieve));
        await fixture.TellAsync(Request("GET /dicom-web/wado", Rights.Retrieve, $"?requestType=WADO&studyUID={listed.Study}", status: 404));
        await fixture.TellAsync(Request("POST /dicom-web/studies", Rights.Store));
        await fixture.TellAsync(Request("GET /dicom-web/studies/{study}", Rights.Retrieve, status: 401));
        await fixture.TellAsync(Request("GET /workstation/pages", Rights.ReadStatus)); // shows no patients

        var query = Assert.Single(await repository.UntilAsync(fixture, "110112"));
        Assert.Equal("?PatientName=ANON*", Encoding.UTF8.GetString(Convert.FromBase64String(query.Descendants("ParticipantObjectQuery").Single().Value)));
        Assert.Equal(("reader", "192.0.2.7", "true"), UserOf(query));

        var transferred = (await repository.UntilAsync(fixture, "110104", 2)).ToDictionary(message => Event(message).Attribute("EventActionCode")!.Value);
        Assert.Equal([listed.Study.Value, listed.Attributes.GetString(Tags.PatientID)!, "GET /dicom-web/studies/{study}/series/{series}/instances/{instance}/frames/{frames}"], ObjectsOf(transferred["R"]));
        Assert.Equal("500 requests", transferred["R"].Elements("ParticipantObjectIdentification").Last().Element("ParticipantObjectName")!.Value);
        Assert.Equal(["POST /dicom-web/studies"], ObjectsOf(transferred["C"]));
        Assert.All(transferred.Values, message => Assert.Equal(("reader", "192.0.2.7", "true"), UserOf(message)));

        var accessed = await repository.UntilAsync(fixture, "110103", 2);
        Assert.Equal(["0", "4"], accessed.Select(message => Event(message).Attribute("EventOutcomeIndicator")!.Value).Order());
        Assert.All(accessed, message => Assert.Equal(listed.Study.Value, ObjectsOf(message).First()));
        Assert.Equal(("unknown", "192.0.2.7", "true"), UserOf(Assert.Single(await repository.UntilAsync(fixture, "110114"))));
        Assert.Empty(repository.Faults);

        static IEnumerable<string> ObjectsOf(XElement message) => message.Elements("ParticipantObjectIdentification").Select(concerned => concerned.Attribute("ParticipantObjectID")!.Value);

        static (string, string, string) UserOf(XElement message)
        {
            var user = message.Elements("ActiveParticipant").First();
            return (user.Attribute("UserID")!.Value, user.Attribute("NetworkAccessPointID")!.Value, user.Attribute("UserIsRequestor")!.Value);
        }
    }

    [Fact]
    public async Task A_repository_that_is_away_costs_nobody_anything_and_gets_all_when_it_is_back()
    {
        await using var repository = new AuditRepository();
        await repository.StopAsync();
        await using var fixture = await new LogFixture(repository.Settings).StartAsync();
        for (var i = 0; i < 50; i++)
        {
            await fixture.TellAsync(LogFixture.Action(AdministrativeActionKind.Software, command: $"POST /admin/plugins/{i}/reload"));
        }

        Assert.Equal(50, (await fixture.RecordsAsync(50)).Count);
        await AuditRepository.UntilAsync(fixture, () => Said(fixture) > 0, "an attempt to send fails");
        repository.Start();

        var alerts = await repository.UntilAsync(fixture, "110113", 50);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"POST /admin/plugins/{i}/reload"), alerts.Select(alert => alert.Element("ParticipantObjectIdentification")!.Attribute("ParticipantObjectID")!.Value));
        Assert.Equal(1, Said(fixture));

        static int Said(LogFixture fixture) => fixture.Services.Logs.Entries.Count(entry => entry.Text.Contains("cannot be sent to localhost", StringComparison.Ordinal));
    }

    [Fact]
    public async Task By_UDP_each_message_is_a_datagram()
    {
        using var udp = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)udp.Client.LocalEndPoint!).Port;
        await using var fixture = new LogFixture(("AuditHost", "127.0.0.1"), ("AuditPort", $"{port}"), ("AuditTransport", "Udp"), ("AuditMessageId", "IHE+RFC-3881"));
        var receiving = udp.ReceiveAsync(TestContext.Current.CancellationToken).AsTask();

        await fixture.StartAsync();
        while (!receiving.IsCompleted)
        {
            await Task.WhenAny(receiving, Task.Delay(5, TestContext.Current.CancellationToken));
            fixture.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var text = Encoding.UTF8.GetString((await receiving).Buffer);
        Assert.StartsWith("<85>1 ", text, StringComparison.Ordinal);
        Assert.Contains(" IHE+RFC-3881 - <?xml", text, StringComparison.Ordinal);
        Assert.EndsWith("</AuditMessage>", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_waits_outlives_a_restart_and_a_torn_end_and_is_bounded()
    {
        var folder = Directory.CreateTempSubdirectory("gantry-audit-");
        try
        {
            using (var queue = new Gantry.Plugins.TransactionLog.Audit.AuditQueue(folder.FullName, 100_000))
            {
                for (byte i = 0; i < 10; i++)
                {
                    Assert.True(queue.TryAdd([i, i]));
                }

                var sent = queue.Peek(3);
                Assert.Equal([0, 1, 2], sent.Select(message => message[0]));
                queue.Commit(sent);
            }

            var file = Assert.Single(folder.GetFiles("*.audit"));
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, file.UnixFileMode);
            }

            using (var torn = file.Open(FileMode.Open))
            {
                torn.SetLength(torn.Length - 1);
            }

            using var again = new Gantry.Plugins.TransactionLog.Audit.AuditQueue(folder.FullName, 100_000);
            Assert.True(again.TryAdd([99]));
            var first = again.Peek(100);
            Assert.Equal([3, 4, 5, 6, 7, 8], first.Select(message => message[0]));
            again.Commit(first);
            var last = again.Peek(100);
            Assert.Equal([99], last.Select(message => message[0]));
            again.Commit(last);
            Assert.Empty(again.Peek(1));

            var count = 0;
            while (again.TryAdd(new byte[1_000]))
            {
                count++;
            }

            Assert.InRange(count, 90, 100);
            Assert.InRange(again.Bytes, 90_000, 100_000);
            while (again.Peek(10) is { Count: > 0 } next)
            {
                again.Commit(next);
            }

            Assert.True(again.TryAdd(new byte[1_000]), "What was sent takes no place.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static XElement Event(XElement message) => message.Element("EventIdentification")!;

    private static string? TypeOf(XElement message) => Event(message).Element("EventTypeCode")?.Attribute("csd-code")?.Value;
}
