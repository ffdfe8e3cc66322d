using System.Buffers;

namespace Gantry.Dicom.Imaging.Tests;

/// <summary>A vendor's codec may fail in any way.</summary>
public class FailingCodecTests
{
    private static readonly TransferSyntax Rle = new(Uids.RLELossless);

    public static TheoryData<string> Failures => ["throws", "returns null", "describes another frame"];

    [Theory, MemberData(nameof(Failures))]
    public void Whatever_it_does_a_frame_fails_by_name(string failure)
    {
        var codecs = new PixelCodecs([new FailingCodec(failure)], []);
        Assert.Contains(nameof(FailingCodec), Assert.Throws<PixelDataException>(() => codecs.Decode([1, 2, 3], Rle, Description)).Message, StringComparison.Ordinal);
        Assert.Contains(nameof(FailingCodec), Assert.Throws<PixelDataException>(() => codecs.DecoderOf(Rle).Decode([1, 2, 3], Rle, Description, new byte[4])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_exception_says_is_not_told_on()
    {
        var codecs = new PixelCodecs([], [new FailingCodec("throws")]);
        var fault = Assert.Throws<PixelDataException>(() => codecs.Encode(new DecodedFrame(Description, new byte[4]), Rle, PixelEncodingOptions.Default, new ArrayBufferWriter<byte>()));
        Assert.Contains("FailingCodec failed: InvalidOperationException.", fault.Message, StringComparison.Ordinal);
        Assert.IsType<InvalidOperationException>(fault.InnerException);
    }

    [Fact]
    public void Who_cannot_say_whether_it_works_does_not_and_another_takes_its_place()
    {
        var codecs = new PixelCodecs([new FailingCodec("cannot say"), new RleCodec()], []);
        Assert.Contains(Rle, codecs.Decoded);
        Assert.DoesNotContain(Rle, new PixelCodecs([new FailingCodec("cannot say")], []).Decoded);
    }

    [Theory]
    [InlineData("cannot tell")]
    [InlineData("tells null")]
    public void Who_cannot_tell_what_it_decodes_decodes_nothing_and_is_in_nobody_s_way(string failure)
    {
        var codecs = new PixelCodecs([new FailingCodec(failure), new RleCodec()], [new FailingCodec(failure)]);
        Assert.Contains(Rle, codecs.Decoded);
        Assert.DoesNotContain(Rle, codecs.Encoded);
    }

    [Fact]
    public void Options_out_of_their_range_are_the_caller_s_fault()
    {
        foreach (var options in (PixelEncodingOptions[])[new() { Quality = 0 }, new() { NearLosslessError = 256 }, new() { CompressionRatio = double.NaN }])
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => PixelCodecs.BuiltIn.Encode(new DecodedFrame(Description, new byte[4]), Rle, options, new ArrayBufferWriter<byte>()));
        }
    }

    private static PixelDescription Description { get; } = new() { Rows = 2, Columns = 2, BitsAllocated = 8, BitsStored = 8, HighBit = 7 };

    private sealed class FailingCodec(string failure) : IPixelDecoder, IPixelEncoder
    {
        public IReadOnlyCollection<TransferSyntax> TransferSyntaxes => failure switch
        {
            "cannot tell" => throw new InvalidOperationException("Doe^Jane"),
            "tells null" => null!,
            _ => [Rle],
        };

        public string? WhyUnavailable => failure == "cannot say" ? throw new InvalidOperationException("Doe^Jane") : null;

        public PixelDescription Decode(ReadOnlySpan<byte> encoded, TransferSyntax transferSyntax, PixelDescription description, Span<byte> frame) => failure switch
        {
            "returns null" => null!,
            "describes another frame" => description with { Rows = 3 },
            _ => throw new InvalidOperationException("Doe^Jane"),
        };

        public PixelDescription Describe(TransferSyntax transferSyntax, PixelDescription description) => description;

        public void Encode(ReadOnlySpan<byte> frame, TransferSyntax transferSyntax, PixelDescription description, PixelEncodingOptions options, IBufferWriter<byte> output) =>
            throw new InvalidOperationException("Doe^Jane");
    }
}
