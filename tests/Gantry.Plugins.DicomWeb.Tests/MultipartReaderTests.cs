using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace Gantry.Plugins.DicomWeb.Tests;

public class MultipartReaderTests
{
    [Theory]
    [InlineData("--b\r\nContent-Type: a\r\n\r\none\r\n--b\r\nContent-Type: c\r\n\r\ntwo\r\n--b--\r\n", "a:one|c:two")]
    [InlineData("--b\nContent-Type: a\n\none\n--b\nContent-Type: c\n\ntwo\n--b--", "a:one|c:two")] // LF alone
    [InlineData("preamble\r\n--b\r\n\r\none\r\n--b--\r\nepilogue", ":one")]
    [InlineData("\r\n--b\r\n\r\none\r\n--b--", ":one")]
    [InlineData("--b \t\r\n\r\none\r\n--b--", ":one")] // padding
    [InlineData("--b\r\n\r\n\r\n--b--", ":")] // empty
    [InlineData("--b\r\nContent-Type: a\r\n\r\n--b\r\n\r\nx\r\n--b--", "a:|:x")] // empty, and the line without content is the boundary's
    [InlineData("--b\r\n\r\n--\r\n-b\r\n\n--\r--bb\r\n--b--", ":--\r\n-b\r\n\n--\r--bb")] // what is nearly one
    [InlineData("--b\r\n\r\n\r\r\n--b--", ":\r")]
    [InlineData("--b\r\ncontent-type:a\r\nContent-Type:c\r\nX: \r\n\r\n1\r\n--b--", "c:1")]
    [InlineData("--b--", "")]
    public async Task Its_parts_are_read_however_the_bytes_come(string body, string expected)
    {
        for (var size = 1; size <= body.Length; size = size < 12 ? size + 1 : size * 2)
        {
            Assert.Equal(expected, await ReadAsync(body, size, readsAll: true));
            await ReadAsync(body, size, readsAll: false);
        }
    }

    [Theory]
    [InlineData("", "The body ends before its last boundary.")]
    [InlineData("--", "The body ends before its last boundary.")]
    [InlineData("--b\r\n\r\none", "The body ends before its last boundary.")]
    [InlineData("--b\r\n\r\none\r\n--", "The body ends before its last boundary.")]
    [InlineData("--b\r\nContent-Type: a", "The body ends within the header of a part.")]
    [InlineData("--b\r\nnothing\r\n\r\n\r\n--b--", "A line of the header of a part is no header field.")]
    [InlineData("--b\r\nA: b\r\n folded\r\n\r\n--b--", "A line of the header of a part is no header field.")]
    [InlineData("--bx\r\n\r\none\r\n--b--", "A boundary is followed by something else on its line.")]
    public async Task What_is_malformed_is_told(string body, string message)
    {
        for (var size = 1; size <= body.Length + 1; size++)
        {
            Assert.Equal(message, (await Assert.ThrowsAsync<MultipartException>(() => ReadAsync(body, size, readsAll: size % 2 == 0))).Message);
        }
    }

    [Fact]
    public async Task What_has_no_end_has_one()
    {
        Assert.StartsWith("The boundary is not in the first", await ThrownAsync(new string('x', 100_000)));
        Assert.StartsWith("A boundary is longer", await ThrownAsync("--b" + new string(' ', 1_000)));
        Assert.StartsWith("The header of a part is longer", await ThrownAsync("--b\r\nX: " + new string('x', 100_000)));
        Assert.StartsWith("The header of a part is longer", await ThrownAsync("--b\r\n" + string.Concat(Enumerable.Repeat("A: b\r\n", 100_000))));
    }

    [Fact]
    public async Task What_was_written_is_read_whatever_bytes_it_has()
    {
        var random = new Random(11);
        for (var i = 0; i < 400; i++)
        {
            var parts = Enumerable.Range(0, random.Next(1, 5)).Select(_ => Alike(random)).ToList();
            var written = new ArrayBufferWriter<byte>();
            var writer = new MultipartWriter(written, "boundary");
            foreach (var part in parts)
            {
                writer.Begin("application/dicom", "here");
                written.Write(part);
            }

            writer.End();
            var reader = new MultipartReader(PipeReader.Create(Chunks.Of(written.WrittenMemory, random.Next(1, 70))), "boundary");
            foreach (var part in parts)
            {
                var read = await reader.NextAsync(TestContext.Current.CancellationToken);
                Assert.Equal(("application/dicom", "here"), (read!.Header("content-type"), read.Header("Content-Location")));
                Assert.Equal(part, await BytesAsync(read.Content));
            }

            Assert.Null(await reader.NextAsync(TestContext.Current.CancellationToken));
            Assert.Null(await reader.NextAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Whatever_is_sent_is_read_or_told_to_be_malformed()
    {
        var random = new Random(12);
        string[] pieces = ["--b", "--b--", "\r\n", "\n", "\r", "-", "A: b", ":", " ", "x", "\r\n--b\r\n", "\r\n\r\n"];
        var malformed = 0;
        for (var i = 0; i < 5_000; i++)
        {
            var body = string.Concat(Enumerable.Range(0, random.Next(1, 16)).Select(_ => pieces[random.Next(pieces.Length)]));
            try
            {
                await ReadAsync(body, random.Next(1, 20), readsAll: random.Next(2) == 0);
            }
            catch (MultipartException)
            {
                malformed++;
            }
        }

        Assert.InRange(malformed, 1, 4_999);
    }

    [Theory]
    [InlineData("b", true)]
    [InlineData("a'()+_,-./:=? b", true)]
    [InlineData("", false)]
    [InlineData("b ", false)]
    [InlineData("ä", false)]
    [InlineData("a\nb", false)]
    public void A_boundary_is_of_visible_characters(string text, bool isOne) => Assert.Equal(isOne, MultipartReader.IsBoundary(text));

    // Bytes that look like a boundary more often than chance would have it, and never are one.
    private static byte[] Alike(Random random)
    {
        byte[][] pieces = ["\r"u8.ToArray(), "\n"u8.ToArray(), "\r\n--"u8.ToArray(), "\r\n--boundar"u8.ToArray(), [0, 255], "y"u8.ToArray()];
        var bytes = Enumerable.Range(0, random.Next(60)).SelectMany(_ => pieces[random.Next(pieces.Length)]).ToArray();
        return bytes.AsSpan().IndexOf("\n--boundary"u8) < 0 ? bytes : [];
    }

    private static async Task<string> ThrownAsync(string body) => (await Assert.ThrowsAsync<MultipartException>(() => ReadAsync(body, 4_096, readsAll: true))).Message;

    private static async Task<string> ReadAsync(string body, int size, bool readsAll)
    {
        var reader = new MultipartReader(PipeReader.Create(Chunks.Of(Encoding.Latin1.GetBytes(body), size)), "b");
        var parts = new List<string>();
        while (await reader.NextAsync(TestContext.Current.CancellationToken) is { } part)
        {
            parts.Add($"{part.Header("Content-Type")}:{(readsAll ? Encoding.Latin1.GetString(await BytesAsync(part.Content)) : "")}");
        }

        return string.Join('|', parts);
    }

    private static async Task<byte[]> BytesAsync(PipeReader content)
    {
        var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        return bytes.ToArray();
    }
}
