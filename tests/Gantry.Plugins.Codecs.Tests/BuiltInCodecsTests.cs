using System.Buffers;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;

namespace Gantry.Plugins.Codecs.Tests;

public class BuiltInCodecsTests
{
    [Fact]
    public Task It_decodes_what_it_encodes_and_is_collected_after_it_was_unloaded() => UnloadProbe.AssertUnloadsAsync(BuiltPlugin.Folder("gantry.codecs"), plugin =>
    {
        var codecs = new PixelCodecs([plugin.GetService<IPixelDecoder>()], [plugin.GetService<IPixelEncoder>()]);
        foreach (var syntax in (TransferSyntax[])[new(Uids.JPEGLosslessSV1), new(Uids.JPEGLossless), new(Uids.JPEGLSLossless), new(Uids.RLELossless)])
        {
            var encoded = new ArrayBufferWriter<byte>();
            codecs.Encode(Frame(), syntax, PixelEncodingOptions.Default, encoded);
            Assert.Equal(Frame().Samples.ToArray(), codecs.Decode(encoded.WrittenSpan, syntax, Description).Samples.ToArray());
        }

        return Task.CompletedTask;
    });

    [Fact]
    public async Task Lossy_JPEG_comes_near()
    {
        await using var plugin = await PluginHarness.LoadAsync(BuiltPlugin.Folder("gantry.codecs"));
        var codecs = new PixelCodecs([plugin.GetService<IPixelDecoder>()], [plugin.GetService<IPixelEncoder>()]);
        var encoded = new ArrayBufferWriter<byte>();
        codecs.Encode(Frame(), new TransferSyntax(Uids.JPEGBaseline8Bit), PixelEncodingOptions.Default, encoded);

        var decoded = codecs.Decode(encoded.WrittenSpan, new TransferSyntax(Uids.JPEGBaseline8Bit), Description);

        Assert.InRange(encoded.WrittenCount, 1, Frame().Samples.Length / 2);
        Assert.All(decoded.Samples.ToArray().Zip(Frame().Samples.ToArray()), pair => Assert.InRange(pair.First - pair.Second, -6, 6));
    }

    [Fact]
    public async Task Only_what_is_compressed_is_its_concern()
    {
        await using var plugin = await PluginHarness.LoadAsync(BuiltPlugin.Folder("gantry.codecs"));

        Assert.All(plugin.GetService<IPixelDecoder>().TransferSyntaxes, syntax => Assert.True(syntax.IsEncapsulated));
        Assert.DoesNotContain(new TransferSyntax(Uids.HTJ2K), plugin.GetService<IPixelEncoder>().TransferSyntaxes);
    }

    private static PixelDescription Description { get; } = new()
    {
        Rows = 64,
        Columns = 64,
        BitsAllocated = 8,
        BitsStored = 8,
        HighBit = 7,
        SamplesPerPixel = 1,
        PhotometricInterpretation = PhotometricInterpretation.Monochrome2,
        NumberOfFrames = 1,
    };

    private static DecodedFrame Frame() => new(Description, Enumerable.Range(0, 64 * 64).Select(at => (byte)(at / 16)).ToArray());
}
