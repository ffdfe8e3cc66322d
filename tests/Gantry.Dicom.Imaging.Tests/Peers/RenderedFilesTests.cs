using System.Collections.Concurrent;
using Gantry.Dicom.Tests;

namespace Gantry.Dicom.Imaging.Tests;

/// <summary>Images look as DCMTK's dcmj2pnm shows them.</summary>
public sealed class RenderedFilesTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gantry-rendered").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Greys_and_colours_differ_by_one_at_most()
    {
        var (same, refused, wrong) = (0, new ConcurrentBag<string>(), new ConcurrentBag<string>());

        // Of the many slices of the phantoms one in thirty is enough.
        var files = CorpusFiles.AllOrSkip().Where((file, index) => file.Class == "well-formed" && (!file.Name.StartsWith("neurolabusc", StringComparison.Ordinal) || index % 30 == 0));
        Parallel.ForEach(files, new ParallelOptions { MaxDegreeOfParallelism = 2 }, file =>
        {
            try
            {
                using var pixels = PixelData.Open(file.Path);
                var shown = Path.Combine(_folder, Guid.NewGuid().ToString("N"));
                var hasWindow = pixels.DataSet.GetDoubles(Tags.WindowWidth) is [>= 1, ..];
                if (DiffersByIntention(pixels, hasWindow) is { } why)
                {
                    refused.Add($"{file.Name}: {why}");
                    return;
                }

                Assert.SkipUnless(PeerPrograms.TryRun("dcmj2pnm", ["+op", .. (string[])(hasWindow ? ["+Wi", "1"] : ["+Wm"]), file.Path, shown]), "dcmj2pnm is not installed.");
                var difference = Compare(FrameRenderer.Render(pixels, 1, PixelCodecs.BuiltIn, new RenderOptions { AppliesPixelAspectRatio = false }), File.ReadAllBytes(shown));
                File.Delete(shown);
                if (difference > Tolerance(pixels))
                {
                    wrong.Add($"{file.Name}: {difference} {pixels.TransferSyntax} {pixels.Description}");
                }

                Interlocked.Increment(ref same);
            }
            catch (Exception fault) when (fault is PixelDataException or InvalidOperationException)
            {
                refused.Add($"{file.Name}: {fault.Message.Split('\n')[0]}");
            }
        });

        output.WriteLine($"{same} images compared");
        refused.Order().ToList().ForEach(output.WriteLine);
        wrong.Order().ToList().ForEach(output.WriteLine);
        Assert.Empty(wrong);
        Assert.InRange(same, 150, int.MaxValue);
    }

    // Lossy JPEG is decoded with other roundings, which windows make larger; so are colours that are converted.
    private static int Tolerance(PixelData pixels) => pixels.TransferSyntax.IsEncapsulated && pixels.DataSet.GetString(Tags.LossyImageCompression) == "01" ? 3
        : pixels.TransferSyntax.Uid.Value is "1.2.840.10008.1.2.4.50" or "1.2.840.10008.1.2.4.51" || pixels.Description.PhotometricInterpretation.Value.StartsWith("YBR", StringComparison.Ordinal) ? 3
        : 1;

    private static string? DiffersByIntention(PixelData pixels, bool hasWindow) =>
        !hasWindow && pixels.DataSet.Contains(Tags.PixelPaddingValue) ? "dcmj2pnm takes the padding into the range of the pixels"
        : !hasWindow && FrameAttributes.Find(pixels.DataSet, 1, Tags.FrameVOILUTSequence) != pixels.DataSet ? "dcmj2pnm does not look for windows in functional groups"
        : pixels is { TransferSyntax.IsBigEndian: true, Description.BitsAllocated: 32 } ? "dcmj2pnm swaps the bytes of half a sample alone"
        : null;

    // PGM and PPM: magic, width, height and 255 in text, then bytes.
    private static int Compare(RenderedImage image, byte[] shown)
    {
        var (fields, at) = (new List<string>(), 0);
        while (fields.Count < 4)
        {
            var end = Array.FindIndex(shown, at, character => character is (byte)' ' or (byte)'\n');
            fields.Add(System.Text.Encoding.ASCII.GetString(shown, at, end - at));
            at = end + 1;
        }

        Assert.Equal((image.Width, image.Height), (int.Parse(fields[1], null), int.Parse(fields[2], null)));
        var isColor = fields[0] == "P6";
        var (largest, count) = (0, image.Width * image.Height * (isColor ? 3 : 1));
        for (var index = 0; index < count; index++)
        {
            var ours = image.Pixels.Span[image.IsColor == isColor ? index : index / 3];
            largest = Math.Max(largest, Math.Abs(ours - shown[at + index]));
        }

        return largest;
    }
}
