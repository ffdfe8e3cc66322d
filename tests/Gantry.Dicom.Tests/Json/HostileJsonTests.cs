using System.Text;

namespace Gantry.Dicom.Tests;

public class HostileJsonTests
{
    [Theory]
    [InlineData("", "malformed")]
    [InlineData("{", "malformed")]
    [InlineData("{}{}", "malformed")]
    [InlineData("nonsense", "malformed")]
    [InlineData("[]", "no data set")]
    [InlineData("[{},{}]", "more than one")]
    [InlineData("5", "no object")]
    [InlineData("[[{}]]", "no object")]
    [InlineData("""{"PatientID":{"vr":"LO"}}""", "hexadecimal")]
    [InlineData("""{"FFFEE000":{"vr":"LO"}}""", "hexadecimal")]
    [InlineData("""{"00100020":"ID"}""", "not an object")]
    [InlineData("""{"00100020":{"Value":["ID"]}}""", "no VR")]
    [InlineData("""{"00100020":{"vr":"XX"}}""", "standard's")]
    [InlineData("""{"00100020":{"vr":5}}""", "not a string")]
    [InlineData("""{"00100020":{"vr":"LO","vr":"SH"}}""", "VR is there twice")]
    [InlineData("""{"00100020":{"vr":"LO"},"00100020":{"vr":"LO"}}""", "element is there twice")]
    [InlineData("""{"00100020":{"vr":"LO","Value":["A"],"Value":["B"]}}""", "more than one of")]
    [InlineData("""{"00091001":{"vr":"OB","InlineBinary":"AQ==","BulkDataURI":"x"}}""", "more than one of")]
    [InlineData("""{"00100020":{"vr":"LO","Value":"ID"}}""", "not an array")]
    [InlineData("""{"00100020":{"vr":"LO","Value":[5]}}""", "not a string")]
    [InlineData("""{"00100020":{"vr":"LO","Value":["\ud800"]}}""", "Unicode")]
    [InlineData("""{"00100020":{"vr":"LO","InlineBinary":"AQ=="}}""", "no InlineBinary")]
    [InlineData("""{"00100040":{"vr":"CS","Value":["無"]}}""", "cannot hold")]
    [InlineData("""{"00102160":{"vr":"UT","Value":["a","b"]}}""", "one value")]
    [InlineData("""{"00100010":{"vr":"PN","Value":[{"Alphabetic":"A=B"}]}}""", "delimiter")]
    [InlineData("""{"00100010":{"vr":"PN","Value":[{"Alphabetic":"A","Alphabetic":"B"}]}}""", "twice")]
    [InlineData("""{"00280010":{"vr":"US","Value":[65536]}}""", "can hold")]
    [InlineData("""{"00280010":{"vr":"US","Value":[-1]}}""", "can hold")]
    [InlineData("""{"00280010":{"vr":"US","Value":[1.5]}}""", "can hold")]
    [InlineData("""{"00280010":{"vr":"US","Value":[1,null]}}""", "empty among")]
    [InlineData("""{"00280010":{"vr":"US","Value":[true]}}""", "not a number")]
    [InlineData("""{"00280010":{"vr":"US","Value":[{}]}}""", "not a number")]
    [InlineData("""{"00189074":{"vr":"FD","Value":[1e999]}}""", "can hold")]
    [InlineData("""{"00280009":{"vr":"AT","Value":["0018106"]}}""", "can hold")]
    [InlineData("""{"00081140":{"vr":"SQ","Value":["x"]}}""", "not an object")]
    [InlineData("""{"00081140":{"vr":"SQ","BulkDataURI":"x"}}""", "no BulkDataURI")]
    [InlineData("""{"00091001":{"vr":"OB","InlineBinary":"A"}}""", "base64")]
    [InlineData("""{"00091001":{"vr":"OB","Value":[1]}}""", "not Value")]
    public void What_is_not_a_data_set_is_refused_with_a_reason(string json, string reason)
    {
        var exception = Assert.Throws<DicomEncodingException>(() => DicomJsonReader.Read(Encoding.UTF8.GetBytes(json)));
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_is_not_utf8_is_refused() => Assert.Throws<DicomEncodingException>(() =>
        DicomJsonReader.Read(Encoding.Latin1.GetBytes("{\"00100020\":{\"vr\":\"LO\",\"Value\":[\"\u00C4\"]}}")));

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(1_000_000, false)]
    public async Task Nesting_has_a_limit(int depth, bool isRead)
    {
        var json = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("""{"00081140":{"vr":"SQ","Value":[""", depth)) + "{}" + string.Concat(Enumerable.Repeat("]}}", depth)));
        using var stream = new MemoryStream(json);
        var exception = Record.Exception(() => DicomJsonReader.Read(json));
        var streamed = await Record.ExceptionAsync(async () => await DicomJsonReader.ReadAsync(stream, null, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));

        if (isRead)
        {
            Assert.Equal((null, null), (exception, streamed));
        }
        else
        {
            Assert.Contains("nested", Assert.IsType<DicomEncodingException>(exception).Message, StringComparison.Ordinal);
            Assert.IsType<DicomEncodingException>(streamed);
        }
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    public void Nesting_that_is_no_data_set_has_the_same_limit(string opening) =>
        Assert.Throws<DicomEncodingException>(() => DicomJsonReader.Read(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(opening, 1_000_000)))));

    [Fact]
    public async Task A_token_that_never_ends_is_refused_at_the_limit_and_costs_no_more_than_its_bytes()
    {
        using var stream = new EndlessStream("{\"00091001\":{\"vr\":\"OB\",\"InlineBinary\":\""u8.ToArray());
        var options = new DicomJsonReaderOptions { MaximumBytes = 32 << 20 };

        var exception = await Assert.ThrowsAsync<DicomEncodingException>(async () => await DicomJsonReader.ReadAsync(stream, options, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
        Assert.Contains("limit", exception.Message, StringComparison.Ordinal);
        Assert.True(stream.Given < 40 << 20, $"{stream.Given} bytes were read.");
    }

    [Fact]
    public void Empty_items_and_elements_cost_in_proportion_to_their_bytes()
    {
        var json = Encoding.UTF8.GetBytes("""{"00081140":{"vr":"SQ","Value":[""" + string.Join(',', Enumerable.Repeat("{}", 500_000)) + "]}}");
        var before = GC.GetAllocatedBytesForCurrentThread();
        var dataSet = DicomJsonReader.Read(json);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(500_000, dataSet.GetItems(Tags.ReferencedImageSequence).Length);
        Assert.True(allocated < 16 * json.Length, $"{allocated} bytes for {json.Length}.");
    }

    [Fact]
    public void However_a_data_set_is_damaged_it_is_read_or_refused_but_nothing_else()
    {
        var json = Encoding.UTF8.GetBytes("""
            [{"00080005":{"vr":"CS","Value":["ISO_IR 192"]},"00081140":{"vr":"SQ","Value":[{"00081155":{"vr":"UI","Value":["2.25.2",null]}},{}]},
            "00100010":{"vr":"PN","Value":[{"Alphabetic":"ANON^ONE","Ideographic":"無名"}]},"00280010":{"vr":"US","Value":[512]},
            "00280030":{"vr":"DS","Value":[0.50,"+1.5"]},"00091001":{"vr":"FD","Value":[1.5,"NaN"]},"7FE00010":{"vr":"OB","InlineBinary":"/v8A4AAAAAA="}}]
            """);
        DicomJsonReader.Read(json);
        var random = new Random(11);
        for (var round = 0; round < 20_000; round++)
        {
            var damaged = round < json.Length ? json[..round] : (byte[])json.Clone();
            for (var i = 0; i < round % 4 && damaged.Length > 0; i++)
            {
                damaged[random.Next(damaged.Length)] = random.Next(2) == 0 ? (byte)random.Next(256) : json[random.Next(json.Length)];
            }

            var exception = Record.Exception(() => DicomJsonReader.Read(damaged));
            Assert.True(exception is null or DicomEncodingException, $"{exception} of {Encoding.Latin1.GetString(damaged)}");
        }
    }

    private sealed class EndlessStream(byte[] start) : MemoryStream
    {
        public long Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'A');
            if (Given == 0)
            {
                start.CopyTo(buffer);
            }

            Given += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
