using System.Text.Json;
using System.Text.Json.Nodes;
using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Host.Administration;

namespace Gantry.Host.Tests.Administration;

public sealed class TransactionImportTests
{
    private static readonly TransactionRecord Full = new()
    {
        At = new DateTimeOffset(2026, 11, 27, 12, 0, 0, 7, TimeSpan.Zero),
        Kind = TransactionKind.Operation,
        Type = TransactionType.Error,
        Direction = TransactionDirection.Incoming,
        LocalAETitle = new AETitle("GANTRY"),
        LocalAddress = "192.0.2.1:11112",
        RemoteAETitle = new AETitle("MODALITY"),
        RemoteAddress = "[2001:db8::1]:50001",
        CorrelationId = "3",
        Command = "C-FIND",
        MessageId = 65_535,
        SopClass = Uids.StudyRootQueryRetrieveInformationModelFind,
        SopInstance = new Uid("2.25.1"),
        Study = new Uid("2.25.2"),
        Status = 0xA700,
        Duration = TimeSpan.FromMicroseconds(1_234_567_891),
        Bytes = 5_000_000_000,
        Plugin = "gantry.find 1.2.3",
        User = "anna",
        Description = "Stored, 100% \"as\" it's; \\ _ ü 山",
        CustomType = "acme.dose",
        CustomInformation = "{ \"dose\": 1 }",
        DataSet = new DicomDataSetBuilder().Add(Tags.PatientName, "Müller^山田").Build(),
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_record_is_read_as_it_was_written()
    {
        var read = TransactionReader.Read(Written(Full));
        Assert.Equal(Full with { DataSet = null }, read with { DataSet = null });
        Assert.Equal("Müller^山田", read.DataSet?.GetString(Tags.PatientName));

        var web = new TransactionRecord { At = Full.At, Kind = TransactionKind.Administration, Status = 404 };
        Assert.Equal(web, TransactionReader.Read(Written(web)));
    }

    [Theory]
    [InlineData("at", null, "at is missing")]
    [InlineData("at", "\"noon\"", "at has a form")]
    [InlineData("at", "\"9999-12-31T23:59:59.9999Z\"", "at is missing")]
    [InlineData("kind", "\"Nothing\"", "kind is none of Server, Association")]
    [InlineData("type", null, "type is none of")]
    [InlineData("localAETitle", "\"A TITLE THAT IS TOO LONG\"", "localAETitle is not an AE title")]
    [InlineData("studyInstanceUid", "\"1..2\"", "studyInstanceUid is not a UID")]
    [InlineData("status", "\"WHAT\"", "status is not a status")]
    [InlineData("messageId", "65536", "messageId is not from 0 to 65535")]
    [InlineData("milliseconds", "-1", "milliseconds is not from 0")]
    [InlineData("bytes", "-1", "bytes is negative")]
    [InlineData("user", "\"a\\u0000\"", "user has a zero character")]
    [InlineData("dataSet", "{\"00100010\":7}", "dataSet cannot be read")]
    public void What_is_no_record_is_told(string field, string? value, string reason)
    {
        var json = JsonNode.Parse(Written(Full).GetRawText())!.AsObject();
        json.Remove(field);
        if (value is not null)
        {
            json.Add(field, JsonNode.Parse(value));
        }

        Assert.Contains(reason, Assert.Throws<FormatException>(() => TransactionReader.Read(JsonElement.Parse(json.ToJsonString()))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("null")]
    public void What_is_no_object_is_told(string json) => Assert.Throws<FormatException>(() => TransactionReader.Read(JsonElement.Parse(json)));

    [Fact]
    public void Text_that_the_log_would_cut_is_told() =>
        Assert.Contains("command has more than 64", Assert.Throws<FormatException>(() => TransactionReader.Read(Written(Full with { Command = new string('x', 65) }))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task What_is_there_is_passed_over_and_what_is_twice_is_added_once()
    {
        var log = new InMemoryTransactionLog();
        var other = Full with { CorrelationId = "4" };
        await log.AddAsync([Full with { DataSetLocation = "instance store" }], Cancellation);

        Assert.Equal(1, await TransactionImport.AddAsync(log, [Full, other, other], Cancellation));
        Assert.Equal(0, await TransactionImport.AddAsync(log, [other, Full with { At = Full.At.AddTicks(9) }], Cancellation)); // the log has milliseconds
        Assert.Equal(0, await TransactionImport.AddAsync(log, [], Cancellation));

        Assert.Equal(["3", "4"], log.Records.Select(record => record.CorrelationId));
        Assert.NotNull(log.Records[1].DataSet);
    }

    [Fact]
    public async Task Among_more_than_are_read_at_once_each_is_looked_for()
    {
        var log = new InMemoryTransactionLog();
        await log.AddAsync([.. Enumerable.Range(0, 6_000).Select(i => Full with { At = Full.At.AddMilliseconds(i), DataSet = null })], Cancellation);

        var added = await TransactionImport.AddAsync(
            log, [Full, Full with { At = Full.At.AddMilliseconds(5_999) }, Full with { At = Full.At.AddMilliseconds(5_999), MessageId = 1 }], Cancellation);

        Assert.Equal((1, 6_001), (added, log.Records.Count));
    }

    private static JsonElement Written(TransactionRecord record) => JsonSerializer.SerializeToElement(TransactionView.Of(new StoredTransaction(7, record)), TransactionJson.Default.TransactionView);
}
