using System.Diagnostics;
using Gantry.Dicom.Tests;

namespace Gantry.Dicom.Imaging.Tests;

/// <summary>Whatever a file is, its pixels are decoded or refused.</summary>
public class CorpusHostilityTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_frame_of_every_file_is_decoded_or_refused_in_a_sentence()
    {
        var (decoded, refused, wrong) = (0, new List<string>(), new List<string>());
        foreach (var file in CorpusFiles.AllOrSkip().Where((file, index) => !file.Name.StartsWith("neurolabusc", StringComparison.Ordinal) || index % 50 == 0))
        {
            var begun = Stopwatch.GetTimestamp();
            try
            {
                using var pixels = PixelData.Open(file.Path);
                for (var frame = 1; frame <= Math.Min(pixels.Description.NumberOfFrames, 20); frame++)
                {
                    Assert.Equal(pixels.Description.FrameBytes, pixels.Decode(frame, PixelCodecs.BuiltIn).Samples.Length);
                    decoded++;
                }
            }
            catch (Exception fault) when (fault is PixelDataException or DicomEncodingException)
            {
                refused.Add($"{file.Name}: {fault.Message}");
            }
            catch (Exception fault) when (fault is not Xunit.Sdk.IAssertionException)
            {
                wrong.Add($"{file.Name} after {Stopwatch.GetElapsedTime(begun)}: {fault}");
            }
        }

        output.WriteLine($"{decoded} frames decoded");
        refused.ForEach(output.WriteLine);
        wrong.ForEach(output.WriteLine);
        Assert.Empty(wrong);
        Assert.InRange(decoded, 400, int.MaxValue);

        // Without pixel data, or without a description, or of a transfer syntax that nobody here decodes: of images with frames few are refused.
        Assert.InRange(refused.Count(one => !one.Contains("no pixel data", StringComparison.Ordinal)), 0, OpenJpeg.WhyUnavailable is null ? 20 : 100);
    }

    [Fact]
    public void High_throughput_frames_that_lost_little_are_those_that_lost_nothing()
    {
        Assert.SkipUnless(OpenJpeg.WhyUnavailable is null && OpenJpeg.Version >= new Version(2, 5), "OpenJPEG 2.5 is not installed.");
        var folder = Path.Combine(CorpusFiles.FolderOrSkip(), "files/pydicom__pydicom-data/data_store/data");
        using var lossless = PixelData.Open(Path.Combine(folder, "HTJ2KLossless_08_RGB.dcm"));
        using var lossy = PixelData.Open(Path.Combine(folder, "HTJ2K_08_RGB.dcm"));
        var (one, other) = (lossless.Decode(1, PixelCodecs.BuiltIn).Samples.ToArray(), lossy.Decode(1, PixelCodecs.BuiltIn).Samples.ToArray());

        Assert.InRange(one.Zip(other).Average(pair => Math.Abs(pair.First - pair.Second)), 0.001, 3);
    }
}
