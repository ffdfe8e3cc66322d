using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>Studies that are deleted by rules in a server that goes on.</summary>
public sealed class RetentionTests
{
    [Fact]
    public async Task A_dry_run_says_what_the_run_deletes_with_its_files_and_the_log_has_it()
    {
        using var folder = new TemporaryFolder();
        await using var gantry = await GantryProcess.StartAsync(
            folder.Folder("data"), null,
            "--Gantry:Plugins:gantry.retention:Rules:0", "KEPT=keep",
            "--Gantry:Plugins:gantry.retention:Rules:1", "*=after 30 days since study for CT",
            "--Gantry:Plugins:gantry.retention:KeepAtLeast", "00:00:00",
            "--Gantry:Plugins:gantry.retention:Grace", "00:00:00",
            "--Gantry:Plugins:gantry.retention:RequiresSafeCopy", "false");
        var due = Samples.Make(pixelBytes: 400_000);
        Sample[] dueToo = [due, Samples.Make(due.Study, due.Series, 2), Samples.Make(due.Study, due.Series, 3)];
        var (kept, young) = (Samples.Make(), Samples.Make(more: image => image.Set(Gantry.Dicom.Tags.StudyDate, DateTime.UtcNow.ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture))));
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, dueToo));
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, [young]));
        await using (var association = await Scu.ConnectAsync(gantry.DicomPort, Scu.StorageContexts([(kept.SopClass, kept.TransferSyntax)]), "KEPT"))
        {
            Assert.Equal(DimseStatus.Success, (await association.StoreAsync(kept.Request, TestContext.Current.CancellationToken)).Status);
        }

        var dry = (await gantry.CliAsync("retention", "run", "--dry-run")).Succeeded();
        Assert.Contains("3 studies seen, 1 would be deleted, 3 instances", dry.Output, StringComparison.Ordinal);
        Assert.Contains(due.Study.Value, dry.Output, StringComparison.Ordinal);
        Assert.Equal(5, Files(gantry));

        var run = (await gantry.CliAsync("retention", "run")).Succeeded();
        Assert.Contains("3 studies seen, 1 deleted, 3 instances", run.Output, StringComparison.Ordinal);

        Assert.Equal(2, Files(gantry));
        Assert.Contains("2 instances intact, 0 whole without a digest, 0 damaged, 0 unreadable, 0 not in the catalog, 0 not in the store", (await gantry.CliAsync("verify")).Succeeded().Output, StringComparison.Ordinal);
        var log = (await gantry.CliAsync("--json", "log", "find", "--command", "retention")).Succeeded().Output;
        Assert.Contains(due.Study.Value, log, StringComparison.Ordinal);
        Assert.Contains("*=after 30 days since study for CT", (await gantry.CliAsync("retention", "show")).Succeeded().Output, StringComparison.Ordinal);
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, dueToo)); // sent again, it is here again
        Assert.Equal(5, Files(gantry));
    }

    private static int Files(GantryProcess gantry) =>
        Directory.GetFiles(Path.Combine(gantry.DataFolder, "gantry.filestore", "instances"), "*.dcm", SearchOption.AllDirectories).Length;
}
