using Gantry.Dicom;

namespace Gantry.Interop.Tests;

/// <summary>A disc that Gantry has made, read by programs of others: they find on it by its DICOMDIR what was stored, and no fault.</summary>
[Collection(nameof(WithMediaHost))]
public sealed class DiscReaderTests(MediaHost host) : IDisposable
{
    // PixelMed's programs show or send; its library is asked.
    private const string PixelMedReader = """
        import com.pixelmed.dicom.*;
        import java.io.File;

        public class Reader {
            public static void main(String[] arguments) throws Exception {
                AttributeList directory = new AttributeList();
                directory.read(new File(arguments[0], "DICOMDIR"));
                for (Object file : new DicomDirectory(directory).findAllContainedReferencedFileNames(arguments[0])) {
                    AttributeList instance = new AttributeList();
                    instance.read(new File((String) file));
                    System.out.println("found " + Attribute.getSingleStringValueOrEmptyString(instance, TagFromName.SOPInstanceUID));
                }
            }
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Dcmtk_reads_the_directory_and_makes_the_same_records_of_the_files()
    {
        var (dcmdump, dcmmkdir) = (Programs.FindOrSkip("dcmdump", "dcmtk"), Programs.FindOrSkip("dcmmkdir", "dcmtk"));
        var (disc, theirs) = (await host.DiscAsync(), _folder.File("theirs"));
        Assert.DoesNotContain((await Programs.RunAsync(dcmdump, [Path.Combine(disc, "DICOMDIR")])).Succeeded().Lines, IsFault);

        (await Programs.RunAsync(dcmmkdir, ["+I", "+r", "-Pgp", "+F", "OTHERS", "+id", disc, "+D", theirs, "DICOM"])).Succeeded();

        var (ours, expected) = (RecordsOf(Path.Combine(disc, "DICOMDIR")), RecordsOf(theirs));
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), ours.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, record) in expected)
        {
            var same = record.Keys.Where(element => element is not DicomSequence && ours[name].Keys.Contains(element.Tag)).ToList();
            Assert.NotEmpty(same);
            Assert.All(same, element => Assert.Equal((name, element.Tag, record.Keys.GetText(element.Tag)), (name, element.Tag, ours[name].Keys.GetText(element.Tag))));
        }

        Note("DCMTK", "dcmtk");

        static bool IsFault(string line) => line.StartsWith("E:", StringComparison.Ordinal) || line.StartsWith("W:", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dicom3tools_finds_each_file_and_no_error_in_the_directory()
    {
        var (dcdirdmp, dciodvfy) = (Programs.FindOrSkip("dcdirdmp", "dicom3tools"), Programs.FindOrSkip("dciodvfy", "dicom3tools"));
        var directory = Path.Combine(await host.DiscAsync(), "DICOMDIR");

        var listed = (await Programs.RunAsync(dcdirdmp, [directory])).Succeeded();
        var checkedBy = (await Programs.RunAsync(dciodvfy, [directory])).Succeeded();

        Assert.Equal(host.OnDisc.Count, listed.Lines.Count(line => line.Trim().StartsWith("-> ", StringComparison.Ordinal)));
        Assert.Contains(checkedBy.Lines, line => line.Trim() == "BasicDirectory");
        Assert.DoesNotContain(checkedBy.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
        Note("dicom3tools", "dicom3tools");
    }

    [Fact]
    public async Task Gdcm_reads_the_directory_and_every_file()
    {
        var (gdcminfo, gdcmscanner) = (Programs.FindOrSkip("gdcminfo", "libgdcm-tools"), Programs.FindOrSkip("gdcmscanner", "libgdcm-tools"));
        var disc = await host.DiscAsync();

        var directory = (await Programs.RunAsync(gdcminfo, [Path.Combine(disc, "DICOMDIR")])).Succeeded();
        var scanned = (await Programs.RunAsync(gdcmscanner, ["-d", Path.Combine(disc, "DICOM"), "-r", "-p", "-t", "0008,0018"])).Succeeded();

        Assert.Contains("Media Storage Directory Storage", directory.Output, StringComparison.Ordinal);
        Assert.Equal(host.OnDisc, Found(scanned, "(0008,0018) -> [").Select(line => line.TrimEnd(']')).Order(StringComparer.Ordinal));
        Note("GDCM", "libgdcm-tools");
    }

    [Fact]
    public async Task PixelMed_finds_every_file_by_the_directory()
    {
        const string Jars = "/usr/share/java";
        Assert.SkipUnless(File.Exists($"{Jars}/pixelmed.jar"), "pixelmed.jar is not installed (package pixelmed-apps).");
        var java = Programs.FindOrSkip("java", "a JDK, which compiles what it runs");
        Programs.FindOrSkip("javac", "a JDK, which compiles what it runs");
        await File.WriteAllTextAsync(_folder.File("Reader.java"), PixelMedReader, TestContext.Current.CancellationToken);

        var said = (await Programs.RunAsync(java, ["-Djava.awt.headless=true", "-cp", $"{Jars}/pixelmed.jar:{Jars}/slf4j-api.jar", _folder.File("Reader.java"), await host.DiscAsync()])).Succeeded();

        Assert.Equal(host.OnDisc, Found(said, "found ").Order(StringComparer.Ordinal));
        Note("PixelMed", "pixelmed-apps");
    }

    private static IEnumerable<string> Found(CommandResult result, string before) =>
        result.Lines.Where(line => line.StartsWith(before, StringComparison.Ordinal)).Select(line => line[before.Length..]);

    // A record is known by what is unique in it.
    private static Dictionary<string, DirectoryRecord> RecordsOf(string path) => FileSetDirectory.Read(DicomFile.Open(path)).AllRecords.ToDictionary(record => record.Type switch
    {
        "PATIENT" => "PATIENT " + record.Keys.GetString(Tags.PatientID),
        "STUDY" => "STUDY " + record.Keys.GetString(Tags.StudyInstanceUID),
        "SERIES" => "SERIES " + record.Keys.GetString(Tags.SeriesInstanceUID),
        _ => $"{record.Type} {string.Join('\\', record.File!.Id)} {record.File.SopClassUid} {record.File.SopInstanceUid} {record.File.TransferSyntaxUid}",
    });

    private static void Note(string peer, string package) => InteropReport.Note(peer, package, "file-set with DICOMDIR", "reader");
}
