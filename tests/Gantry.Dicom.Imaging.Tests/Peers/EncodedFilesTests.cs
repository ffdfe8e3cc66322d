using Gantry.Dicom.Tests;

namespace Gantry.Dicom.Imaging.Tests;

/// <summary>What is compressed here, others read as it was.</summary>
public sealed class EncodedFilesTests(ITestOutputHelper output) : IDisposable
{
    // Grey of 8, 12 and 16 bits, signed and not; colour; a palette; several frames.
    internal static IReadOnlyList<string> Sources { get; } =
    [
        "pydicom__pydicom/src/pydicom/data/test_files/CT_small.dcm",
        "pydicom__pydicom/src/pydicom/data/test_files/MR_small.dcm",
        "pydicom__pydicom/src/pydicom/data/test_files/SC_rgb_rle.dcm",
        "pydicom__pydicom/src/pydicom/data/test_files/SC_rgb_rle_2frame.dcm",
        "pydicom__pydicom-data/data_store/data/OBXXXX1A_rle_2frame.dcm",
        "pydicom__pydicom-data/data_store/data/emri_small_RLE.dcm",
        "Enet4__dicom-test-files/data/WG04/RLE/CT2_RLE",
        "Enet4__dicom-test-files/data/WG04/RLE/VL3_RLE",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("gantry-encoded").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("1.2.840.10008.1.2.5", "dcmdrle")]
    [InlineData("1.2.840.10008.1.2.4.57", "dcmdjpeg")]
    [InlineData("1.2.840.10008.1.2.4.70", "dcmdjpeg")]
    [InlineData("1.2.840.10008.1.2.4.80", "dcmdjpls")]
    [InlineData("1.2.840.10008.1.2.5", "gdcmconv --raw")]
    [InlineData("1.2.840.10008.1.2.4.70", "gdcmconv --raw")]
    [InlineData("1.2.840.10008.1.2.4.80", "gdcmconv --raw")]
    [InlineData("1.2.840.10008.1.2.4.90", "gdcmconv --raw")]
    [InlineData("1.2.840.10008.1.2.1", "dcmconv")]
    [InlineData("1.2.840.10008.1.2.2", "dcmconv +te")]
    [InlineData("1.2.840.10008.1.2.1.99", "dcmconv +te")]
    public void A_peer_reads_the_pixels_that_there_were(string syntax, string peer)
    {
        Assert.SkipUnless(new TransferSyntax(new Uid(syntax)) is var wanted && (!wanted.IsEncapsulated || PixelCodecs.BuiltIn.Encoded.Contains(wanted)), "OpenJPEG is not installed.");
        var corpus = CorpusFiles.FolderOrSkip();
        foreach (var source in Sources.Select(source => Path.Combine(corpus, "files", source)))
        {
            var (encoded, decoded) = (Path.Combine(_folder, "encoded.dcm"), Path.Combine(_folder, "decoded.dcm"));
            File.Delete(encoded);
            PixelConverter.Convert(source, encoded, new TransferSyntax(new Uid(syntax)), cancellationToken: TestContext.Current.CancellationToken);
            Assert.DoesNotContain(DicomValidator.Validate(DicomFile.Open(encoded, DicomValidator.ReaderOptions)), finding => finding.Path.Contains("7FE0", StringComparison.Ordinal));
            Assert.SkipUnless(PeerPrograms.TryRun(peer.Split(' ')[0], [.. peer.Split(' ')[1..], encoded, decoded]), $"{peer} is not installed.");

            using var before = PixelData.Open(source);
            using var after = PixelData.Open(decoded);
            Assert.False(after.TransferSyntax.IsEncapsulated);
            Assert.True(
                DecodedPixels.Sha256(DecodedPixels.Of(before, PixelCodecs.BuiltIn, isPlanar: false)) == DecodedPixels.Sha256(DecodedPixels.Of(after, PixelCodecs.BuiltIn, isPlanar: false)),
                $"{Path.GetFileName(source)} in {syntax} is another to {peer}.");
            output.WriteLine($"{Path.GetFileName(source)} {syntax} {new FileInfo(encoded).Length} bytes, {peer}");
        }
    }
}
