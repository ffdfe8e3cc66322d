using System.Globalization;

namespace Gantry.Benchmarks.Parse;

/// <summary>Files per second and bytes allocated, whole processes against DCMTK's dcmdump and pydicom on the same files.</summary>
internal sealed class ParseBenchmark : IBenchmark
{
    public string Name => "parse";

    public string Description => "reading files, against dcmdump and pydicom: all elements of small ones, headers of CT images; --turns 5 --small 4000 --ct 400";

    public async Task RunAsync(Arguments arguments, TextWriter output, CancellationToken cancellationToken)
    {
        if (arguments.Text("read") is { } mode)
        {
            await FileReading.RunAsync(mode, File.ReadAllLines(arguments.Text("list") ?? ""), output); // the process that is timed
            return;
        }

        var (turns, small, ct) = (arguments.Number("turns", 5), arguments.Number("small", 4_000), arguments.Number("ct", 400));
        arguments.End();
        using var folder = new TemporaryFolder();
        output.WriteLine(Machine.Describe());
        await CompareAsync("all elements of small files", SampleFiles.Write(folder, "small", small, rows: 32, repeat: 25), Readers.OfAll, turns, output, cancellationToken);
        await CompareAsync("headers of CT images, pixel data skipped", SampleFiles.Write(folder, "ct", ct, rows: 512, repeat: 250), Readers.OfHeaders, turns, output, cancellationToken);
        if (SampleFiles.OfCorpus(folder, repeat: 20) is { } real)
        {
            await CompareAsync("all elements of the corpus's well-formed files of at most 64 KB", real, Readers.OfAll, turns, output, cancellationToken);
        }

        output.WriteLine($"load at the end: {Machine.Load()}");
    }

    private static async Task CompareAsync(string title, FileList files, IReadOnlyList<Reader> readers, int turns, TextWriter output, CancellationToken cancellationToken)
    {
        const string Whole = "whole process, files/s", Inside = "inside, files/s", Allocated = "bytes allocated/file", Processor = "processor, us/file";
        var comparison = new Comparison(Whole, Inside, Allocated, Processor);
        foreach (var reader in readers.Where(reader => reader.IsThere))
        {
            comparison.Add(reader.Name, async token =>
            {
                var count = files.Count / reader.Share;
                var run = await Programs.RunAsync(reader.Program, reader.Arguments(files, count), reader.TellsFigures, token);
                var told = reader.TellsFigures ? run.Output.Split(' ').Select(figure => double.Parse(figure, CultureInfo.InvariantCulture)).ToArray() : [];
                return [count / run.Elapsed.TotalSeconds, told.Length > 0 ? count / told[0] : null, told.Length > 1 ? told[1] / count : null, run.Processor.TotalMicroseconds / count];
            });
        }

        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{title}: {files.Distinct:N0} files of {files.MeanBytes:N0} bytes, {files.Count:N0} readings a turn, {turns} turns; load {Machine.Load()}"));
        await comparison.RunAsync(turns, cancellationToken);
        comparison.Write(output);
        var ours = readers.Where(reader => reader.IsThere && reader.IsOurs).Select(reader => reader.Name).ToList();
        foreach (var peer in readers.Where(reader => !reader.IsOurs))
        {
            output.WriteLine(!peer.IsThere
                ? $"{peer.Name}: not installed ({peer.Package})"
                : string.Join("; ", ours.Select(name => $"{name} is {Table.Ratio(comparison.Median(name, Whole), comparison.Median(peer.Name, Whole))} {peer.Name}")));
        }
    }
}
