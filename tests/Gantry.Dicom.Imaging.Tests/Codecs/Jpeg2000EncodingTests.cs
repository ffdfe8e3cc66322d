using System.Buffers;

namespace Gantry.Dicom.Imaging.Tests;

/// <summary>JPEG 2000 as it is encoded here.</summary>
public class Jpeg2000EncodingTests
{
    private static readonly TransferSyntax Lossless = new(Uids.JPEG2000Lossless);
    private static readonly TransferSyntax Lossy = new(Uids.JPEG2000);

    public Jpeg2000EncodingTests() => Assert.SkipWhen(OpenJpeg.WhyUnavailable is not null, "OpenJPEG is not installed.");

    [Theory]
    [InlineData(8, 8, false, 1)]
    [InlineData(16, 12, true, 1)]
    [InlineData(16, 16, true, 1)]
    [InlineData(8, 8, false, 3)]
    [InlineData(16, 16, false, 3)]
    public void Signed_or_not_grey_or_colour_it_stays_the_same(int allocated, int stored, bool isSigned, int samples)
    {
        var description = Describe(57, 91, allocated, stored, isSigned, samples);
        var frame = Frame(description);
        var encoded = new ArrayBufferWriter<byte>();
        var described = PixelCodecs.BuiltIn.Encode(new DecodedFrame(description, frame), Lossless, PixelEncodingOptions.Default, encoded);
        Assert.Equal(samples == 3 ? PhotometricInterpretation.YbrRct : PhotometricInterpretation.Monochrome2, described.PhotometricInterpretation);

        // SIZ: the precision is that of the stored bits, with the sign in the eighth bit; COD: the transformation of components is that which is described.
        var siz = encoded.WrittenSpan[4..];
        Assert.Equal((byte)((stored - 1) | (isSigned ? 0x80 : 0)), siz[38]);
        Assert.Equal((byte)(samples == 3 ? 1 : 0), encoded.WrittenSpan[encoded.WrittenSpan.IndexOf((ReadOnlySpan<byte>)[0xFF, 0x52]) + 8]);

        var decoded = PixelCodecs.BuiltIn.Decode(encoded.WrittenSpan, Lossless, described);
        Assert.Equal(description.PhotometricInterpretation, decoded.Description.PhotometricInterpretation);
        Assert.Equal(frame, decoded.Samples.ToArray());
    }

    [Fact]
    public void What_is_above_the_stored_bits_stays_too()
    {
        var description = Describe(16, 16, 16, 12, isSigned: false, samples: 1);
        var frame = Frame(description);
        frame[33] |= 0x80;
        var encoded = new ArrayBufferWriter<byte>();
        PixelCodecs.BuiltIn.Encode(new DecodedFrame(description, frame), Lossless, PixelEncodingOptions.Default, encoded);
        Assert.Equal(frame, PixelCodecs.BuiltIn.Decode(encoded.WrittenSpan, Lossless, description).Samples.ToArray());
    }

    [Theory, InlineData(1), InlineData(3)]
    public void Lossy_frames_are_as_small_as_asked_for_and_look_alike(int samples)
    {
        var description = Describe(256, 256, 8, 8, isSigned: false, samples);
        var frame = Frame(description);
        foreach (var ratio in (double[])[4, 20])
        {
            var encoded = new ArrayBufferWriter<byte>();
            var described = PixelCodecs.BuiltIn.Encode(new DecodedFrame(description, frame), Lossy, new PixelEncodingOptions { CompressionRatio = ratio }, encoded);
            var decoded = PixelCodecs.BuiltIn.Decode(encoded.WrittenSpan, Lossy, described).Samples.ToArray();
            Assert.InRange(frame.Length / (double)encoded.WrittenCount, ratio * 0.95, ratio * 1.3);
            Assert.InRange(decoded.Zip(frame).Average(pair => Math.Abs(pair.First - pair.Second)), 0.0001, 6);
        }
    }

    [Fact]
    public void A_palette_loses_nothing_or_is_refused()
    {
        var description = Describe(4, 4, 8, 8, isSigned: false, samples: 1) with { PhotometricInterpretation = PhotometricInterpretation.PaletteColor };
        Assert.Equal(PhotometricInterpretation.PaletteColor, PixelCodecs.BuiltIn.EncoderOf(Lossless).Describe(Lossless, description).PhotometricInterpretation);
        Assert.Throws<PixelDataException>(() => PixelCodecs.BuiltIn.EncoderOf(Lossy).Describe(Lossy, description));
    }

    private static PixelDescription Describe(int rows, int columns, int allocated, int stored, bool isSigned, int samples) => new()
    {
        Rows = rows,
        Columns = columns,
        SamplesPerPixel = samples,
        PhotometricInterpretation = samples == 3 ? PhotometricInterpretation.Rgb : PhotometricInterpretation.Monochrome2,
        BitsAllocated = allocated,
        BitsStored = stored,
        HighBit = stored - 1,
        IsSigned = isSigned,
    };

    private static byte[] Frame(PixelDescription description)
    {
        var frame = new byte[description.FrameBytes];
        var random = new Random(5);
        var largest = (1 << description.BitsStored) - 1;
        for (var index = 0; index < frame.Length / description.SampleBytes; index++)
        {
            var pixel = index / description.SamplesPerPixel;
            var value = ((pixel % description.Columns * largest / description.Columns) + random.Next(Math.Max(1, largest / 16))) & largest;
            value = description.IsSigned ? value << (32 - description.BitsStored) >> (32 - description.BitsStored) : value;
            BitConverter.GetBytes(value).AsSpan(0, description.SampleBytes).CopyTo(frame.AsSpan(index * description.SampleBytes));
        }

        return frame;
    }
}
