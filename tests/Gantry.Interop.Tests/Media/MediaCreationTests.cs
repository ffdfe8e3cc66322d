using System.Text.Json;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>Media creation by a real host: asked for by its own command line, and by dcmjs-dimse; the images are read by xorriso.</summary>
[Collection(nameof(WithMediaHost))]
public sealed class MediaCreationTests(MediaHost host) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private GantryProcess Gantry => host.Gantry;

    private string Images => Path.Combine(Gantry.DataFolder, "gantry.imagefile", "images");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_administrator_has_a_study_written_and_xorriso_reads_it_byte_by_byte()
    {
        Xorriso.FindOrSkip();
        var (study, series) = (Uid.New(), Uid.New());
        Sample[] samples = [Samples.Make(study, series), Samples.Make(study, series, 2, transferSyntax: TransferSyntax.ImplicitVRLittleEndian)];
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(Gantry.DicomPort, samples));

        var made = await MediaAsync("media", "create", "--study", study.Value, "--device", "imagefile", "--copies", "2", "--file-set-id", "CHEST 1", "--label", "A disc", "--wait", "--json");

        Assert.Equal(("DONE", "NORMAL", 2), (made.Text("executionStatus"), made.Text("executionStatusInfo"), made.GetProperty("piecesMade").GetInt32()));
        var order = made.GetProperty("fileSets")[0].Text("order");
        var image = Path.Combine(Images, order + ".iso");
        Assert.Equal(await File.ReadAllBytesAsync(image, TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(Path.Combine(Images, order + "-2.iso"), TestContext.Current.CancellationToken));
        Assert.StartsWith("A disc\n", await File.ReadAllTextAsync(Path.Combine(Images, order + ".txt"), TestContext.Current.CancellationToken), StringComparison.Ordinal);

        // Joliet's names first, then those of ISO 9660 level 1, as they are without any extension.
        foreach (var names in (string[])["any", "nojoliet"])
        {
            var disc = _folder.File("disc-" + names);
            await Xorriso.ExtractAsync(image, disc, names);
            Assert.Equal(
                ["DICOM", "DICOM/PAT00001", "DICOM/PAT00001/STU00001", "DICOM/PAT00001/STU00001/SER00001", "DICOM/PAT00001/STU00001/SER00001/IMG00001", "DICOM/PAT00001/STU00001/SER00001/IMG00002", "DICOMDIR", "INDEX.HTM", "README.TXT", "SHA256.TXT"],
                Directory.EnumerateFileSystemEntries(disc, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(disc, path)).Where(path => !IsOfViewer(path)).Order(StringComparer.Ordinal));
            var first = DicomFile.Open(Path.Combine(disc, "DICOM/PAT00001/STU00001/SER00001/IMG00001"));
            Assert.Equal(TransferSyntax.ExplicitVRLittleEndian, first.TransferSyntax);
            Assert.Equal(samples[0].DataSet, await DataSetOfAsync(Path.Combine(disc, "DICOM/PAT00001/STU00001/SER00001/IMG00001"), first));
            Assert.Equal(TransferSyntax.ExplicitVRLittleEndian, DicomFile.Open(Path.Combine(disc, "DICOM/PAT00001/STU00001/SER00001/IMG00002")).TransferSyntax); // which STD-GEN-CD asks for
            Assert.Equal("CHEST 1", FileSetDirectory.Read(DicomFile.Open(Path.Combine(disc, "DICOMDIR"))).Id);
        }

        InteropReport.Note("xorriso", "xorriso", "ISO image of a file-set", "reader", "ISO 9660 level 1, Joliet");
        var uid = made.Text("uid")!;
        Assert.Contains(uid, (await Gantry.CliAsync("media", "list", "--all")).Succeeded().Output, StringComparison.Ordinal);
        Assert.Contains("It is done already", (await Gantry.CliAsync("media", "cancel", uid)).Failed().Output, StringComparison.Ordinal);
        Assert.Contains("imagefile", (await Gantry.CliAsync("media", "devices")).Succeeded().Output, StringComparison.Ordinal);
        Assert.Contains("There is no media device nowhere", (await Gantry.CliAsync("media", "create", "--study", study.Value, "--device", "nowhere")).Failed().Output, StringComparison.Ordinal);
        Assert.Contains("No study, series or instance 2.25.99", (await Gantry.CliAsync("media", "create", "--study", "2.25.99")).Failed().Output, StringComparison.Ordinal);
    }

    // The viewer is there where the plugin was built with Node; the tests of the front end look at it.
    private static bool IsOfViewer(string path) => path == "VIEWER.HTM" || path.StartsWith("GANTRY", StringComparison.Ordinal);

    [Fact]
    public async Task A_disc_without_what_identifies_the_patient_has_none_of_it_as_others_read_it()
    {
        Xorriso.FindOrSkip();
        var study = Uid.New();
        Sample[] samples = [Samples.Make(study, patientId: "PID4711X"), Samples.Make(study, number: 2, patientId: "PID4711X", transferSyntax: TransferSyntax.ImplicitVRLittleEndian)];
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(Gantry.DicomPort, samples));

        var made = await MediaAsync("media", "create", "--study", study.Value, "--deidentify", "--retain", "RetainLongitudinalModifiedDates", "--wait", "--json");

        Assert.Equal(("DONE", "imagefile", true), (made.Text("executionStatus"), made.Text("device"), made.GetProperty("deidentified").GetBoolean()));
        Assert.Contains("2 instances:", made.GetProperty("warnings")[0].GetString(), StringComparison.Ordinal);
        var disc = _folder.File("disc");
        await Xorriso.ExtractAsync(Path.Combine(Images, made.GetProperty("fileSets")[0].Text("order") + ".iso"), disc);
        foreach (var file in Directory.EnumerateFiles(disc, "*", SearchOption.AllDirectories))
        {
            var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            Assert.All((string[])["PID4711X", study.Value, .. samples.Select(sample => sample.Instance.Value)], original =>
                Assert.True(bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(original)) < 0, $"{original} is in {Path.GetRelativePath(disc, file)}"));
        }

        var images = Directory.EnumerateFiles(Path.Combine(disc, "DICOM"), "*", SearchOption.AllDirectories).Select(path => DicomFile.Open(path)).ToList();
        Assert.Equal(2, images.Count);
        Assert.Single(images.Select(image => image.DataSet.GetString(Tags.StudyInstanceUID)).Distinct());
        Assert.All(images, image => Assert.Equal(("YES", "MODIFIED"), (image.DataSet.GetString(Tags.PatientIdentityRemoved), image.DataSet.GetString(Tags.LongitudinalTemporalInformationModified))));
    }

    [Fact]
    public async Task A_workstation_asks_over_DICOM_and_the_request_is_cancelled_while_it_waits()
    {
        var sample = Samples.Make();
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(Gantry.DicomPort, sample));
        var peer = $"{GantryProcess.AETitle}@127.0.0.1:{Gantry.DicomPort}";

        var uid = await CreateAsync(peer, sample.Study);
        Assert.Contains("DONE NORMAL, 1 made", (await Gantry.CliAsync("media", "status", peer, uid, "--wait")).Succeeded().Output, StringComparison.Ordinal);
        (await Gantry.CliAsync("plugins", "settings", "imagefile", "set", "MinimumFreeMegabytes", "9999999")).Succeeded();
        try
        {
            var waiting = await CreateAsync(peer, sample.Study);
            await Until.TrueAsync(async () => (await Gantry.CliAsync("media", "status", peer, waiting)).Output.Contains("PENDING OUT_OF_SUPPLIES", StringComparison.Ordinal), "the request waits for place");
            (await Gantry.CliAsync("media", "cancel", peer, waiting)).Succeeded();
            Assert.Contains("FAILURE PROC_FAILURE", (await Gantry.CliAsync("media", "status", peer, waiting)).Output, StringComparison.Ordinal);
        }
        finally
        {
            (await Gantry.CliAsync("plugins", "settings", "imagefile", "reset", "MinimumFreeMegabytes")).Succeeded();
        }
    }

    [Fact]
    public async Task The_recorder_of_the_server_burns_a_disc_and_says_that_it_needs_another()
    {
        Xorriso.FindOrSkip();
        var sample = Samples.Make();
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(Gantry.DicomPort, sample));

        var made = await MediaAsync("media", "create", "--study", sample.Study.Value, "--device", "recorder", "--wait", "--json");

        Assert.Equal(("DONE", 1), (made.Text("executionStatus"), made.GetProperty("piecesMade").GetInt32()));
        await Xorriso.ExtractAsync(host.Recorder, _folder.File("disc"));
        Assert.Equal(sample.Instance, DicomFile.Open(_folder.File("disc/DICOM/PAT00001/STU00001/SER00001/IMG00001")).FileMeta!.MediaStorageSopInstanceUid);
        Assert.Contains("is not blank; put in a blank CD", (await Gantry.CliAsync("media", "devices")).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_storescu_sends_to_a_title_for_burning_is_on_an_image_once_the_study_is_complete()
    {
        var (dcmtk, sample) = (Dcmtk.OrSkip("MODALITY"), Samples.Make());
        await File.WriteAllBytesAsync(Path.Combine(_folder.Folder("images"), "1.dcm"), sample.File(), TestContext.Current.CancellationToken);

        (await dcmtk.StoreAsync(Gantry.DicomPort, _folder.Folder("images"), called: "BURN")).Succeeded();

        var burnt = default(JsonElement);
        await Until.TrueAsync(
            async () => (burnt = (await MediaAsync("media", "list", "--all", "--peer", "MODALITY", "--json")).GetProperty("media").EnumerateArray().FirstOrDefault()).ValueKind == JsonValueKind.Object
                && burnt.Text("executionStatus") == "DONE",
            "the study is put on an image");
        Assert.Equal(("imagefile", 1), (burnt.Text("device"), burnt.GetProperty("instances").GetInt32()));
    }

    [Fact]
    public async Task Dcmjs_creates_initiates_and_follows_a_request_to_its_end()
    {
        Dcmjs.NodeOrSkip();
        var sample = Samples.Make();
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(Gantry.DicomPort, sample));
        var (good, bad) = (Uid.New().Value, Uid.New().Value);

        var answers = await DcmjsMedia.RunAsync(
            Gantry,
            DcmjsMedia.Create(good, sample.SopClass, sample.Instance),
            DcmjsMedia.Get(good),
            DcmjsMedia.Initiate(good),
            DcmjsMedia.Initiate(good),
            DcmjsMedia.Create(bad, sample.SopClass, Uid.New()),
            DcmjsMedia.Initiate(bad),
            DcmjsMedia.Get(bad),
            DcmjsMedia.Create(good, sample.SopClass, sample.Instance),
            DcmjsMedia.Get(Uid.New().Value));

        Assert.Equal([0, 0, 0, 0xA510, 0, 0, 0, 0x0111, 0x0112], answers.Select(answer => answer.GetProperty("status").GetInt32()));
        Assert.Equal("IDLE", answers[1].GetProperty("dataset").Text("ExecutionStatus"));
        var failed = answers[6].GetProperty("dataset");
        Assert.Equal(("FAILURE", "NO_INSTANCE"), (failed.Text("ExecutionStatus"), failed.Text("ExecutionStatusInfo")));
        var last = default(JsonElement);
        await Until.TrueAsync(async () => (last = (await DcmjsMedia.RunAsync(Gantry, DcmjsMedia.Get(good)))[0].GetProperty("dataset")).Text("ExecutionStatus") == "DONE", "the request is done");
        Assert.Equal(1, last.GetProperty("TotalNumberOfPiecesOfMediaCreated").GetInt32());
        Dcmjs.Note("media creation: N-CREATE, N-ACTION, N-GET", "SCU");
    }

    private static async Task<byte[]> DataSetOfAsync(string path, DicomFile file) =>
        (await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken))[(int)file.DataSetOffset..];

    private async Task<string> CreateAsync(string peer, Uid study) =>
        (await Gantry.CliAsync("media", "create", peer, "--study", study.Value)).Succeeded().Lines.First(line => Uid.TryParse(line, out var uid) && !uid.IsEmpty);

    private async Task<JsonElement> MediaAsync(params string[] arguments)
    {
        using var json = JsonDocument.Parse((await Gantry.CliAsync(arguments)).Succeeded().Output);
        return json.RootElement.Clone();
    }
}
