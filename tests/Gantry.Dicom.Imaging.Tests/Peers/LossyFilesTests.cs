using Gantry.Dicom.Tests;

namespace Gantry.Dicom.Imaging.Tests;

/// <summary>Lossy files look as DCMTK and GDCM have them.</summary>
public sealed class LossyFilesTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gantry-lossy").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("1.2.840.10008.1.2.4.50", "dcmdjpeg", 0)]
    [InlineData("1.2.840.10008.1.2.4.51", "dcmdjpeg", 0)]
    [InlineData("1.2.840.10008.1.2.4.81", "dcmdjpls", 0)]
    [InlineData("1.2.840.10008.1.2.4.91", "gdcmconv --raw", 1)]
    public void Samples_differ_no_more_than_decoders_may(string syntax, string peer, int tolerance)
    {
        var (count, wrong) = (0, new List<string>());
        foreach (var file in CorpusFiles.AllOrSkip().Where(file => file.Expected.TryGetProperty("transfer_syntax", out var uid) && uid.GetString() == syntax))
        {
            Assert.SkipWhen(syntax == Uids.JPEG2000.Value && OpenJpeg.WhyUnavailable is not null, "OpenJPEG is not installed.");
            var decoded = Path.Combine(_folder, "decoded.dcm");
            try
            {
                Assert.SkipUnless(PeerPrograms.TryRun(peer.Split(' ')[0], [.. peer.Split(' ')[1..], file.Path, decoded]), $"{peer} is not installed.");
            }
            catch (InvalidOperationException refused)
            {
                output.WriteLine($"{file.Name}: {refused.Message}");
                continue;
            }

            count++;
            using var ours = PixelData.Open(file.Path);
            using var theirs = PixelData.Open(decoded);
            try
            {
                var (largest, mean) = Difference(ours.Decode(1, PixelCodecs.BuiltIn), theirs.Decode(1, PixelCodecs.BuiltIn));
                output.WriteLine($"{file.Name} {ours.Description.PhotometricInterpretation}: largest {largest}, mean {mean:0.000}");
                if (largest > tolerance)
                {
                    wrong.Add($"{file.Name} {ours.Description.PhotometricInterpretation} {theirs.Description.PhotometricInterpretation}: largest {largest}, mean {mean:0.000}");
                }
            }
            catch (PixelDataException fault)
            {
                wrong.Add($"{file.Name}: {fault.Message}");
            }
        }

        wrong.ForEach(output.WriteLine);
        Assert.Empty(wrong);
        Assert.InRange(count, 10, int.MaxValue);
    }

    private static (int Largest, double Mean) Difference(DecodedFrame ours, DecodedFrame theirs)
    {
        Assert.Equal(theirs.Samples.Length, ours.Samples.Length);
        var (largest, sum, count) = (0, 0L, 0);
        var one = ours.Samples.Span;
        var other = theirs.Samples.Span;
        for (var at = 0; at < one.Length; at += ours.Description.SampleBytes, count++)
        {
            var difference = Math.Abs(Sample(one, at) - Sample(other, at));
            (largest, sum) = (Math.Max(largest, difference), sum + difference);
        }

        return (largest, (double)sum / count);

        int Sample(ReadOnlySpan<byte> samples, int at) => ours.Description switch
        {
            { SampleBytes: 1 } => samples[at],
            { IsSigned: true } => BitConverter.ToInt16(samples[at..]),
            _ => BitConverter.ToUInt16(samples[at..]),
        };
    }
}
