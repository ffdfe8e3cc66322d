using Gantry.Dicom.Tests;

namespace Gantry.Dicom.Imaging.Tests;

/// <summary>What is decoded of real files is what another decoder makes of them.</summary>
public class CorpusDecodingTests(ITestOutputHelper output)
{
    // GDCM 3.0.21 mixes up the planes of samples of more than a byte; these are the digests of what dcmdrle of DCMTK 3.6.7 makes of them.
    private static readonly Dictionary<string, string> OfDcmtk = new()
    {
        ["SC_rgb_rle_16bit.dcm"] = "36de0258708d3af79cf989c0ab2cbbf861afe927799cdfd0fef36fca3b3aa058",
        ["SC_rgb_rle_32bit.dcm"] = "1a243c9351e3a9aeadbe667627e8bae4d38950bf570c2fadab4fef93f766aafa",
    };

    // GDCM leaves the sign out where the codestream has none, and makes bytes of single bits in JPEG 2000: these are other forms of the same pixels.
    [Fact]
    public void Every_lossless_file_is_decoded_to_the_expected_digest()
    {
        var (count, wrong) = (0, new List<string>());
        var codecs = PixelCodecs.BuiltIn;
        var decoded = codecs.Decoded.ToHashSet();
        foreach (var file in CorpusFiles.AllOrSkip())
        {
            if (!file.Expected.TryGetProperty("decoded", out var expected) || !expected.TryGetProperty("sha256", out var digest)
                || file.Expected.GetProperty("transfer_syntax").GetString() is not { } uid || !decoded.Contains(new TransferSyntax(new Uid(uid))))
            {
                continue;
            }

            count++;
            var wanted = OfDcmtk.GetValueOrDefault(Path.GetFileName(file.Path), digest.GetString()!);
            using var pixels = PixelData.Open(file.Path);
            try
            {
                var (pixelwise, planes) = (DecodedPixels.Of(pixels, codecs, isPlanar: false), DecodedPixels.Of(pixels, codecs, isPlanar: true));
                byte[][] forms = [pixelwise, planes, DecodedPixels.WithoutSign(pixelwise, pixels.Description), DecodedPixels.BitsAsBytes(pixelwise, pixels.Description)];
                if (!forms.Any(form => DecodedPixels.Sha256(form) == wanted))
                {
                    wrong.Add($"{file.Name} {uid}: {pixels.Description}");
                }
            }
            catch (PixelDataException fault)
            {
                wrong.Add($"{file.Name} {uid}: {fault.Message}");
            }
        }

        output.WriteLine($"{count} files");
        wrong.ForEach(output.WriteLine);
        Assert.Empty(wrong);
        Assert.InRange(count, OpenJpeg.WhyUnavailable is null ? 82 : 50, int.MaxValue);
    }
}
