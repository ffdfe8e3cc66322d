using Gantry.Dicom.Tests;

namespace Gantry.Dicom.Imaging.Tests;

/// <summary>A file-set that is made here is what others take for one: DCMTK makes the same records of its files, and dicom3tools and pydicom find each file by them.</summary>
public sealed class FileSetPeerTests : IDisposable
{
    private const string Tests = "files/pydicom__pydicom/src/pydicom/data/test_files";

    private const string Script = """
        import sys, warnings
        warnings.simplefilter("ignore")
        from pydicom.fileset import FileSet
        for instance in FileSet(sys.argv[1]):
            print(instance.load().SOPInstanceUID)
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("gantry-fileset").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Its_records_are_those_that_dcmmkdir_makes()
    {
        var made = Make();
        var theirs = Path.Combine(_folder, "theirs");
        Assert.SkipUnless(
            PeerPrograms.TryRun("dcmmkdir", "+I", "+r", "-Pgp", "+F", "GANTRY", "+id", _folder, "+D", theirs, FileSetBuilder.UsualFolder), "dcmmkdir of DCMTK is not installed.");

        var expected = Places(FileSetDirectory.Read(DicomFile.Open(theirs)));
        Assert.Equal(made.AllRecords.Count(record => record.File is not null), expected.Count);
        Assert.Equal(expected, Places(made));
    }

    [Fact]
    public void Its_files_are_found_by_dicom3tools()
    {
        var made = Make();
        Assert.SkipUnless(PeerPrograms.TryRun("dcdirdmp", Path.Combine(_folder, FileSetDirectory.FileName)), "dcdirdmp of dicom3tools is not installed.");
        Assert.True(PeerPrograms.TryRead("sh", out var said, "-c", $"dcdirdmp '{_folder}/{FileSetDirectory.FileName}' 2>&1"));

        var files = said.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("-> ", StringComparison.Ordinal)).Select(line => line[3..].Trim());
        Assert.Equal(
            made.AllRecords.Where(record => record.File is not null).Select(record => string.Join('\\', record.File!.Id)).Order(StringComparer.Ordinal),
            files.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Its_files_are_loaded_by_pydicom()
    {
        var made = Make();
        Assert.SkipUnless(
            File.Exists("/usr/bin/python3") && PeerPrograms.TryRead("sh", out var known, "-c", "/usr/bin/python3 -c 'import pydicom' && echo yes || true") && known.Trim() == "yes",
            "pydicom is not installed for Python.");
        Assert.True(PeerPrograms.TryRead("/usr/bin/python3", out var uids, "-c", Script, Path.Combine(_folder, FileSetDirectory.FileName)));

        Assert.Equal(
            made.AllRecords.Where(record => record.File is not null).Select(record => record.File!.SopInstanceUid.Value).Order(StringComparer.Ordinal),
            uids.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    private FileSetDirectory Make()
    {
        var writer = new FileSetWriter(_folder, new FileSetWriterOptions { FileSetId = "GANTRY" });
        string[] sources =
        [
            .. Directory.EnumerateFiles(Path.Combine(CorpusFiles.FolderOrSkip(), Tests, "dicomdirtests"), "*", SearchOption.AllDirectories)
                .Where(path => !Path.GetFileName(path).StartsWith("DICOMDIR", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            .. ((string[])["MR_small_RLE.dcm", "JPEG-LL.dcm", "rtplan.dcm", "rtstruct.dcm", "rtdose.dcm", "reportsi.dcm", "waveform_ecg.dcm", "test-SR.dcm"])
                .Select(name => Path.Combine(CorpusFiles.FolderOrSkip(), Tests, name)).Where(File.Exists),
        ];
        foreach (var source in sources)
        {
            writer.Add(source, TestContext.Current.CancellationToken);
        }

        writer.Complete();
        Assert.InRange(writer.Count, 80, sources.Length);
        return FileSetDirectory.Read(DicomFile.Open(Path.Combine(_folder, FileSetDirectory.FileName)));
    }

    // Each file below its patient, study and series.
    private static List<string> Places(FileSetDirectory directory)
    {
        var places = new List<string>();
        foreach (var record in directory.Records)
        {
            Collect(record, "");
        }

        places.Sort(StringComparer.Ordinal);
        return places;

        void Collect(DirectoryRecord record, string above)
        {
            var key = record.Type switch
            {
                "PATIENT" when record.Keys.GetString(Tags.PatientID) is { } id => id.StartsWith("NOID", StringComparison.Ordinal) || id.StartsWith("DCMTKPAT", StringComparison.Ordinal)
                    ? "made up" : id,
                "STUDY" => record.Keys.GetString(Tags.StudyInstanceUID),
                "SERIES" => record.Keys.GetString(Tags.SeriesInstanceUID) + " " + record.Keys.GetString(Tags.Modality),
                _ => $"{string.Join('\\', record.File!.Id)} {record.File.SopClassUid} {record.File.SopInstanceUid} {record.File.TransferSyntaxUid}",
            };
            if (record.File is not null)
            {
                places.Add($"{above} {record.Type} {key}");
            }

            foreach (var lower in record.Records)
            {
                Collect(lower, $"{above} {record.Type} {key}");
            }
        }
    }
}
