using System.Globalization;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;

namespace Gantry.Benchmarks.Codecs;

/// <summary>Megapixels per second: files of many frames compressed and decompressed, gantry convert as it is shipped against the programs of DCMTK and GDCM on the same files.</summary>
internal sealed class CodecsBenchmark : IBenchmark
{
    private const string Whole = "whole process, MP/s", Processor = "processor, ms/MP", Bytes = "bytes of the result";

    public string Name => "codecs";

    public string Description => "compressing and decompressing pixel data, against DCMTK and GDCM; --turns 3 --frames 200";

    public async Task RunAsync(Arguments arguments, TextWriter output, CancellationToken cancellationToken)
    {
        var (turns, frames) = (arguments.Number("turns", 3), arguments.Number("frames", 200));
        arguments.End();
        await Programs.RunAsync(Path.Combine(Checkout.Top, "tools", "build"), ["--if-changed"], cancellationToken: cancellationToken);
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
        var gantry = Path.Combine(Checkout.Server, "gantry");
        string[] convert = ["convert", source, "--to", to.Uid.Value, "--output", result];
        Add("Gantry", gantry, convert);
        Add("Gantry, one processor", Programs.Require("env", "coreutils"), ["DOTNET_PROCESSOR_COUNT=1", gantry, .. convert]);
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
