using System.Buffers;
using System.Text;
using Gantry.Dicom;

namespace Gantry.Plugins.DicomWeb.Tests;

/// <summary>Instances as DICOM JSON, with their bulk data in other parts.</summary>
public sealed partial class StoreTests
{
    [Fact]
    public async Task Instances_as_JSON_are_stored_with_the_bulk_data_of_other_parts()
    {
        _settings.Current = new DicomWebSettings { ParallelStores = 4 };
        DicomDataSet[] whole = [Composed("2.25.1", [1, 2, 3, 4, 5, 6]), Composed("2.25.2", Enumerable.Range(0, 300_001).Select(number => (byte)number).ToArray())];
        var body = JsonBody(whole);

        var (status, report) = await StoreAsync("studies/2.25.10", JsonParts, body);

        Assert.Equal((200, 2), (status, Items(report, Stored).Count));
        foreach (var dataSet in whole)
        {
            var received = _intake.Server.Received.Single(received => received.SopInstance.Value == dataSet.GetString(Tags.SOPInstanceUID));
            Assert.Equal((SecondaryCapture, TransferSyntax.ExplicitVRLittleEndian), (received.SopClass, received.TransferSyntax));
            Assert.Equal(DataSetWriter.ToArray(dataSet, TransferSyntax.ExplicitVRLittleEndian), received.DataSet.ToArray());
        }
    }

    [Theory]
    [InlineData("file:///etc/passwd", "7FE00010")]
    [InlineData("http://169.254.169.254/latest", "7FE00010")]
    [InlineData("bulk/2.25.2", "7FE00010")] // of no part
    public async Task Bulk_data_come_from_parts_of_the_request_and_from_nowhere_else(string uri, string tag)
    {
        var json = $$"""[{"00080016":{"vr":"UI","Value":["{{SecondaryCapture}}"]},"00080018":{"vr":"UI","Value":["2.25.1"]},"0020000D":{"vr":"UI","Value":["2.25.10"]},"{{tag}}":{"vr":"OW","BulkDataURI":"{{uri}}"} }]""";

        var (status, report) = await StoreAsync("studies", JsonParts, Encoding.ASCII.GetBytes($"--b\r\nContent-Type: application/dicom+json\r\n\r\n{json}\r\n--b--"));

        Assert.Equal((409, "49152"), (status, Text(Assert.Single(Items(report, Failed)), Reason)));
        Assert.Empty(_intake.Server.Received);
    }

    [Theory]
    [InlineData("[{\"00080018\":", "is none of DICOM")]
    [InlineData("nonsense", "is none of DICOM")]
    public async Task JSON_that_is_malformed_is_refused(string json, string words)
    {
        var response = await Handler.HandleAsync(
            Request("studies", JsonParts, Encoding.ASCII.GetBytes($"--b\r\nContent-Type: application/dicom+json\r\n\r\n{json}\r\n--b--")), TestContext.Current.CancellationToken);

        Assert.Equal(400, response.Status);
        Assert.Contains(words, response.Problem!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JSON_that_is_too_deep_or_too_long_and_bulk_data_without_a_name_are_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("[{\"00081140\":{\"vr\":\"SQ\",\"Value\":", 100_000));
        var bulk = "--b\r\nContent-Type: application/octet-stream\r\n\r\nxx\r\n--b--";
        foreach (var body in new[] { $"--b\r\nContent-Type: application/dicom+json\r\n\r\n{deep}\r\n--b--", $"--b\r\nContent-Type: application/dicom+json\r\n\r\n[{new string(' ', JsonBundle.LongestJson)}]\r\n--b--", bulk })
        {
            Assert.Equal(400, (await Handler.HandleAsync(Request("studies", JsonParts, Encoding.ASCII.GetBytes(body)), TestContext.Current.CancellationToken)).Status);
        }

        _settings.Current = new DicomWebSettings { MaximumSpoolMegabytes = 1 };
        var long_ = $"--b\r\nContent-Type: application/octet-stream\r\nContent-Location: x\r\n\r\n{new string('x', 1_000_001)}\r\n--b--";
        Assert.Equal(400, (await Handler.HandleAsync(Request("studies", JsonParts, Encoding.ASCII.GetBytes(long_)), TestContext.Current.CancellationToken)).Status);
    }

    [Fact]
    public async Task Whatever_is_sent_as_JSON_is_stored_or_told()
    {
        var (body, random) = (JsonBody([Composed("2.25.1", [1, 2, 3, 4])]), new Random(7));
        for (var round = 0; round < 2_000; round++)
        {
            var bytes = body.ToArray();
            for (var i = random.Next(1, 6); i > 0; i--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var response = await Handler.HandleAsync(Request("studies", JsonParts, bytes), TestContext.Current.CancellationToken);
            Assert.Contains(response.Status, new[] { 200, 202, 400, 409 });
        }
    }

    private static DicomDataSet Composed(string instance, byte[] pixels) => DataSet(instance).ToBuilder()
        .Set(Tags.SpecificCharacterSet, "ISO_IR 192").Set(Tags.PatientName, "ANON^Zwölf").Set(Tags.PixelData, pixels, Vr.OW).Set(Tags.DataSetTrailingPadding, new byte[] { 0, 0 }, Vr.OB).Build();

    // The data sets in one part, the pixels of each in one of its own.
    private static byte[] JsonBody(DicomDataSet[] dataSets)
    {
        var written = new ArrayBufferWriter<byte>();
        var writer = new MultipartWriter(written, "b");
        writer.Begin("application/dicom+json", null);
        written.Write("["u8);
        foreach (var (index, dataSet) in dataSets.Index())
        {
            written.Write(index == 0 ? ""u8 : ","u8);
            written.Write(DicomJsonWriter.ToArray(dataSet, new DicomJsonWriterOptions
            {
                BulkDataMinimumBytes = 1,
                BulkData = element => element.Element.Tag == Tags.PixelData ? BulkDataPlacement.At($"bulk/{dataSet.GetString(Tags.SOPInstanceUID)}") : BulkDataPlacement.Inline,
            }));
        }

        written.Write("]"u8);
        foreach (var dataSet in dataSets)
        {
            writer.Begin("application/octet-stream", $"bulk/{dataSet.GetString(Tags.SOPInstanceUID)}");
            written.Write(dataSet.GetBytes(Tags.PixelData).Span);
        }

        writer.End();
        return written.WrittenSpan.ToArray();
    }
}
