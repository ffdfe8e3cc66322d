using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>
/// What is on the disk when the power fails is what was synced. So the catalog goes back to what it was when that was done last, and the files that only the system's memory had are gone.
/// </summary>
public sealed class PowerFailureTests
{
    [Fact]
    public async Task What_only_the_journal_had_when_the_power_failed_is_retrieved_as_soon_as_the_server_serves()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has a journal.");
        using var folder = new TemporaryFolder();
        var data = folder.Folder("data");
        var study = Uid.New();
        Sample[] samples = [.. Enumerable.Range(1, 120).Select(number => Samples.Make(study, number: number))];
        await using (var gantry = await GantryProcess.StartAsync(data, null, "--Gantry:Plugins:gantry.storage:CatalogSyncInterval", "01:00:00"))
        {
            await StoredFiles.UntilJournalAsync(gantry);
            var synced = Catalog(data).ToDictionary(path => path, File.ReadAllBytes);
            var before = Instances(data).ToHashSet(StringComparer.Ordinal);
            Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, samples));
            await gantry.KillAsync();

            foreach (var path in Catalog(data))
            {
                File.Delete(path);
            }

            foreach (var (path, bytes) in synced)
            {
                await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
            }

            var lost = Instances(data).Where(path => !before.Contains(path)).ToList();
            Assert.Equal(samples.Length, lost.Count);
            lost.ForEach(File.Delete);
        }

        await using var restarted = await GantryProcess.StartAsync(data);
        ProposedContext[] contexts = [new(Scu.StudyRootGet), new(Samples.CTImage, [TransferSyntax.ExplicitVRLittleEndian], ServiceRoles.Scp)];
        await using var association = await Scu.ConnectAsync(restarted.DicomPort, contexts);
        var (result, received) = await Scu.GetAsync(association, Scu.Identifier("STUDY").Add(Tags.StudyInstanceUID, study).Build());
        Assert.Equal(DimseStatus.Success, result.Status);
        Assert.Equal(samples.Length, received.Count);
        Assert.All(samples, sample => Assert.Equal(sample.DataSet, received[sample.Instance.Value]));
        FaultReport.Note("power failure: catalog and files as they were synced last, the journal whole", 1, samples.Length, 0);
    }

    private static IEnumerable<string> Catalog(string data) => Directory.GetFiles(data, "catalog.db*", SearchOption.AllDirectories).Where(path => !path.EndsWith("-shm", StringComparison.Ordinal));

    private static string[] Instances(string data) => Directory.GetFiles(Path.Combine(data, "gantry.filestore", "instances"), "*.dcm", SearchOption.AllDirectories);
}
