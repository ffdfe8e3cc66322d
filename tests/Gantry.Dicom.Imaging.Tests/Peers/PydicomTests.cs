using System.Diagnostics;
using System.Security.Cryptography;
using Gantry.Dicom.Tests;

namespace Gantry.Dicom.Imaging.Tests;

/// <summary>What is compressed here, pydicom reads as it was: RLE and native by itself, the others with GDCM.</summary>
public sealed class PydicomTests(ITestOutputHelper output) : IDisposable
{
    private const string Python = "/usr/bin/python3";

    // The samples of each file, all frames, those of a pixel together.
    private const string Script = """
        import hashlib, importlib.util, sys, numpy, pydicom
        from pydicom.pixel_data_handlers import gdcm_handler, numpy_handler, rle_handler
        pydicom.config.pixel_data_handlers = [numpy_handler, rle_handler, gdcm_handler]
        print("with GDCM" if importlib.util.find_spec("gdcm") else "alone")
        for path in sys.argv[1:]:
            try:
                pixels = pydicom.dcmread(path).pixel_array
                print(hashlib.sha256(pixels.astype(pixels.dtype.newbyteorder("<")).tobytes()).hexdigest())
            except Exception as fault:
                print(type(fault).__name__, str(fault).splitlines()[0])
        """;

    private static readonly Uid[] Written = [Uids.RLELossless, Uids.JPEGLossless, Uids.JPEGLosslessSV1, Uids.JPEGLSLossless, Uids.JPEG2000Lossless, Uids.DeflatedExplicitVRLittleEndian, Uids.ExplicitVRBigEndian];

    private static readonly Uid[] Alone = [Uids.RLELossless, Uids.DeflatedExplicitVRLittleEndian, Uids.ExplicitVRBigEndian];

    private readonly string _folder = Directory.CreateTempSubdirectory("gantry-pydicom").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_reads_the_pixels_that_there_were()
    {
        var corpus = CorpusFiles.FolderOrSkip();
        var files = new List<(string Path, string Digest)>();
        foreach (var source in EncodedFilesTests.Sources.Select(source => Path.Combine(corpus, "files", source)))
        {
            using var before = PixelData.Open(source);
            var value = DecodedPixels.Of(before, PixelCodecs.BuiltIn, isPlanar: false);
            var digest = Convert.ToHexStringLower(SHA256.HashData(value.AsSpan(0, before.Description.FrameBytes * before.Description.NumberOfFrames)));
            foreach (var syntax in Written.Select(uid => new TransferSyntax(uid)).Where(syntax => !syntax.IsEncapsulated || PixelCodecs.BuiltIn.Encoded.Contains(syntax)))
            {
                var path = Path.Combine(_folder, $"{Path.GetFileName(source)}.{syntax}.dcm");
                PixelConverter.Convert(source, path, syntax, cancellationToken: TestContext.Current.CancellationToken);
                files.Add((path, digest));
            }
        }

        var read = Read([.. files.Select(file => file.Path)]);

        var hasGdcm = read[0] == "with GDCM";
        output.WriteLine($"pydicom {read[0]}");
        read = read[1..];
        var wrong = files.Zip(read).Where(pair => pair.First.Digest != pair.Second && (hasGdcm || ReadsItself(pair.First.Path))).Select(pair => $"{Path.GetFileName(pair.First.Path)}: {pair.Second}").ToList();
        output.WriteLine($"{files.Count(file => hasGdcm || ReadsItself(file.Path))} files");
        wrong.ForEach(output.WriteLine);
        Assert.Equal(files.Count, read.Length);
        Assert.Empty(wrong);
    }

    private static bool ReadsItself(string path) => Alone.Any(uid => path.EndsWith($".{uid}.dcm", StringComparison.Ordinal));

    private static string[] Read(string[] paths)
    {
        Assert.SkipUnless(File.Exists(Python), "Python is not installed.");
        using var process = Process.Start(new ProcessStartInfo(Python, ["-c", Script, .. paths]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEndAsync();
        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        Assert.SkipWhen(process.ExitCode != 0 && said.Result.Contains("ModuleNotFoundError", StringComparison.Ordinal), "pydicom or NumPy is not installed for Python.");
        Assert.True(process.ExitCode == 0, said.Result);
        return lines;
    }
}
