using System.Globalization;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;

namespace Gantry.Benchmarks.Codecs;

/// <summary>Megapixels per second: files of many frames compressed and decompressed, whole processes against those of DCMTK and GDCM on the same files.</summary>
internal sealed class CodecsBenchmark : IBenchmark
{
    private const string Whole = "whole process, MP/s", Processor = "processor, ms/MP", Bytes = "bytes of the result";

    public string Name => "codecs";

    public string Description => "compressing and decompressing pixel data, against DCMTK and GDCM; --turns 3 --frames 100";

    public async Task RunAsync(Arguments arguments, TextWriter output, CancellationToken cancellationToken)
    {
        if (arguments.Text("convert") is { } source)
        {
            var (result, to, threads) = (arguments.Text("result") ?? "", arguments.Text("to") ?? "", arguments.Number("threads", Environment.ProcessorCount));
            PixelConverter.Convert(source, result, new TransferSyntax(new Uid(to)), new PixelConversionOptions { ParallelFrames = threads }, cancellationToken); // the process that is timed
            return;
        }

        var (turns, frames) = (arguments.Number("turns", 3), arguments.Number("frames", 100));
        arguments.End();
        using var folder = new TemporaryFolder();
        output.WriteLine(Machine.Describe());
        foreach (var work in CodecWork.All)
        {
            var native = folder.File($"native{work.Bits}.dcm");
            if (!File.Exists(native))
            {
                SampleImage.Write(native, frames, work.Bits);
            }

            var compressed = folder.File(work.Name + ".dcm");
            PixelConverter.Convert(native, compressed, work.TransferSyntax, cancellationToken: cancellationToken);
            await CompareAsync($"{work.Name}: compressing {work.Bits} bits", native, work.TransferSyntax, work.Encoders, turns, frames, folder, output, cancellationToken);
            await CompareAsync($"{work.Name}: decompressing {work.Bits} bits", compressed, TransferSyntax.ExplicitVRLittleEndian, work.Decoders, turns, frames, folder, output, cancellationToken);
        }

        output.WriteLine($"load at the end: {Machine.Load()}");
    }

    private static async Task CompareAsync(
        string title, string source, TransferSyntax to, IReadOnlyList<string> peers, int turns, int frames, TemporaryFolder folder, TextWriter output, CancellationToken cancellationToken)
    {
        var comparison = new Comparison(Whole, Processor, Bytes);
        var result = folder.File("result.dcm");
        var dll = typeof(CodecsBenchmark).Assembly.Location;
        Add("Gantry", Environment.ProcessPath!, [dll, "codecs", "--convert", source, "--result", result, "--to", to.Uid.Value]);
        Add("Gantry, one thread", Environment.ProcessPath!, [dll, "codecs", "--convert", source, "--result", result, "--to", to.Uid.Value, "--threads", "1"]);
        foreach (var peer in peers.Select(peer => peer.Split(' ')))
        {
            if (Programs.Find(peer[0]) is { } program)
            {
                Add(string.Join(' ', peer), program, [.. peer[1..], source, result]);
            }
            else
            {
                output.WriteLine($"{peer[0]}: not installed");
            }
        }

        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{title}: {frames} frames of {SampleImage.Side} x {SampleImage.Side}, {turns} turns; load {Machine.Load()}"));
        await comparison.RunAsync(turns, cancellationToken);
        comparison.Write(output);

        void Add(string name, string program, string[] words) => comparison.Add(name, async token =>
        {
            File.Delete(result);
            var run = await Programs.RunAsync(program, words, keepsOutput: false, token);
            var megapixels = (double)frames * SampleImage.Side * SampleImage.Side / 1e6;
            return [megapixels / run.Elapsed.TotalSeconds, run.Processor.TotalMilliseconds / megapixels, new FileInfo(result).Length];
        });
    }
}
