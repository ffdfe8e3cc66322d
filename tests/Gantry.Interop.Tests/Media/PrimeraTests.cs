using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>A real host, its Primera driver, and a simulated PTBurn as a process of its own: discs are made whatever ends, is empty or is bad in between.</summary>
public sealed class PrimeraTests(PrimeraStation station) : IClassFixture<PrimeraStation>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Discs_are_burnt_and_xorriso_reads_from_them_what_was_stored()
    {
        Xorriso.FindOrSkip();
        var (study, series) = (Uid.New(), Uid.New());
        Sample[] samples = [.. Enumerable.Range(1, 12).Select(number => Samples.Make(study, series, number))];
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(station.Gantry.DicomPort, samples));

        var made = await station.CreateAsync(samples[0], 2, "--file-set-id", "CHEST 1", "--label", "A disc", "--wait");

        Assert.Equal(("DONE", "NORMAL", 2), (made.Text("executionStatus"), made.Text("executionStatusInfo"), made.GetProperty("piecesMade").GetInt32()));
        var order = PrimeraStation.OrderOf(made);
        var discs = station.DiscsOf(order);
        Assert.Equal(2, discs.Length);
        Assert.Equal(await BytesAsync(discs[0]), await BytesAsync(discs[1]));
        var disc = _folder.File("disc");
        await Xorriso.ExtractAsync(discs[0], disc);
        var images = Directory.GetFiles(Path.Combine(disc, "DICOM"), "IMG*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(samples.Select(sample => sample.Instance.Value).Order(), images.Select(path => DicomFile.Open(path).FileMeta!.MediaStorageSopInstanceUid!.Value.Value).Order());
        foreach (var path in images)
        {
            var file = DicomFile.Open(path);
            Assert.Equal(samples.First(sample => sample.Instance == file.FileMeta!.MediaStorageSopInstanceUid).DataSet, (await BytesAsync(path))[(int)file.DataSetOffset..]);
        }

        Assert.Equal("CHEST 1", FileSetDirectory.Read(DicomFile.Open(Path.Combine(disc, "DICOMDIR"))).Id);
        var label = await File.ReadAllLinesAsync(Path.Combine(station.Discs, order + "-1.label.txt"), TestContext.Current.CancellationToken);
        Assert.Equal([@"\\PACS\labels\disc.std", "ANON, ONE", "ANON1", "1970-01-01", "2026-01-02", "THORAX", "A1", "CT", ""], label);
        await Until.TrueAsync(() => !Directory.Exists(Path.Combine(station.Jobs, order)), "nothing of the content stays in the job folder");
        InteropReport.Note("xorriso", "xorriso", "disc of a robot (simulated PTBurn)", "reader");
    }

    [Fact]
    public async Task A_request_waits_for_discs_and_then_for_ink_and_outlives_discs_that_are_bad()
    {
        await station.TellRobotAsync("discs 1");
        var uid = await CreateAsync(copies: 3);
        await station.UntilAsync(uid, "the robot has no discs", request => request.Text("executionStatusInfo") == "OUT_OF_SUPPLIES" && request.GetProperty("piecesMade").GetInt32() == 1);
        Assert.Contains("OutOfSupplies", (await station.Gantry.CliAsync("media", "devices")).Succeeded().Output, StringComparison.Ordinal);

        await station.TellRobotAsync("reject 2");
        await station.TellRobotAsync("ink 0");
        await station.TellRobotAsync("discs 100");
        var waits = await station.UntilAsync(uid, "the robot has no ink", request => request.Text("note")!.Contains("ink is empty", StringComparison.Ordinal));
        Assert.Equal(("PENDING", "OUT_OF_SUPPLIES"), (waits.Text("executionStatus"), waits.Text("executionStatusInfo")));

        await station.TellRobotAsync("ink 100");
        var done = await station.DoneAsync(uid, 3);
        Assert.Contains("2 discs were rejected", done.Text("note"), StringComparison.Ordinal);
        Assert.Equal(3, station.DiscsOf(PrimeraStation.OrderOf(done)).Length);
    }

    [Fact]
    public async Task Too_many_bad_discs_fail_a_request()
    {
        await station.TellRobotAsync("reject 3");

        var failed = await station.UntilAsync(await CreateAsync(copies: 1), "it has failed", request => request.Text("executionStatus") == "FAILURE");

        Assert.Equal("CHECK_MCD_OP", failed.Text("executionStatusInfo"));
        Assert.Contains("(error 20)", failed.Text("note"), StringComparison.Ordinal);
        Assert.Empty(station.DiscsOf(PrimeraStation.OrderOf(failed)));
    }

    [Fact]
    public async Task A_plugin_that_is_replaced_and_a_host_that_is_killed_in_mid_burn_cost_no_disc_and_make_none_twice()
    {
        var uid = await BeginAsync(copies: 4);

        var reload = (await station.Gantry.CliAsync("plugins", "reload", "primera", "--wait", "60")).Succeeded();
        Assert.Contains("generation 1) is gone from memory", reload.Output, StringComparison.Ordinal);
        await station.TellRobotAsync("discs 1");
        await station.UntilAsync(uid, "the next disc is made", request => request.GetProperty("piecesMade").GetInt32() == 2);

        await station.KillGantryAndStartAsync();
        await station.TellRobotAsync("discs 100");
        var done = await station.DoneAsync(uid, 4);

        var order = PrimeraStation.OrderOf(done);
        Assert.Equal((4, 1), (station.DiscsOf(order).Length, station.TimesGiven(order)));
    }

    [Fact]
    public async Task A_robot_whose_computer_is_killed_in_mid_burn_makes_all_discs_after_it()
    {
        var uid = await BeginAsync(copies: 3);

        await station.KillSimulatorAsync();
        await station.StartSimulatorAsync();
        var done = await station.DoneAsync(uid, 3);

        Assert.Equal(3, station.DiscsOf(PrimeraStation.OrderOf(done)).Length);
    }

    [Fact]
    public async Task A_request_that_is_cancelled_in_mid_burn_is_aborted_at_the_robot()
    {
        var uid = await BeginAsync(copies: 3);

        (await station.Gantry.CliAsync("media", "cancel", uid)).Succeeded();
        var failed = await station.UntilAsync(uid, "it is cancelled", request => request.Text("executionStatus") == "FAILURE");

        var order = PrimeraStation.OrderOf(failed);
        await Until.TrueAsync(() => File.Exists(Path.Combine(station.Jobs, order + ".ERR")), "PTBurn has aborted it");
        Assert.Contains($"message ABORT for {order}", station.Said, StringComparison.Ordinal);
        await station.TellRobotAsync("discs 100");
    }

    [Fact]
    public async Task Dcmjs_follows_requests_through_every_status()
    {
        const int Copies = 20;
        Dcmjs.NodeOrSkip();
        var sample = Samples.Make();
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(station.Gantry.DicomPort, sample));
        var (made, cancelled) = (Uid.New().Value, Uid.New().Value);
        await station.TellRobotAsync("discs 0");

        var begun = await DcmjsMedia.RunAsync(
            station.Gantry,
            DcmjsMedia.Create(made, sample.SopClass, sample.Instance),
            DcmjsMedia.Get(made),
            DcmjsMedia.Initiate(made, Copies),
            DcmjsMedia.Create(cancelled, sample.SopClass, sample.Instance),
            DcmjsMedia.Initiate(cancelled));
        Assert.All(begun, answer => Assert.Equal(0, answer.GetProperty("status").GetInt32()));
        Assert.Equal("IDLE NORMAL", DcmjsMedia.StatusOf(begun[1]));
        await DcmjsMedia.SeesAsync(station.Gantry, made, "PENDING OUT_OF_SUPPLIES");
        Assert.Equal(0, (await DcmjsMedia.RunAsync(station.Gantry, DcmjsMedia.Cancel(cancelled)))[0].GetProperty("status").GetInt32());
        await DcmjsMedia.SeesAsync(station.Gantry, cancelled, "FAILURE PROC_FAILURE");
        await station.TellRobotAsync("discs 100");
        await DcmjsMedia.SeesAsync(station.Gantry, made, "CREATING NORMAL");
        var done = (await DcmjsMedia.SeesAsync(station.Gantry, made, "DONE NORMAL")).GetProperty("dataset");

        Assert.Equal(Copies, done.GetProperty("TotalNumberOfPiecesOfMediaCreated").GetInt32());
        Assert.Equal(done.Text("StorageMediaFileSetUID"), done.GetProperty("ReferencedStorageMediaSequence")[0].Text("StorageMediaFileSetUID"));
        Assert.Equal(0xC201, (await DcmjsMedia.RunAsync(station.Gantry, DcmjsMedia.Cancel(made)))[0].GetProperty("status").GetInt32());
        Dcmjs.Note("media creation: N-CREATE, N-ACTION, N-GET", "SCU", "a robot (simulated PTBurn), every status");
    }

    // One disc is made, and the robot has no other.
    private async Task<string> BeginAsync(int copies)
    {
        await station.TellRobotAsync("discs 1");
        var uid = await CreateAsync(copies);
        await station.UntilAsync(uid, "a disc is made", request => request.GetProperty("piecesMade").GetInt32() == 1);
        return uid;
    }

    private async Task<string> CreateAsync(int copies)
    {
        var sample = Samples.Make();
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(station.Gantry.DicomPort, sample));
        return (await station.CreateAsync(sample, copies)).Text("uid")!;
    }

    private static Task<byte[]> BytesAsync(string path) => File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
}
