using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Gantry.Benchmarks.Parse;
using Gantry.Dicom;

namespace Gantry.Benchmarks.Media;

/// <summary>How long a study takes from the request to the image of its disc, beside the same made by hand.</summary>
internal sealed class MediaBenchmark : IBenchmark
{
    private const string Gantry = "Gantry", ByHand = "by hand", Digests = "by hand, with digests", Written = "s to image", Told = "s until told", Processor = "CPU s";

    public string Name => "media";

    public string Description => "a CT study to an ISO image with DICOMDIR, beside dcmmkdir, sha256sum and xorriso by hand; [--turns N] [--instances N] [--before N]";

    public async Task RunAsync(Arguments arguments, TextWriter output, CancellationToken cancellationToken)
    {
        var (turns, instances, before) = (arguments.Number("turns", 5), arguments.Number("instances", 500), arguments.Number("before", 2));
        arguments.End();
        var byHand = new DiscByHand();
        await output.WriteLineAsync(Machine.Describe());
        using var folder = new TemporaryFolder();
        var study = Uid.New();
        WriteStudy(folder.Folder("study"), study, instances);
        await using var server = await GantryServer.StartAsync([], cancellationToken);
        await server.CliAsync(["import", folder.Folder("study")], cancellationToken);

        // A server is asked for its first disc once, and then for weeks: what the first takes is told apart, and the runtime compiles what is used often anew during some more.
        var first = await BurnAsync(server, study, hasViewer: false, cancellationToken);
        for (var turn = 1; turn < before; turn++)
        {
            await BurnAsync(server, study, hasViewer: turn % 2 == 1, cancellationToken);
        }

        var comparison = new Comparison(Written, Told, Processor);
        comparison.Add(Gantry, token => BurnAsync(server, study, hasViewer: false, token));
        comparison.Add("Gantry, with the viewer", token => BurnAsync(server, study, hasViewer: true, token));
        comparison.Add(ByHand, token => byHand.MakeAsync(folder, hasDigests: false, token));
        comparison.Add(Digests, token => byHand.MakeAsync(folder, hasDigests: true, token));

        await comparison.RunAsync(turns, cancellationToken);

        await output.WriteLineAsync($"\n{instances} CT images of 512 KB (load {Machine.Load()}):");
        comparison.Write(output);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {Table.Number(first[0])} s to the image of the first request after the start, {before} requests before the first turn"));
        foreach (var other in (string[])[ByHand, Digests])
        {
            await output.WriteLineAsync($"  {Table.Ratio(comparison.Median(other, Written), comparison.Median(Gantry, Written))} as fast as {other}");
        }
    }

    private static void WriteStudy(string folder, Uid study, int instances)
    {
        var (series, pixels) = (Uid.New(), new byte[512 * 512 * 2]);
        var ofStudy = SampleImage.Make(1, 512, pixels);
        for (var number = 1; number <= instances; number++)
        {
            new Random(number).NextBytes(pixels);
            var image = SampleImage.Make(number, 512, pixels).ToBuilder()
                .Set(Tags.StudyInstanceUID, study).Set(Tags.SeriesInstanceUID, series).Set(Tags.SOPInstanceUID, Uid.New()).Set(Tags.InstanceNumber, number);
            foreach (var tag in (Tag[])[Tags.PatientName, Tags.PatientID, Tags.StudyID, Tags.AccessionNumber])
            {
                image.Set(ofStudy[tag]!); // it is one study of one patient
            }

            File.WriteAllBytes(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"IMG{number:D5}")), DicomFile.ToArray(image.Build(), TransferSyntax.ExplicitVRLittleEndian));
        }
    }

    private static async Task<double?[]> BurnAsync(GantryServer server, Uid study, bool hasViewer, CancellationToken cancellationToken)
    {
        FileSystems.Sync();
        var images = Path.Combine(server.DataFolder, "gantry.imagefile", "images");
        var (processor, begun) = (new ProcessTree(server.ProcessId).ProcessorSeconds, Stopwatch.GetTimestamp());
        var request = server.CliAsync(["media", "create", "--study", study.Value, "--device", "imagefile", "--viewer", hasViewer ? "true" : "false", "--wait", "--json"], cancellationToken);
        double? written = null;
        while (!request.IsCompleted)
        {
            // An image has its name when it is whole and on the disk.
            written ??= Directory.Exists(images) && Directory.EnumerateFiles(images, "*.iso").Any() ? Stopwatch.GetElapsedTime(begun).TotalSeconds : null;
            await Task.WhenAny(request, Task.Delay(10, cancellationToken));
        }

        using var made = JsonDocument.Parse(await request);
        var told = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        if (made.RootElement.GetProperty("executionStatus").GetString() != "DONE")
        {
            throw new BenchmarkException($"The request failed: {made.RootElement.GetProperty("note").GetString()}");
        }

        Directory.Delete(images, recursive: true);
        return [written ?? told, told, new ProcessTree(server.ProcessId).ProcessorSeconds - processor];
    }
}
