using System.Text;

namespace Gantry.Dicom.Imaging.Tests;

public sealed class IsoImageTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 11, 28, 4, 5, 6, TimeSpan.FromHours(1));
    private readonly string _folder = Directory.CreateTempSubdirectory("gantry-iso").FullName;
    private readonly string _medium;

    public IsoImageTests() => _medium = Directory.CreateDirectory(Path.Combine(_folder, "medium")).FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Descriptors_say_what_the_standard_asks_for()
    {
        Put("DICOMDIR", 10);
        var image = Image();

        Assert.Equal(0, image.Length % 2_048);
        foreach (var (sector, type) in ((int, byte)[])[(16, 1), (17, 2), (18, 255)])
        {
            Assert.Equal(type, image[sector * 2_048]);
            Assert.Equal("CD001", Encoding.ASCII.GetString(image, (sector * 2_048) + 1, 5));
        }

        Assert.Equal("TEST_1".PadRight(32), Encoding.ASCII.GetString(image, (16 * 2_048) + 40, 32));
        Assert.Equal(image.Length / 2_048, BitConverter.ToInt32(image, (16 * 2_048) + 80));
        Assert.Equal("2026112804050600", Encoding.ASCII.GetString(image, (16 * 2_048) + 813, 16));
        Assert.Equal(4, image[(16 * 2_048) + 829]);
    }

    [Fact]
    public void The_same_folder_gives_the_same_bytes()
    {
        Put("DICOM/PAT00001/IMG00001", 5_000);
        Put("INDEX.HTM", 0);
        Assert.Equal(Image(), Image());
    }

    [Fact]
    public void Other_programs_read_the_files_as_they_were()
    {
        foreach (var number in Enumerable.Range(1, 150)) // more than a sector of records
        {
            Put($"DICOM/PAT00001/STU00001/SER00001/IMG{number:00000}", number * 31);
        }

        Put("DICOMDIR", 2_048);
        Put("README.TXT", 1);
        Put("VIEWER/viewer with a long name.bundle.js", 4_097);
        Put("VIEWER/viewer with a long name.bundle.css", 7);
        Put("EMPTY.TXT", 0);
        var path = Path.Combine(_folder, "image.iso");
        File.WriteAllBytes(path, Image());

        foreach (var (tree, names) in ((string, string)[])[("joliet", "on"), ("level1", "off")])
        {
            var copy = Path.Combine(_folder, tree);
            Assert.SkipUnless(
                PeerPrograms.TryRun("xorriso", "-abort_on", "FAILURE", "-read_fs", names == "on" ? "any" : "nojoliet", "-osirrox", "on", "-indev", path, "-extract", "/", copy),
                "xorriso is not installed.");
            var files = Directory.EnumerateFiles(_medium, "*", SearchOption.AllDirectories).ToList();
            Assert.Equal(155, files.Count);
            Assert.Equal(155, Directory.EnumerateFiles(copy, "*", SearchOption.AllDirectories).Count());
            foreach (var file in files)
            {
                var name = Path.GetRelativePath(_medium, file);
                name = tree == "joliet" || !name.StartsWith("VIEWER", StringComparison.Ordinal) ? name : name.EndsWith(".js", StringComparison.Ordinal) ? "VIEWER/VIEWER_W.JS" : "VIEWER/VIEWER_W.CSS";
                Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(copy, name)));
            }
        }
    }

    [Fact]
    public void Names_that_become_the_same_are_told_apart()
    {
        var taken = new HashSet<string>();
        Assert.Equal("README.TXT", IsoNames.Unique("README.TXT", isFolder: false, taken));
        Assert.Equal("README_1.TXT", IsoNames.Unique("readme.txt", isFolder: false, taken));
        Assert.Equal("A_LONG_N.HTM", IsoNames.Unique("a long name.html", isFolder: false, taken));
        Assert.Equal("A_LONG_1.HTM", IsoNames.Unique("a long name too.html", isFolder: false, taken));
        Assert.Equal("DICOMDIR.", IsoNames.Unique("DICOMDIR", isFolder: false, taken));
        Assert.Equal("_.GIT", IsoNames.Unique(".git", isFolder: false, taken));
    }

    [Fact]
    public void What_a_disc_cannot_have_is_refused_with_its_name()
    {
        File.CreateSymbolicLink(Path.Combine(_medium, "LINK"), "/etc/hostname");
        Assert.Contains("LINK is a link", Assert.Throws<IOException>(() => Image()).Message, StringComparison.Ordinal);
        File.Delete(Path.Combine(_medium, "LINK"));

        Put("A/B/C/D/E/F/G/H/FILE", 1);
        Assert.Contains("8 folders deep", Assert.Throws<IOException>(() => Image()).Message, StringComparison.Ordinal);
        Directory.Delete(Path.Combine(_medium, "A"), recursive: true);

        Put("WHAT?", 1);
        Assert.Contains("WHAT? cannot be a name", Assert.Throws<IOException>(() => Image()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TEST 1")]
    [InlineData("small")]
    [InlineData("LONGER_THAN_16_CHARACTERS")]
    public void Volumes_have_names_that_both_trees_bear(string volume) => Assert.Throws<ArgumentException>(() => IsoImage.Write(_medium, volume, At, Stream.Null, TestContext.Current.CancellationToken));

    [Fact]
    public void Written_in_pieces_it_is_the_same_and_every_byte_is_told_of()
    {
        const int Piece = 1 << 17;
        foreach (var (index, length) in ((int[])[0, 1, 2_047, 2_048, 2_049, Piece - 1, Piece, Piece + 1, (3 * Piece) + 5_000, 7 * Piece, 10]).Index())
        {
            Put($"DICOM/FILE{index}", length);
        }

        foreach (var number in Enumerable.Range(1, 500)) // folders of more than a piece
        {
            Put($"MANY/a file whose name is not at all of eight and three characters {number:00000}"[..60] + number, number % 3);
        }

        var (path, told) = (Path.Combine(_folder, "image.iso"), 0L);
        using (var output = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            var length = IsoImage.WriteFile(_medium, "TEST_1", At, output, bytes => Interlocked.Add(ref told, bytes), TestContext.Current.CancellationToken);
            Assert.Equal((RandomAccess.GetLength(output), told), (length, length));
        }

        Assert.Equal(Image(), File.ReadAllBytes(path));
    }

    [Fact]
    public void What_changes_while_pieces_are_written_ends_it_with_its_name()
    {
        Put("A", 1 << 20);
        Put("B", 1 << 20);
        var last = Path.Combine(_medium, "B");
        using var output = File.OpenHandle(Path.Combine(_folder, "image.iso"), FileMode.CreateNew, FileAccess.Write, FileShare.None);

        var failure = Assert.Throws<IOException>(() => IsoImage.WriteFile(_medium, "TEST_1", At, output, _ => File.AppendAllText(last, "."), TestContext.Current.CancellationToken));

        Assert.Contains("B", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pieces_end_when_they_are_told_to()
    {
        Put("A", 1 << 20);
        using var ending = new CancellationTokenSource();
        using var output = File.OpenHandle(Path.Combine(_folder, "image.iso"), FileMode.CreateNew, FileAccess.Write, FileShare.None);

        Assert.ThrowsAny<OperationCanceledException>(() => IsoImage.WriteFile(_medium, "TEST_1", At, output, _ => ending.Cancel(), ending.Token));
        Assert.Equal("full", Assert.Throws<IOException>(() => IsoImage.WriteFile(_medium, "TEST_1", At, output, _ => throw new IOException("full"), TestContext.Current.CancellationToken)).Message);
    }

    private void Put(string name, int length)
    {
        var path = Path.Combine(_medium, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))]);
    }

    private byte[] Image()
    {
        using var output = new MemoryStream();
        Assert.Equal(IsoImage.Write(_medium, "TEST_1", At, output, TestContext.Current.CancellationToken), output.Length);
        return output.ToArray();
    }
}
