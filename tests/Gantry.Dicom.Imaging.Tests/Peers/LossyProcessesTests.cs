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

    [Theory]
    [InlineData(1, 37, 29, 90)]
    [InlineData(1, 8, 8, 100)]
    [InlineData(3, 37, 29, 90)]
    [InlineData(3, 64, 40, 75)]
    [InlineData(3, 2, 3, 100)]
    public void What_is_encoded_here_another_decoder_sees_alike(int samples, int columns, int rows, int quality)
    {
        var (native, encoded, decoded) = (Path.Combine(_folder, "native.dcm"), Path.Combine(_folder, "encoded.dcm"), Path.Combine(_folder, "decoded.dcm"));
        var frame = Enumerable.Range(0, columns * rows * samples)
            .Select(at => (byte)(128 + (90 * Math.Sin(at / samples % columns / 9.0)) + (35 * Math.Cos((at / samples / columns / 7.0) + (at % samples))))).ToArray();
        var image = PixelDataTests.Described(rows, columns, 8, 1).Set(Tags.SOPClassUID, Uids.SecondaryCaptureImageStorage).Set(Tags.SOPInstanceUID, new Uid("2.25.1"))
            .Set(Tags.SamplesPerPixel, samples).Set(Tags.PhotometricInterpretation, samples == 1 ? "MONOCHROME2" : "RGB").Set(Tags.PlanarConfiguration, 0)
            .Set(new DicomBytes(Tags.PixelData, Vr.OB, frame.Length % 2 == 0 ? frame : [.. frame, 0])).Build();
        File.WriteAllBytes(native, DicomFile.ToArray(image, TransferSyntax.ExplicitVRLittleEndian));
        var options = new PixelConversionOptions { Encoding = new PixelEncodingOptions { Quality = quality } };
        PixelConverter.Convert(native, encoded, new TransferSyntax(Uids.JPEGBaseline8Bit), options, TestContext.Current.CancellationToken);

        using var ours = PixelData.Open(encoded);
        var samplesOfOurs = ours.Decode(1, PixelCodecs.BuiltIn).Samples.ToArray();
        Assert.InRange(samplesOfOurs.Zip(frame).Average(pair => Math.Abs(pair.First - pair.Second)), 0, samples == 1 ? 2 : 4);
        Assert.SkipUnless(PeerPrograms.TryRun("dcmdjpeg", encoded, decoded), "dcmdjpeg is not installed.");
        using var theirs = PixelData.Open(decoded);
        Assert.Equal(theirs.Decode(1, PixelCodecs.BuiltIn).Samples.ToArray(), samplesOfOurs);
    }
}
