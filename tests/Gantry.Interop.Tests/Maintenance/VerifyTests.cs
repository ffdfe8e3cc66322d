using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>What a disk, or somebody on the machine, has done to the store is found and named, whatever it is, and nothing else.</summary>
public sealed class VerifyTests
{
    private static readonly DateTime LongAgo = DateTime.UtcNow - TimeSpan.FromDays(1);

    [Fact]
    public async Task Every_kind_of_damage_is_found_and_named_and_what_is_whole_is_said_to_be()
    {
        using var folder = new TemporaryFolder();
        var data = folder.Folder("data");
        await using (var gantry = await GantryProcess.StartAsync(data))
        {
            Sample[] samples = [.. Enumerable.Range(1, 30).Select(number => Samples.Make(number: number, pixelBytes: number % 5 == 0 ? 400_000 : 3_000))];
            Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, samples));
            var clean = (await gantry.CliAsync("verify")).Succeeded();
            Assert.Contains("30 instances intact, 0 whole without a digest, 0 damaged, 0 unreadable, 0 not in the catalog, 0 not in the store", clean.Output, StringComparison.Ordinal);

            var files = samples.Select(sample => FileOf(data, sample)).ToList();
            FlipBit(files[0], 0.5);
            FlipBit(files[4], 0.99);
            File.SetLastWriteTimeUtc(files[0], LongAgo);
            await File.WriteAllBytesAsync(files[1], (await File.ReadAllBytesAsync(files[1], TestContext.Current.CancellationToken))[..^100], TestContext.Current.CancellationToken);
            await File.WriteAllBytesAsync(files[2], new byte[10], TestContext.Current.CancellationToken);
            File.Delete(files[3]);
            var copy = files[5][..^5] + (files[5][^5] == '0' ? '1' : '0') + ".dcm";
            File.Copy(files[5], copy);
            File.SetLastWriteTimeUtc(copy, LongAgo);

            var run = await gantry.CliAsync("verify");

            Assert.Equal(1, run.ExitCode);
            // The one that was cut short is damaged by its digest, and by the length that the catalog has.
            Assert.Contains("26 instances intact, 0 whole without a digest, 4 damaged, 1 unreadable, 1 not in the catalog, 1 not in the store", run.Output, StringComparison.Ordinal);
            AssertNamed(run, "Damaged", samples[0], files[0]);
            AssertNamed(run, "Damaged", samples[1], files[1]);
            AssertNamed(run, "Damaged", samples[4], files[4]);
            AssertNamed(run, "Missing", samples[3], files[3]);
            AssertNamed(run, "Unlisted", samples[5], copy);
            Assert.Contains(run.Lines, line => line.StartsWith("Unreadable: ? at", StringComparison.Ordinal) && line.Contains(Path.GetFileName(files[2]), StringComparison.Ordinal));
            Assert.Contains("is damaged: its bytes are not those that were stored", gantry.Output, StringComparison.Ordinal);
            Assert.Equal(0, await gantry.StopAsync());
        }

        // Its time has come: the server finds it by itself.
        var record = folder.File("data/verify.json");
        await File.WriteAllTextAsync(record, """{"completedAt":"2020-01-01T00:00:00+00:00","parts":[],"counts":{},"findings":[]}""", TestContext.Current.CancellationToken);
        await using var again = await GantryProcess.StartAsync(data, null, "--Gantry:Scrub:MegabytesPerSecond", "100");
        await Until.TrueAsync(() => again.Output.Contains("26 instances intact, 0 whole, 4 damaged, 1 unreadable, 1 unlisted, 1 missing", StringComparison.Ordinal), "the scrub has ended");
        Assert.DoesNotContain("2020-01-01", await File.ReadAllTextAsync(record, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupted_verification_goes_on_where_it_was_with_what_it_had_found()
    {
        using var folder = new TemporaryFolder();
        var data = folder.Folder("data");
        await using var gantry = await GantryProcess.StartAsync(data);
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, [.. Enumerable.Range(1, 20).Select(number => Samples.Make(number: number))]));
        var parts = Directory.GetDirectories(Path.Combine(data, "gantry.filestore", "instances")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal).ToList();
        var done = parts[..(parts.Count / 2)];
        var inDone = done.Sum(part => Directory.GetFiles(Path.Combine(data, "gantry.filestore", "instances", part), "*.dcm", SearchOption.AllDirectories).Length);
        await File.WriteAllTextAsync(
            folder.File("data/verify.json"),
            $$$"""{"completedAt":"2026-01-01T00:00:00+00:00","parts":["{{{string.Join("\",\"", done)}}}"],"counts":{"intact":{{{inDone - 1}}},"damaged":1},"findings":[{"fault":"Damaged","location":"somewhere","sopInstance":"2.25.1","detail":""}]}""",
            TestContext.Current.CancellationToken);

        var run = await gantry.CliAsync("verify");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{parts.Count} of {parts.Count} parts, 19 instances intact, 0 whole without a digest, 1 damaged", run.Output, StringComparison.Ordinal);
        Assert.Contains("Damaged: 2.25.1 at somewhere", run.Output, StringComparison.Ordinal);
        (await gantry.CliAsync("verify", "--workers", "4", "--rate", "100")).Succeeded();
    }

    private static string FileOf(string data, Sample sample) =>
        Assert.Single(Directory.GetFiles(Path.Combine(data, "gantry.filestore", "instances"), $"{sample.Instance}-*.dcm", SearchOption.AllDirectories));

    private static void FlipBit(string path, double where)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Position = (long)(file.Length * where);
        var value = file.ReadByte();
        file.Position--;
        file.WriteByte((byte)(value ^ 4));
    }

    private static void AssertNamed(CommandResult run, string fault, Sample sample, string file) => Assert.Contains(
        run.Lines, line => line.StartsWith($"{fault}: {sample.Instance} at ", StringComparison.Ordinal) && line.Contains(Path.GetFileName(file), StringComparison.Ordinal));
}
