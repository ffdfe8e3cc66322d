using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>What a store needs is gone for a while, and comes back: nothing is acknowledged meanwhile, nothing is lost, and nobody has to restart the server.</summary>
public sealed class OutageTests
{
    [Theory]
    [InlineData("gantry.postgresql")]
    [InlineData("gantry.mysql")]
    public async Task Without_its_database_a_store_is_refused_and_once_it_is_back_the_next_is_taken(string provider)
    {
        await using var database = await CatalogServer.StartAsync(provider);
        using var folder = new TemporaryFolder();
        await using var gantry = await GantryProcess.StartAsync(folder.Folder("data"), null, database.Settings);
        var before = Samples.Make();
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, before));

        await database.Server!.KillAsync();
        var refused = Samples.Make();
        Assert.Equal(DimseStatus.OutOfResources, await Scu.StoreAsync(gantry.DicomPort, refused));
        Assert.Empty(FilesOf(gantry, refused));

        await database.Server.StartAsync();
        var after = Samples.Make();
        await Until.TrueAsync(async () => await Scu.StoreAsync(gantry.DicomPort, after) == DimseStatus.Success, "stores are taken again");
        Assert.Equal([1, 0, 1], await CountAsync(gantry, before, refused, after));
        FaultReport.Note($"database killed and started again, {provider}", 1, 2, 0);
    }

    [Fact]
    public async Task On_a_full_disk_stores_are_refused_and_reads_go_on_until_there_is_room_again()
    {
        using var folder = new TemporaryFolder();
        await using var disk = await SmallDisk.MountAsync(folder.Folder("disk"), 24);
        await using var gantry = await GantryProcess.StartAsync(folder.Folder("data"), null, "--Gantry:Plugins:gantry.filestore:Folder", disk.Path);
        var study = Uid.New();
        var stored = new List<Sample>();
        var ballast = Path.Combine(disk.Path, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[8 << 20], TestContext.Current.CancellationToken);

        Sample refused;
        while (true)
        {
            var sample = Samples.Make(study, number: stored.Count + 1, pixelBytes: stored.Count % 2 == 0 ? 1_000_000 : 50_000);
            var status = await Scu.StoreAsync(gantry.DicomPort, sample);
            if (status != DimseStatus.Success)
            {
                Assert.Equal(DimseStatus.OutOfResources, status);
                refused = sample;
                break;
            }

            stored.Add(sample);
            Assert.InRange(stored.Count, 1, 60);
        }

        Assert.Contains("disk is full", gantry.Output, StringComparison.Ordinal);
        Assert.Equal([0], await CountAsync(gantry, refused));
        Assert.Empty(Directory.GetFiles(disk.Path, $"{refused.Instance}-*", SearchOption.AllDirectories));
        await AssertRetrievedAsync(gantry, study, stored);

        File.Delete(ballast);
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, refused));
        await AssertRetrievedAsync(gantry, study, [.. stored, refused]);
        FaultReport.Note("disk full, then with room again", 1, stored.Count + 1, 0);
    }

    private static string[] FilesOf(GantryProcess gantry, Sample sample) =>
        Directory.GetFiles(Path.Combine(gantry.DataFolder, "gantry.filestore"), $"{sample.Instance}-*", SearchOption.AllDirectories);

    private static async Task<List<int>> CountAsync(GantryProcess gantry, params Sample[] samples)
    {
        var counts = new List<int>();
        await using var association = await Scu.ConnectAsync(gantry.DicomPort, [new(Scu.StudyRootFind)]);
        foreach (var sample in samples)
        {
            var identifier = Scu.Identifier("IMAGE").Add(Tags.StudyInstanceUID, sample.Study).Add(Tags.SOPInstanceUID, sample.Instance).Build();
            var count = 0;
            await foreach (var match in association.FindAsync(Scu.StudyRootFind, identifier, TestContext.Current.CancellationToken))
            {
                count++;
            }

            counts.Add(count);
        }

        return counts;
    }

    private static async Task AssertRetrievedAsync(GantryProcess gantry, Uid study, List<Sample> samples)
    {
        await using var association = await Scu.ConnectAsync(
            gantry.DicomPort, [new(Scu.StudyRootGet), new(Samples.CTImage, [TransferSyntax.ExplicitVRLittleEndian], ServiceRoles.Scp)]);
        var (result, received) = await Scu.GetAsync(association, Scu.Identifier("STUDY").Add(Tags.StudyInstanceUID, study).Build());
        Assert.Equal(DimseStatus.Success, result.Status);
        Assert.Equal(samples.Count, received.Count);
        Assert.All(samples, sample => Assert.True(sample.DataSet.AsSpan().SequenceEqual(received[sample.Instance.Value]), $"{sample.Instance} came back changed."));
    }
}
