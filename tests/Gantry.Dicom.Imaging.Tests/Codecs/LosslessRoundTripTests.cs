using System.Buffers;

namespace Gantry.Dicom.Imaging.Tests;

/// <summary>What is encoded without loss is decoded to the same samples, whatever they are.</summary>
public class LosslessRoundTripTests
{
    private static readonly TransferSyntax[] Lossless =
    [
        TransferSyntax.ExplicitVRLittleEndian, new(Uids.EncapsulatedUncompressedExplicitVRLittleEndian), new(Uids.RLELossless), new(Uids.DeflatedImageFrameCompression), new(Uids.JPEGLossless), new(Uids.JPEGLosslessSV1), new(Uids.JPEGLSLossless),
        .. OpenJpeg.WhyUnavailable is null ? (TransferSyntax[])[new(Uids.JPEG2000Lossless)] : [],
    ];

    public static TheoryData<string, int, int, int, string> Cases()
    {
        var cases = new TheoryData<string, int, int, int, string>();
        foreach (var syntax in Lossless)
        {
            foreach (var (samples, allocated, stored) in ((int, int, int)[])[(1, 1, 1), (1, 8, 8), (1, 8, 5), (1, 16, 12), (1, 16, 16), (3, 8, 8), (3, 16, 16), (1, 32, 32), (4, 8, 8)])
            {
                foreach (var kind in (string[])["ramp", "noise", "flat", "sparse", "extremes"])
                {
                    if (CanBeEncoded(syntax, samples, allocated, stored))
                    {
                        cases.Add(syntax.Uid.Value, samples, allocated, stored, kind);
                    }
                }
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_encoded_is_decoded_the_same(string syntax, int samples, int allocated, int stored, string kind)
    {
        foreach (var (rows, columns) in ((int, int)[])[(1, 1), (7, 13), (64, 40), (3, 300)])
        {
            var description = Describe(rows, columns, samples, allocated, stored);
            var frame = Frame(description, kind);
            var encoded = new ArrayBufferWriter<byte>();
            var described = PixelCodecs.BuiltIn.Encode(new DecodedFrame(description, frame), new TransferSyntax(new Uid(syntax)), PixelEncodingOptions.Default, encoded);
            var decoded = PixelCodecs.BuiltIn.Decode(encoded.WrittenSpan, new TransferSyntax(new Uid(syntax)), described);

            Assert.Equal(frame, decoded.Samples.ToArray());
        }
    }

    [Fact]
    public void An_encapsulated_native_frame_may_have_a_byte_of_padding_and_no_more()
    {
        var (syntax, description) = (new TransferSyntax(Uids.EncapsulatedUncompressedExplicitVRLittleEndian), Describe(1, 3, 1, 8, 8));

        Assert.Equal([1, 2, 3], PixelCodecs.BuiltIn.Decode([1, 2, 3, 0], syntax, description).Samples.ToArray());
        Assert.Throws<PixelDataException>(() => PixelCodecs.BuiltIn.Decode([1, 2, 3, 0, 0], syntax, description));
        Assert.Throws<PixelDataException>(() => PixelCodecs.BuiltIn.Decode([1, 2], syntax, description));
        Assert.Throws<PixelDataException>(() => PixelCodecs.BuiltIn.Decode([1, 2, 3, 0], TransferSyntax.ExplicitVRLittleEndian, description));
        Assert.Throws<PixelDataException>(() => PixelCodecs.BuiltIn.Decode([1, 2, 3, 4, 0], syntax, Describe(1, 4, 1, 8, 8)));
    }

    [Fact]
    public void Each_codec_is_tried() => Assert.Equal(Lossless.Select(syntax => syntax.Uid.Value).Order(), Cases().Select(one => one.Data.Item1).Distinct().Order());

    private static bool CanBeEncoded(TransferSyntax syntax, int samples, int allocated, int stored)
    {
        try
        {
            PixelCodecs.BuiltIn.EncoderOf(syntax).Describe(syntax, Describe(1, 1, samples, allocated, stored));
            return true;
        }
        catch (PixelDataException)
        {
            return false;
        }
    }

    private static PixelDescription Describe(int rows, int columns, int samples, int allocated, int stored) => new()
    {
        Rows = rows,
        Columns = columns,
        SamplesPerPixel = samples,
        PhotometricInterpretation = samples == 3 ? PhotometricInterpretation.Rgb : PhotometricInterpretation.Monochrome2,
        BitsAllocated = allocated,
        BitsStored = stored,
        HighBit = stored - 1,
    };

    private static byte[] Frame(PixelDescription description, string kind)
    {
        var frame = new byte[description.FrameBytes];
        var random = new Random(11);
        if (description.BitsAllocated == 1)
        {
            random.NextBytes(frame);
            var surplus = (int)((description.PixelsPerFrame * description.SamplesPerPixel) % 8);
            frame[^1] &= surplus == 0 ? (byte)0xFF : (byte)((1 << surplus) - 1);
            return frame;
        }

        var largest = (1L << description.BitsStored) - 1;
        for (var at = 0; at < frame.Length; at += description.SampleBytes)
        {
            var value = kind switch
            {
                "ramp" => at * 3 & largest,
                "noise" => random.NextInt64(largest + 1),
                "flat" => largest / 2,
                "sparse" => random.Next(20) == 0 ? random.NextInt64(largest + 1) : 0,
                _ => random.Next(2) == 0 ? 0 : largest,
            };
            BitConverter.GetBytes(value).AsSpan(0, description.SampleBytes).CopyTo(frame.AsSpan(at));
        }

        return frame;
    }
}
