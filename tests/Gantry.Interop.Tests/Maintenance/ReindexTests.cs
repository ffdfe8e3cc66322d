using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>A catalog that was lost, or does not agree with the store, is rebuilt from the instances.</summary>
public sealed class ReindexTests
{
    private const int Instances = 300;

    [Fact]
    public async Task A_lost_catalog_is_rebuilt_and_answers_as_before()
    {
        using var folder = new TemporaryFolder();
        var data = folder.Folder("data");
        List<string> before;
        await using (var gantry = await GantryProcess.StartAsync(data))
        {
            Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, [.. Make(Instances)]));
            before = await AnswersAsync(gantry.DicomPort);
        }

        Directory.Delete(Path.Combine(data, "gantry.sqlite"), recursive: true);
        await using (var gantry = await GantryProcess.StartAsync(data))
        {
            Assert.Empty(await AnswersAsync(gantry.DicomPort));

            var run = (await gantry.CliAsync("reindex")).Succeeded();

            Assert.Contains($"{Instances} instances added, 0 were there, 0 unreadable, 0 removed.", run.Output, StringComparison.Ordinal);
            Assert.Equal(before, await AnswersAsync(gantry.DicomPort));
            Assert.False(File.Exists(Path.Combine(data, "reindex.json")));

            var again = (await gantry.CliAsync("reindex")).Succeeded();
            Assert.Contains($"0 instances added, {Instances} were there", again.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_damaged_catalog_is_refused_at_start_and_what_the_server_says_mends_it()
    {
        using var folder = new TemporaryFolder();
        var data = folder.Folder("data");
        List<string> before;
        await using (var gantry = await GantryProcess.StartAsync(data))
        {
            Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, [.. Make(Instances)]));
            before = await AnswersAsync(gantry.DicomPort);
            Assert.Equal(0, await gantry.StopAsync());
        }

        var file = Path.Combine(data, "gantry.sqlite", "catalog.db");
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        new Random(1).NextBytes(bytes.AsSpan(bytes.Length / 2, bytes.Length / 4));
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
        await using (var gantry = await GantryProcess.StartAsync(data, null, "--Gantry:Plugins:gantry.sqlite:CheckAtStart", "Always"))
        {
            var plugin = (await gantry.PluginsAsync())["gantry.sqlite"];
            Assert.Equal("Refused", plugin.Text("state"));
            Assert.Contains("is damaged", plugin.Text("refusal"), StringComparison.Ordinal);
            Assert.Contains("rebuild the catalog from the stored instances: gantry reindex", plugin.Text("refusal"), StringComparison.Ordinal);
            Assert.Equal(new DimseStatus(0xA700), await Scu.StoreAsync(gantry.DicomPort, Samples.Make()));
        }

        foreach (var part in Directory.GetFiles(Path.GetDirectoryName(file)!, "catalog.db*"))
        {
            File.Move(part, Path.Combine(folder.Folder("aside"), Path.GetFileName(part)));
        }

        await using var again = await GantryProcess.StartAsync(data);
        (await again.CliAsync("reindex")).Succeeded();
        Assert.Equal(before, await AnswersAsync(again.DicomPort));
    }

    [Fact]
    public async Task What_is_no_instance_is_named_and_what_is_not_in_the_store_is_removed_where_that_is_asked_for()
    {
        using var folder = new TemporaryFolder();
        await using var gantry = await GantryProcess.StartAsync(folder.Folder("data"));
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, [.. Make(12)]));
        var files = Directory.GetFiles(Path.Combine(gantry.DataFolder, "gantry.filestore", "instances"), "*.dcm", SearchOption.AllDirectories);
        File.Delete(files[0]);
        await File.WriteAllBytesAsync(files[1], (await File.ReadAllBytesAsync(files[1], TestContext.Current.CancellationToken))[..600], TestContext.Current.CancellationToken);

        var run = await gantry.CliAsync("reindex", "--remove-missing");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("0 instances added, 10 were there, 1 unreadable, 1 removed.", run.Output, StringComparison.Ordinal);
        Assert.Contains(Path.GetFileName(files[1]), gantry.Output, StringComparison.Ordinal);
        Assert.Equal(11, (await AnswersAsync(gantry.DicomPort)).Count);
    }

    [Fact]
    public async Task An_interrupted_rebuild_goes_on_where_it_was()
    {
        using var folder = new TemporaryFolder();
        var data = folder.Folder("data");
        await using (var gantry = await GantryProcess.StartAsync(data))
        {
            Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, [.. Make(40)]));
        }

        // As a rebuild leaves it that was stopped after the parts named, when what they hold was in the catalog.
        var parts = Directory.GetDirectories(Path.Combine(data, "gantry.filestore", "instances")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal).ToList();
        var done = parts[..(parts.Count / 2)];
        var inDone = done.Sum(part => Directory.GetFiles(Path.Combine(data, "gantry.filestore", "instances", part), "*.dcm", SearchOption.AllDirectories).Length);
        await File.WriteAllTextAsync(
            Path.Combine(data, "reindex.json"),
            $$$"""{"catalog":"gantry.sqlite","parts":["{{{string.Join("\",\"", done)}}}"],"counts":{"added":{{{inDone}}}}}""",
            TestContext.Current.CancellationToken);
        await using (var gantry = await GantryProcess.StartAsync(data))
        {
            var run = (await gantry.CliAsync("reindex")).Succeeded();
            Assert.Contains($"{parts.Count} of {parts.Count} parts, {inDone} instances added, {40 - inDone} were there", run.Output, StringComparison.Ordinal);
            Assert.Contains($"{done.Count} of {parts.Count} parts were done before", gantry.Output, StringComparison.Ordinal);
        }

        // Another catalog is not the one that was rebuilt so far.
        await File.WriteAllTextAsync(
            Path.Combine(data, "reindex.json"), """{"catalog":"gantry.sqlite","parts":["00"],"counts":{"added":1000}}""", TestContext.Current.CancellationToken);
        await using (var gantry = await GantryProcess.StartAsync(data))
        {
            var run = (await gantry.CliAsync("reindex")).Succeeded();
            Assert.Contains("0 instances added, 40 were there", run.Output, StringComparison.Ordinal);
        }
    }

    // Of several studies and patients, with what is returned from each level, and one that belongs to no patient.
    private static IEnumerable<Sample> Make(int count)
    {
        Uid[] studies = [.. Enumerable.Range(0, 20).Select(_ => Uid.New())];
        Uid[] series = [.. Enumerable.Range(0, 40).Select(_ => Uid.New())];
        for (var number = 1; number <= count; number++)
        {
            var place = number % series.Length;
            yield return Samples.Make(
                studies[place % studies.Length], series[place], number, $"ANON{place % 10}", more: more => more.Set(Tags.PatientName, $"ANON^Ä{place % 10}"));
        }
    }

    private static async Task<List<string>> AnswersAsync(int port)
    {
        await using var association = await Scu.ConnectAsync(port, [new ProposedContext(Scu.StudyRootFind)]);
        var identifier = Scu.Identifier("IMAGE").Add(Tags.StudyInstanceUID).Add(Tags.SeriesInstanceUID).Add(Tags.SOPInstanceUID).Add(Tags.PatientName)
            .Add(Tags.StudyDescription).Add(Tags.InstanceNumber).Add(Tags.Rows).Add(Tags.Modality).Add(Tags.NumberOfStudyRelatedInstances).Build();
        var answers = new List<string>();
        await foreach (var match in association.FindAsync(Scu.StudyRootFind, identifier, TestContext.Current.CancellationToken))
        {
            answers.Add(DataSetDump.ToString(match));
        }

        answers.Sort(StringComparer.Ordinal);
        return answers;
    }
}
