using System.Globalization;

namespace Gantry.Dicom.Imaging.Tests;

/// <summary>Images with UDF: made by genisoimage, their UDF read by its structures alone, their ISO 9660 by xorriso.</summary>
public sealed class UdfImageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gantry-udf").FullName;
    private readonly string _medium;

    public UdfImageTests() => _medium = Directory.CreateDirectory(Path.Combine(_folder, "medium")).FullName;

    private string ImagePath => Path.Combine(_folder, "image.iso");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Both_file_systems_have_every_file_byte_by_byte()
    {
        SkipWithoutProgram();
        foreach (var number in Enumerable.Range(1, 60))
        {
            Put($"DICOM/PAT00001/STU00001/SER00001/IMG{number:00000}", number * 1_031);
        }

        Put("DICOMDIR", 2_048);
        Put("EMPTY.TXT", 0);
        Put("GANTRY/I0000001.JS", 100_001);
        using (var output = File.Create(ImagePath))
        {
            Assert.Equal(UdfImage.Write(_medium, "TEST_1", output, TestContext.Current.CancellationToken), output.Length);
        }

        var files = Directory.EnumerateFiles(_medium, "*", SearchOption.AllDirectories).ToDictionary(path => Path.GetRelativePath(_medium, path), File.ReadAllBytes);
        using var image = File.OpenRead(ImagePath);
        Assert.Superset(new HashSet<string> { "CD001", "BEA01", "NSR02", "TEA01" }, UdfReader.Recognition(image).ToHashSet());
        var udf = new UdfReader(image);
        Assert.Equal(files.Keys.Order(StringComparer.Ordinal), udf.Files.Keys.Order(StringComparer.Ordinal));
        Assert.All(files, file => Assert.Equal(file.Value, udf.Bytes(file.Key)));

        var copy = Path.Combine(_folder, "level1");
        Assert.SkipUnless(
            PeerPrograms.TryRun("xorriso", "-abort_on", "FAILURE", "-read_fs", "nojoliet", "-osirrox", "on", "-indev", ImagePath, "-extract", "/", copy), "xorriso is not installed.");
        Assert.All(files, file => Assert.Equal(file.Value, File.ReadAllBytes(Path.Combine(copy, file.Key))));
    }

    [Fact]
    public void A_file_that_ISO_9660_cannot_have_is_whole_in_UDF()
    {
        const long Length = (1L << 32) + 3_000;
        Assert.SkipUnless(
            long.TryParse(Environment.GetEnvironmentVariable("GANTRY_LARGE_BYTES"), CultureInfo.InvariantCulture, out var allowed) && allowed >= Length,
            "It moves 4 GiB: GANTRY_LARGE_BYTES says no number so large.");
        SkipWithoutProgram();
        Put("README.TXT", 12);
        using (var large = new FileStream(Path.Combine(_medium, "MOVIE"), FileMode.CreateNew))
        {
            large.Write("begin"u8);
            large.Position = Length - 3;
            large.Write("end"u8);
        }

        Assert.True(UdfImage.IsNeeded(_medium));
        using (var output = new SparseFile(ImagePath))
        {
            IsoImage.Write(_medium, "TEST_1", DateTimeOffset.UnixEpoch, output, TestContext.Current.CancellationToken);
        }

        using var image = File.OpenRead(ImagePath);
        var udf = new UdfReader(image);
        Assert.Equal(Length, udf.LengthOf("MOVIE"));
        Assert.Equal(File.ReadAllBytes(Path.Combine(_medium, "README.TXT")), udf.Bytes("README.TXT"));
        Assert.Equal("begin"u8.ToArray(), At(image, udf.Files["MOVIE"][0].Offset, 5));
        var (offset, length) = udf.Files["MOVIE"][^1];
        Assert.Equal("end"u8.ToArray(), At(image, offset + length - 3, 3));
    }

    [Fact]
    public void Where_the_program_is_not_installed_that_is_said()
    {
        var failure = Assert.Throws<IOException>(() => UdfImage.Write("no-such-program", _medium, "TEST_1", Stream.Null, TestContext.Current.CancellationToken));

        Assert.Contains("An image with UDF is needed", failure.Message, StringComparison.Ordinal);
        Assert.Contains("no-such-program", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_program_complains_of_is_told()
    {
        SkipWithoutProgram();

        var failure = Assert.Throws<IOException>(() => UdfImage.Write(Path.Combine(_folder, "absent"), "TEST_1", Stream.Null, TestContext.Current.CancellationToken));

        Assert.Contains("genisoimage ended with", failure.Message, StringComparison.Ordinal);
    }

    private static byte[] At(Stream image, long offset, int length)
    {
        var bytes = new byte[length];
        image.Position = offset;
        image.ReadExactly(bytes);
        return bytes;
    }

    private static void SkipWithoutProgram() => Assert.SkipUnless(PeerPrograms.TryRun(UdfImage.Program, "--version"), "genisoimage is not installed.");

    private void Put(string name, int length)
    {
        var path = Path.Combine(_medium, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))]);
    }

    /// <summary>A file whose long runs of zeros take no place on the disk.</summary>
    private sealed class SparseFile(string path) : FileStream(path, FileMode.CreateNew)
    {
        public override void Write(byte[] buffer, int offset, int count)
        {
            if (buffer.AsSpan(offset, count).ContainsAnyExcept((byte)0))
            {
                base.Write(buffer, offset, count);
            }
            else
            {
                Seek(count, SeekOrigin.Current);
            }
        }

        protected override void Dispose(bool disposing)
        {
            SetLength(Math.Max(Length, Position));
            base.Dispose(disposing);
        }
    }
}
