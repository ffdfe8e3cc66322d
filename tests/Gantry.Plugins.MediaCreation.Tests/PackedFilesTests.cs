using System.Security.Cryptography;
using System.Text;

namespace Gantry.Plugins.MediaCreation.Tests;

/// <summary>A medium's files as scripts: what a browser makes of them is seen by the tests of the front end.</summary>
public sealed class PackedFilesTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("gantry-media-").FullName;

    public PackedFilesTests()
    {
        Directory.CreateDirectory(Path.Combine(_root, "DICOM", "PAT1"));
        File.WriteAllText(Path.Combine(_root, "DICOMDIR"), "directory");
        File.WriteAllBytes(Path.Combine(_root, "DICOM", "PAT1", "IMG1"), [.. Enumerable.Range(0, 256).Select(value => (byte)value)]);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("", "")]
    [InlineData("plain {} \n", "plain {} \n")]
    [InlineData("a`b", "a\\`b")]
    [InlineData("\\", "\\\\")]
    [InlineData("${x}$", "\\${x}\\$")]
    [InlineData("\r\n\r", "\\r\n\\r")]
    public void What_would_mean_something_in_a_template_literal_is_marked(string bytes, string expected)
    {
        var output = new byte[2 * bytes.Length];

        var count = PackedScript.Escape(Encoding.Latin1.GetBytes(bytes), output);

        Assert.Equal(expected, Encoding.Latin1.GetString(output, 0, count));
    }

    [Fact]
    public void Each_file_becomes_a_script_and_the_first_script_says_which()
    {
        var digests = PackedFiles.Write(_root, 100_000, TestContext.Current.CancellationToken);

        Assert.NotNull(digests);
        Assert.Equal(2, digests.Count);
        Assert.All(digests, script => Assert.Equal(SHA256.HashData(File.ReadAllBytes(script.Key)), script.Value));

        Assert.Equal(
            "gantryDisc.index({\"version\":1,\"files\":{\"DICOM/PAT1/IMG1\":\"I0000001\",\"DICOMDIR\":\"I0000000\"}})\n",
            File.ReadAllText(Path.Combine(_root, "GANTRY", "DISC.JS")));
        Assert.Equal("gantryDisc.file(\"I0000000\", `directory`)\n", File.ReadAllText(Path.Combine(_root, "GANTRY", "I0000000.JS")));
        var script = File.ReadAllBytes(Path.Combine(_root, "GANTRY", "I0000001.JS"));
        Assert.Equal("gantryDisc.file(\"I0000001\", `".Length + 256 + 4 + 3, script.Length);
        Assert.Contains((byte)0xFF, script);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5_119)] // a sector for each of the two, and their entries; the script of one is longer than its file
    public void Nothing_is_packed_where_there_is_no_place(long place)
    {
        Assert.Null(PackedFiles.Write(_root, place, TestContext.Current.CancellationToken));
        Assert.False(Directory.Exists(Path.Combine(_root, "GANTRY")));
    }

    [Fact]
    public void What_was_begun_is_removed_where_the_scripts_are_longer_than_the_place()
    {
        File.WriteAllBytes(Path.Combine(_root, "DICOM", "PAT1", "IMG2"), [.. Enumerable.Repeat((byte)'`', 2_048)]);

        Assert.Null(PackedFiles.Write(_root, 3 * (2_048 + 512), TestContext.Current.CancellationToken));
        Assert.False(Directory.Exists(Path.Combine(_root, "GANTRY")));
    }
}
