using System.Buffers;
using System.Collections.Immutable;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Plugins.DicomWeb.Tests;

public sealed partial class StoreTests : IDisposable
{
    private const string Parts = "multipart/related; type=\"application/dicom\"; boundary=b", JsonParts = "multipart/related; type=\"application/dicom+json\"; boundary=b", Stored = "00081199", Failed = "00081198", Others = "0008119A", Reason = "00081197";
    private static readonly Uid SecondaryCapture = new("1.2.840.10008.5.1.4.1.1.7");
    private readonly InMemoryInstanceIntake _intake = new();
    private readonly StoreBuffers _buffers = new();
    private readonly TestPluginSettings<DicomWebSettings> _settings = new(new DicomWebSettings { ParallelStores = 1 });

    private readonly TestPluginContext _context = new("gantry.dicomweb");
    private readonly SpoolFolder _spools;

    public StoreTests()
    {
        _spools = new SpoolFolder(_context, _settings);
        _spools.Prepare();
    }

    public void Dispose()
    {
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_context.DataFolder, "spool")));
        _spools.Dispose();
        _buffers.Dispose();
        _context.Dispose();
    }

    [Fact]
    public async Task Instances_are_stored_with_the_bytes_that_came_and_told_with_their_URLs()
    {
        var (first, second) = (DataSet("2.25.1"), DataSet("2.25.2"));
        var (status, report) = await StoreAsync("studies", Parts, Body(File(first), File(second, TransferSyntax.ImplicitVRLittleEndian)));

        Assert.Equal(200, status);
        Assert.Equal(
            [("2.25.1", "2.25.10/series/2.25.100/instances/2.25.1"), ("2.25.2", "2.25.10/series/2.25.100/instances/2.25.2")],
            Items(report, Stored).Select(item => (Text(item, "00081155")!, Text(item, "00081190")![(WebFixture.Url.Length + "/studies/".Length)..])));
        Assert.Equal(WebFixture.Url + "/studies/2.25.10", Text(report, "00081190"));
        Assert.False(report.TryGetProperty(Failed, out _));
        var received = _intake.Server.Received;
        Assert.Equal(DataSetWriter.ToArray(first, TransferSyntax.ExplicitVRLittleEndian), received[0].DataSet.ToArray());
        Assert.Equal(DataSetWriter.ToArray(second, TransferSyntax.ImplicitVRLittleEndian), received[1].DataSet.ToArray());
        Assert.Equal((SecondaryCapture, TransferSyntax.ImplicitVRLittleEndian), (received[1].SopClass, received[1].TransferSyntax));
        Assert.Equal((2, 0), (_intake.Server.OpenedAssociations, _intake.Server.OpenAssociations)); // the second has the context that the first did not
    }

    [Fact]
    public async Task One_association_serves_all_of_a_kind_from_the_title_that_is_set()
    {
        _settings.Current = new DicomWebSettings { CallingAETitle = "WEB", ParallelStores = 1 };

        await StoreAsync("studies", Parts, Body([.. Enumerable.Range(1, 5).Select(number => File(DataSet($"2.25.{number}")))]));

        Assert.Equal((5, 1), (_intake.Server.Received.Count, _intake.Server.OpenedAssociations));
        Assert.Equal([new AETitle("WEB")], _intake.Server.Callers);
    }

    [Theory]
    [InlineData(0xB000, 0x0000, 202, 2, 0)] // coerced
    [InlineData(0x0111, 0x0000, 202, 1, 1)]
    [InlineData(0x0111, 0xC000, 409, 0, 2)]
    [InlineData(0xA700, 0xA700, 503, 0, 2)]
    [InlineData(0xA700, 0xC000, 409, 0, 2)]
    public async Task The_status_says_whether_all_some_or_none_were_stored(int first, int second, int expected, int stored, int failed)
    {
        _intake.Server.Answer = instance => new DimseStatus((ushort)(instance.Value == "2.25.1" ? first : second));

        var (status, report) = await StoreAsync("studies", Parts, Body(File(DataSet("2.25.1")), File(DataSet("2.25.2"))));

        Assert.Equal((expected, stored, failed), (status, Items(report, Stored).Count, Items(report, Failed).Count));
        if (first == 0xB000)
        {
            Assert.Equal("45056", Text(Items(report, Stored)[0], "00081196"));
        }
        else
        {
            Assert.Equal($"{first}", Text(Items(report, Failed)[0], Reason));
        }
    }

    [Fact]
    public async Task An_association_that_is_lost_costs_one_instance()
    {
        _intake.Server.Answer = instance => instance.Value == "2.25.2" ? throw new IOException("Gone.") : DimseStatus.Success;

        var (status, report) = await StoreAsync("studies", Parts, Body(File(DataSet("2.25.1")), File(DataSet("2.25.2")), File(DataSet("2.25.3"))));

        Assert.Equal((202, "272"), (status, Text(Assert.Single(Items(report, Failed)), Reason)));
        Assert.Equal(2, Items(report, Stored).Count);
    }

    [Fact]
    public async Task A_server_that_takes_no_association_or_not_the_class_says_so_for_each()
    {
        _intake.Server.OnOpen = () => throw new IOException("Rejected.");
        Assert.Equal(503, (await StoreAsync("studies", Parts, Body(File(DataSet("2.25.1"))))).Status);

        _intake.Server.OnOpen = () => { };
        _intake.Server.Accepts = (_, _) => false;
        var (status, report) = await StoreAsync("studies", Parts, Body(File(DataSet("2.25.1"))));

        Assert.Equal((409, "290"), (status, Text(Assert.Single(Items(report, Failed)), Reason)));
    }

    [Fact]
    public async Task An_instance_of_another_study_than_the_path_says_is_not_stored()
    {
        var (status, report) = await StoreAsync("studies/2.25.10", Parts, Body(File(DataSet("2.25.1")), File(DataSet("2.25.2", study: "2.25.20"))));

        Assert.Equal((202, "43264"), (status, Text(Assert.Single(Items(report, Failed)), Reason)));
        Assert.Equal("2.25.1", Assert.Single(_intake.Server.Received).SopInstance.Value);
    }

    [Fact]
    public async Task A_part_that_is_no_instance_is_told_and_the_next_one_is_stored()
    {
        var body = Encoding.Latin1.GetBytes("--b\r\nContent-Type: application/dicom\r\n\r\nno file at all, although it is long enough to be one\r\n--b\r\nContent-Type: text/plain\r\n\r\nx\r\n")
            .Concat(Body(File(DataSet("2.25.1")))).ToArray();

        var (status, report) = await StoreAsync("studies", Parts, body);

        Assert.Equal((202, 2, 1), (status, Items(report, Others).Count, Items(report, Stored).Count));
        Assert.All(Items(report, Others), other => Assert.Equal("49152", Text(other, Reason)));
    }

    [Fact]
    public async Task Several_are_under_way_at_a_time_and_told_in_the_order_of_the_body()
    {
        _settings.Current = new DicomWebSettings { ParallelStores = 3 };
        var (all, arrived) = (new TaskCompletionSource(), 0);
        _intake.Server.OnReceive = _ =>
        {
            if (Interlocked.Increment(ref arrived) == 3)
            {
                all.SetResult(); // none is answered before three are there
            }

            return all.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        };
        _intake.Server.Answer = instance => instance.Value == "2.25.3" ? DimseStatus.DuplicateSopInstance : DimseStatus.Success;

        var (status, report) = await StoreAsync("studies", Parts, Body([.. Enumerable.Range(1, 9).Select(number => File(DataSet($"2.25.{number}")))]));

        Assert.Equal(202, status);
        Assert.Equal([1, 2, 4, 5, 6, 7, 8, 9], Items(report, Stored).Select(item => int.Parse(Text(item, "00081155")![5..], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal("2.25.3", Text(Assert.Single(Items(report, Failed)), "00081155"));
        Assert.Equal((3, 0), (_intake.Server.OpenedAssociations, _intake.Server.OpenAssociations));
        Assert.All(_intake.Server.Received, received => Assert.Equal(DataSetWriter.ToArray(DataSet(received.SopInstance.Value), TransferSyntax.ExplicitVRLittleEndian), received.DataSet.ToArray()));
    }

    [Fact]
    public async Task The_same_instance_twice_is_stored_one_after_the_other()
    {
        _settings.Current = new DicomWebSettings { ParallelStores = 4 };
        var (here, most) = (0, 0);
        _intake.Server.OnReceive = async _ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref here));
            await Task.Delay(20, TestContext.Current.CancellationToken);
            Interlocked.Decrement(ref here);
        };

        var (status, report) = await StoreAsync("studies", Parts, Body([.. Enumerable.Repeat(File(DataSet("2.25.1")), 4)]));

        Assert.Equal((200, 4, 1), (status, Items(report, Stored).Count, most));
    }

    [Fact]
    public async Task A_long_instance_is_stored_while_it_comes_in_between_short_ones()
    {
        _settings.Current = new DicomWebSettings { ParallelStores = 4 };
        var large = DataSet("2.25.2").ToBuilder().Set(Tags.PixelData, [.. Enumerable.Repeat((byte)7, 3 * StoreBuffers.Longest)], Vr.OB).Build();

        var (status, report) = await StoreAsync("studies", Parts, Body(File(DataSet("2.25.1")), File(large), File(DataSet("2.25.3"))));

        Assert.Equal((200, 3), (status, Items(report, Stored).Count));
        var received = _intake.Server.Received.Single(received => received.SopInstance.Value == "2.25.2");
        Assert.Equal(DataSetWriter.ToArray(large, TransferSyntax.ExplicitVRLittleEndian), received.DataSet.ToArray());
    }

    [Fact]
    public async Task Where_the_server_takes_fewer_associations_they_serve_all()
    {
        _settings.Current = new DicomWebSettings { ParallelStores = 4 };
        var opened = 0;
        _intake.Server.OnOpen = () =>
        {
            if (Interlocked.Increment(ref opened) > 2)
            {
                throw new IOException("Rejected.");
            }
        };

        var (status, report) = await StoreAsync("studies", Parts, Body([.. Enumerable.Range(1, 20).Select(number => File(DataSet($"2.25.{number}")))]));

        Assert.Equal((200, 20), (status, Items(report, Stored).Count));
    }

    [Fact]
    public async Task A_transfer_syntax_that_is_not_taken_is_told_from_a_class_that_is_not()
    {
        _intake.Server.Accepts = (_, syntax) => syntax == TransferSyntax.ExplicitVRLittleEndian;

        var (status, report) = await StoreAsync("studies", Parts, Body(File(DataSet("2.25.1"), TransferSyntax.ImplicitVRLittleEndian)));

        Assert.Equal((409, "49442"), (status, Text(Assert.Single(Items(report, Failed)), Reason)));
    }

    [Fact]
    public async Task A_single_file_is_a_body_too()
    {
        var (status, report) = await StoreAsync("studies", "application/dicom", File(DataSet("2.25.1")));

        Assert.Equal((200, "2.25.1"), (status, Text(Assert.Single(Items(report, Stored)), "00081155")));
    }

    [Fact]
    public async Task What_is_before_a_malformed_part_is_stored_and_the_request_is_refused()
    {
        var body = Body(File(DataSet("2.25.1")), File(DataSet("2.25.2")));

        var response = await Handler.HandleAsync(Request("studies", Parts, body[..^30]), TestContext.Current.CancellationToken);

        Assert.Equal((400, "The body ends before its last boundary. 1 instances before that are stored."), (response.Status, response.Problem!.Detail));
    }

    [Fact]
    public async Task More_parts_than_the_setting_allows_are_refused()
    {
        _settings.Current = new DicomWebSettings { MaximumStoredParts = 2 };

        var response = await Handler.HandleAsync(
            Request("studies", Parts, Body(File(DataSet("2.25.1")), File(DataSet("2.25.2")), File(DataSet("2.25.3")))), TestContext.Current.CancellationToken);

        Assert.Equal((400, 2), (response.Status, _intake.Server.Received.Count));
    }

    [Theory]
    [InlineData("studies", "", 415)]
    [InlineData("studies", "text/plain", 415)]
    [InlineData("studies", "multipart/related; type=\"image/jpeg\"; boundary=b", 415)]
    [InlineData("studies", "multipart/related; type=\"application/dicom\"", 400)]
    [InlineData("studies", "multipart/related; type=\"application/dicom\"; boundary=\"\"", 400)]
    [InlineData("studies/x", Parts, 400)]
    [InlineData("studies", Parts, 400)] // no part
    public async Task A_request_that_means_nothing_is_refused(string path, string type, int status) =>
        Assert.Equal(status, (await Handler.HandleAsync(Request(path, type, "--b--"u8.ToArray()), TestContext.Current.CancellationToken)).Status);

    private StoreHandler Handler => new(_intake, _buffers, _spools, _settings, NullLoggerFactory.Instance);

    private async Task<(int Status, JsonElement Report)> StoreAsync(string path, string contentType, byte[] body)
    {
        var response = await Handler.HandleAsync(Request(path, contentType, body), TestContext.Current.CancellationToken);
        Assert.Equal("application/dicom+json", response.ContentType);
        using var document = JsonDocument.Parse(await WebFixture.BodyAsync(response));
        return (response.Status, document.RootElement.Clone());
    }

    private static WebRequest Request(string path, string contentType, byte[] body) => WebFixture.Request(path) with
    {
        Method = "POST",
        Headers = ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase).Add("Content-Type", contentType),
        Body = PipeReader.Create(Chunks.Of(body, 777)),
    };

    private static byte[] Body(params byte[][] files)
    {
        var written = new ArrayBufferWriter<byte>();
        var writer = new MultipartWriter(written, "b");
        foreach (var file in files)
        {
            writer.Begin("application/dicom", null);
            written.Write(file);
        }

        writer.End();
        return written.WrittenSpan.ToArray();
    }

    private static byte[] File(DicomDataSet dataSet, TransferSyntax? syntax = null)
    {
        var written = new ArrayBufferWriter<byte>();
        var stored = syntax ?? TransferSyntax.ExplicitVRLittleEndian;
        FileMetaInformation.Create(SecondaryCapture, new Uid(dataSet.GetString(Tags.SOPInstanceUID)!), stored).Write(written);
        written.Write(DataSetWriter.ToArray(dataSet, stored));
        return written.WrittenSpan.ToArray();
    }

    private static DicomDataSet DataSet(string instance, string study = "2.25.10") => new DicomDataSetBuilder()
        .Add(Tags.SOPClassUID, SecondaryCapture)
        .Add(Tags.SOPInstanceUID, instance)
        .Add(Tags.PatientID, "P1")
        .Add(Tags.StudyInstanceUID, study)
        .Add(Tags.SeriesInstanceUID, "2.25.100")
        .Add(Tags.PixelData, [.. Enumerable.Repeat((byte)'\n', 5_000)], Vr.OB)
        .Build();

    private static List<JsonElement> Items(JsonElement report, string tag) => report.TryGetProperty(tag, out var sequence) ? [.. sequence.GetProperty("Value").EnumerateArray()] : [];

    private static string? Text(JsonElement dataSet, string tag) => WebFixture.Value(dataSet, tag);
}
