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
                var name = Guid.NewGuid().ToString("N");
                var shown = Path.Combine(_folder, name);
                if (CannotBeCompared(pixels) is { } why)
                {
                    refused.Add($"{file.Name}: {why}");
                    return;
                }

                var window = Window(pixels);
                string[] words = window is { } one ? ["+Ww", Text(one.Center), Text(one.Width)] : pixels.DataSet.GetDoubles(Tags.WindowWidth) is [>= 1, ..] ? ["+Wi", "1"] : ["+Wm"];
                Assert.SkipUnless(PeerPrograms.TryRun("dcmj2pnm", ["+op", .. words, Native(pixels, file.Path, name), shown]), "dcmj2pnm is not installed.");
                var difference = Compare(FrameRenderer.Render(pixels, 1, PixelCodecs.BuiltIn, new RenderOptions { AppliesPixelAspectRatio = false, Window = window }), File.ReadAllBytes(shown));
                File.Delete(shown);
                if (difference > 1)
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
        Assert.InRange(same, 350, int.MaxValue);
    }

    // dcmj2pnm decodes neither JPEG-LS nor JPEG 2000: another program makes native pixel data of them first.
    private string Native(PixelData pixels, string path, string name)
    {
        string[] peers = pixels.TransferSyntax.Uid.Value switch
        {
            "1.2.840.10008.1.2.4.80" or "1.2.840.10008.1.2.4.81" => ["dcmdjpls", "gdcmconv --raw"],
            "1.2.840.10008.1.2.4.90" or "1.2.840.10008.1.2.4.91" => ["gdcmconv --raw"],
            _ => [],
        };
        if (peers is [])
        {
            return path;
        }

        var native = Path.Combine(_folder, name + ".dcm");
        foreach (var peer in peers.Select(peer => peer.Split(' ')))
        {
            try
            {
                Assert.SkipUnless(PeerPrograms.TryRun(peer[0], [.. peer[1..], path, native]), $"{peer[0]} is not installed.");
                return native;
            }
            catch (InvalidOperationException) when (peer[0] != peers[^1].Split(' ')[0])
            {
                File.Delete(native); // the next one may
            }
        }

        throw new InvalidOperationException("nobody decodes it");
    }

    // Without a window in the data set all values are shown, in which dcmj2pnm has the padding, too; and it does not look for one in functional groups. There both get one.
    private static VoiWindow? Window(PixelData pixels)
    {
        var isOpen = pixels.DataSet.GetDoubles(Tags.WindowWidth) is not [>= 1, ..]
            && (pixels.DataSet.Contains(Tags.PixelPaddingValue) || FrameAttributes.Find(pixels.DataSet, 1, Tags.FrameVOILUTSequence) != pixels.DataSet);
        var values = 1 << Math.Min(pixels.Description.BitsStored, 10);
        return isOpen && pixels.Description.SamplesPerPixel == 1 ? new VoiWindow(values / 2, values) : null;
    }

    private static string? CannotBeCompared(PixelData pixels) =>
        pixels.Description.IsFloatingPoint ? "dcmj2pnm shows no floating-point pixel data"
        : pixels is { TransferSyntax.IsBigEndian: true, Description.BitsAllocated: 32 } ? "dcmj2pnm swaps the bytes of half a sample alone"
        : pixels.Description.PhotometricInterpretation == PhotometricInterpretation.YbrFull && !pixels.TransferSyntax.IsEncapsulated
            ? "dcmj2pnm has the middle of chrominances at 127.5, PS3.3 §C.7.6.3.1.2 at 128" : null;

    private static string Text(double value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    // What dcmj2pnm shows otherwise: the witness is the standard.
    [Fact]
    public void Luminance_and_chrominances_become_colours_as_the_standard_says()
    {
        using var pixels = PixelData.Open(Path.Combine(CorpusFiles.FolderOrSkip(), "files/pydicom__pydicom-data/data_store/data/SC_ybr_full_uncompressed.dcm"));
        var colours = FrameRenderer.Render(pixels, 1, PixelCodecs.BuiltIn).Pixels.ToArray();
        var samples = pixels.Decode(1, PixelCodecs.BuiltIn).Samples.ToArray();
        for (var at = 0; at < samples.Length; at += 3)
        {
            var (luminance, blue, red) = (samples[at], samples[at + 1] - 128, samples[at + 2] - 128);
            double[] expected = [luminance + (1.402 * red), luminance - (0.344136 * blue) - (0.714136 * red), luminance + (1.772 * blue)];
            Assert.All(expected, (value, place) => Assert.InRange(Math.Abs(Math.Clamp(value, 0, 255) - colours[at + place]), 0, 0.51));
        }
    }

    // The same: the witness is the image in little endian order.
    [Theory]
    [InlineData("pydicom__pydicom/src/pydicom/data/test_files/rtdose_expb.dcm", "pydicom__pydicom/src/pydicom/data/test_files/rtdose.dcm")]
    [InlineData("pydicom__pydicom-data/data_store/data/SC_rgb_expb_32bit.dcm", "pydicom__pydicom-data/data_store/data/SC_rgb_32bit.dcm")]
    public void The_order_of_bytes_changes_nothing(string bigEndian, string littleEndian)
    {
        var folder = Path.Combine(CorpusFiles.FolderOrSkip(), "files");
        using var one = PixelData.Open(Path.Combine(folder, bigEndian));
        using var other = PixelData.Open(Path.Combine(folder, littleEndian));

        Assert.Equal(FrameRenderer.Render(other, 1, PixelCodecs.BuiltIn).Pixels.ToArray(), FrameRenderer.Render(one, 1, PixelCodecs.BuiltIn).Pixels.ToArray());
    }

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
