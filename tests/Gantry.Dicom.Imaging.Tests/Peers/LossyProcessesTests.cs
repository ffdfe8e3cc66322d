using Gantry.Dicom.Tests;

namespace Gantry.Dicom.Imaging.Tests;

/// <summary>Lossy JPEG in all forms that DCMTK writes is decoded as DCMTK decodes it, sample by sample.</summary>
public sealed class LossyProcessesTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gantry-processes").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("+eb +q 95 +s2")]
    [InlineData("+eb +q 60 +s4")]
    [InlineData("+eb +q 20 +n1")]
    [InlineData("+ee +q 90 +s2")]
    [InlineData("+ep +q 90 +s2")]
    [InlineData("+ep +q 50 +s4")]
    [InlineData("+ep +q 10 +n1")]
    [InlineData("+es +q 80 +s2")]
    public void Samples_are_those_of_another_decoder(string options)
    {
        var (count, corpus) = (0, CorpusFiles.FolderOrSkip());
        foreach (var source in EncodedFilesTests.Sources.Select(source => Path.Combine(corpus, "files", source)))
        {
            var (native, encoded, decoded) = (Path.Combine(_folder, "native.dcm"), Path.Combine(_folder, "encoded.dcm"), Path.Combine(_folder, "decoded.dcm"));
            File.Delete(native);
            PixelConverter.Convert(source, native, TransferSyntax.ExplicitVRLittleEndian, cancellationToken: TestContext.Current.CancellationToken);
            try
            {
                Assert.SkipUnless(PeerPrograms.TryRun("dcmcjpeg", [.. options.Split(' '), native, encoded]), "dcmcjpeg is not installed.");
            }
            catch (InvalidOperationException refused)
            {
                output.WriteLine($"{Path.GetFileName(source)}: {refused.Message.Split('\n')[0]}"); // not of so many bits, or of a palette
                continue;
            }

            PeerPrograms.TryRun("dcmdjpeg", encoded, decoded);
            using var ours = PixelData.Open(encoded);
            using var theirs = PixelData.Open(decoded);
            for (var frame = 1; frame <= Math.Min(ours.Description.NumberOfFrames, 3); frame++)
            {
                Assert.True(
                    ours.Decode(frame, PixelCodecs.BuiltIn).Samples.Span.SequenceEqual(theirs.Decode(frame, PixelCodecs.BuiltIn).Samples.Span),
                    $"Frame {frame} of {Path.GetFileName(source)} with {options} is another to dcmdjpeg.");
                count++;
            }
        }

        output.WriteLine($"{count} frames");
        Assert.InRange(count, 4, int.MaxValue);
    }
}
