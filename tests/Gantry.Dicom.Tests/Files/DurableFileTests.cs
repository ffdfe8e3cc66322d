namespace Gantry.Dicom.Tests.Files;

public sealed class DurableFileTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("gantry-durable-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void What_is_in_the_buffer_is_written_first()
    {
        var path = Path.Combine(_root, "note");
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 4096);
        file.WriteByte(7);

        DurableFile.Flush(file);

        Assert.Equal(1, new FileInfo(path).Length);
    }

    [Fact]
    public void A_file_takes_the_place_of_the_one_before()
    {
        var (from, to) = (Path.Combine(_root, "new"), Path.Combine(_root, "note"));
        File.WriteAllText(from, "new");
        File.WriteAllText(to, "old");

        DurableFile.Move(from, to);

        Assert.Equal("new", File.ReadAllText(to));
        Assert.False(File.Exists(from));
        Assert.Throws<FileNotFoundException>(() => DurableFile.Move(from, to));
    }

    [Fact]
    public void Folders_are_made_down_to_the_last_and_may_be_there()
    {
        var path = Path.Combine(_root, "a", "b", "c");

        DurableFile.CreateFolder(path);
        DurableFile.CreateFolder(path);

        Assert.True(Directory.Exists(path));
    }

    [Fact]
    public void What_cannot_be_flushed_at_all_is_only_written()
    {
        Assert.SkipUnless(File.Exists("/dev/null"), "There is no /dev/null.");
        using var file = new FileStream("/dev/null", FileMode.Open, FileAccess.Write);
        file.WriteByte(7);

        DurableFile.Flush(file); // EINVAL
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems do as .NET does.");
        Assert.StartsWith("fsync of the file: ", Assert.Throws<IOException>(() => DurableFile.Flush(file, isStrict: true)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_no_success()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Folders are flushed on Linux alone.");
        DurableFile.FlushFolder(_root, isStrict: true);

        Assert.Throws<DirectoryNotFoundException>(() => DurableFile.FlushFolder(Path.Combine(_root, "none")));
    }

    [Fact]
    public void A_file_that_is_closed_is_no_success()
    {
        var file = File.OpenHandle(Path.Combine(_root, "note"), FileMode.CreateNew, FileAccess.Write);
        file.Dispose();

        Assert.Throws<ObjectDisposedException>(() => DurableFile.Flush(file));
    }
}
