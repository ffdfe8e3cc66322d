using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace Gantry.Dicom.Imaging.Tests;

public class FrameRendererTests
{
    // PS3.3 §C.11.2.1.2: centre 40 and width 400 over 0 to 255.
    [Theory]
    [InlineData(VoiFunction.Linear, 40, 400, -160, 0)]
    [InlineData(VoiFunction.Linear, 40, 400, -159.5, 0.32)]
    [InlineData(VoiFunction.Linear, 40, 400, 239, 255)]
    [InlineData(VoiFunction.Linear, 40, 400, 40, 127.8)]
    [InlineData(VoiFunction.Linear, 10, 1, 9.5, 0)]
    [InlineData(VoiFunction.Linear, 10, 1, 9.6, 255)]
    [InlineData(VoiFunction.LinearExact, 40, 400, -160, 0)]
    [InlineData(VoiFunction.LinearExact, 40, 400, 40, 127.5)]
    [InlineData(VoiFunction.LinearExact, 40, 400, 240, 255)]
    [InlineData(VoiFunction.Sigmoid, 40, 400, 40, 127.5)]
    [InlineData(VoiFunction.Sigmoid, 40, 400, 140, 186.4)]
    public void Windows_map_as_the_standard_says(VoiFunction function, double center, double width, double value, double expected) =>
        Assert.InRange(255 * new VoiWindow(center, width, function).Map(value), expected - 0.06, expected + 0.06);

    [Fact]
    public void Rescale_window_and_inversion_follow_each_other()
    {
        var dataSet = Grey(0, 1024, 2048).Set(Tags.RescaleSlope, 1).Set(Tags.RescaleIntercept, -1024).Set(Tags.WindowCenter, 0).Set(Tags.WindowWidth, 2048);
        Assert.Equal([0, 128, 255], Render(dataSet.Build()));
        Assert.Equal([255, 127, 0], Render(dataSet.Set(Tags.PhotometricInterpretation, "MONOCHROME1").Build()));
        Assert.Equal([0, 128, 255], Render(dataSet.Build(), new RenderOptions { IsInverted = true }));
        Assert.Equal([255, 255, 0], Render(dataSet.Build(), new RenderOptions { Window = new VoiWindow(500, 100) }));
    }

    [Fact]
    public void Without_a_window_all_values_are_shown_but_for_padding()
    {
        Assert.Equal([0, 128, 255], Render(Grey(100, 150, 200).Build()));
        Assert.Equal([0, 0, 255], Render(Grey(0, 150, 200).Set(Tags.PixelPaddingValue, 0).Build()));
    }

    [Fact]
    public void Tables_are_looked_up_from_their_first_value_to_their_last()
    {
        var item = new DicomDataSetBuilder().Set(Tags.LUTDescriptor, [3, 10, 16], Vr.US).Set(Tags.LUTData, new byte[] { 0, 0, 0xFF, 0x7F, 0xFF, 0xFF }, Vr.OW).Build();
        Assert.Equal([0, 127, 255], Render(Grey(5, 11, 99).Set(Tags.VOILUTSequence, [item]).Build()));
    }

    [Fact]
    public void A_presentation_table_goes_over_all_greys_and_is_not_inverted_once_more()
    {
        var item = new DicomDataSetBuilder().Set(Tags.LUTDescriptor, [5, 0, 8], Vr.US).Set(Tags.LUTData, Words(0, 10, 100, 200, 255), Vr.OW).Build();
        var dataSet = Grey(0, 1, 2, 3, 4).Set(Tags.PhotometricInterpretation, "MONOCHROME1").Set(Tags.WindowCenter, 2.5).Set(Tags.WindowWidth, 5).Set(Tags.PresentationLUTSequence, [item]);
        Assert.Equal([0, 10, 100, 200, 255], Render(dataSet.Build()));
        Assert.Equal([255, 245, 155, 55, 0], Render(dataSet.Build(), new RenderOptions { IsInverted = true }));

        // Two entries: each grey has the nearer one.
        var two = new DicomDataSetBuilder().Set(Tags.LUTDescriptor, [2, 0, 16], Vr.US).Set(Tags.LUTData, Words(0, 0xFFFF), Vr.OW).Build();
        Assert.Equal([0, 0, 0, 255, 255], Render(dataSet.Set(Tags.PresentationLUTSequence, [two]).Build()));
    }

    [Theory]
    [InlineData("MONOCHROME2", "INVERSE", 255, 0)]
    [InlineData("MONOCHROME1", "IDENTITY", 0, 255)]
    [InlineData("MONOCHROME1", "INVERSE", 255, 0)]
    public void The_shape_of_the_presentation_table_wins(string interpretation, string shape, int first, int last)
    {
        var dataSet = Grey(0, 9).Set(Tags.PhotometricInterpretation, interpretation).Set(Tags.PresentationLUTShape, shape);
        Assert.Equal([(byte)first, (byte)last], Render(dataSet.Build()));
    }

    [Fact]
    public void Windows_of_a_frame_are_its_own()
    {
        static DicomDataSet Group(int center) => new DicomDataSetBuilder()
            .Set(Tags.FrameVOILUTSequence, [new DicomDataSetBuilder().Set(Tags.WindowCenter, center).Set(Tags.WindowWidth, 1).Build()]).Build();
        var dataSet = PixelDataTests.Described(1, 2, 8, 2).Set(Tags.PerFrameFunctionalGroupsSequence, [Group(10), Group(30)])
            .Set(new DicomBytes(Tags.PixelData, Vr.OB, new byte[] { 5, 20, 5, 20 })).Build();
        Assert.Equal([0, 255], Render(dataSet, frame: 1));
        Assert.Equal([0, 0], Render(dataSet, frame: 2));
    }

    [Fact]
    public void A_palette_gives_colours_segmented_too()
    {
        var dataSet = PixelDataTests.Described(1, 3, 8, 1).Set(Tags.PhotometricInterpretation, "PALETTE COLOR").Set(new DicomBytes(Tags.PixelData, Vr.OB, new byte[] { 0, 1, 4 }));
        foreach (var tag in (Tag[])[Tags.RedPaletteColorLookupTableDescriptor, Tags.GreenPaletteColorLookupTableDescriptor, Tags.BluePaletteColorLookupTableDescriptor])
        {
            dataSet.Set(tag, [5, 0, 16], Vr.US);
        }

        // Red as it is; green one entry, then four in a line to FFFF; blue all the same.
        dataSet.Set(Tags.RedPaletteColorLookupTableData, Words(0x1000, 0x2000, 0x3000, 0x4000, 0x5000), Vr.OW)
            .Set(Tags.SegmentedGreenPaletteColorLookupTableData, Words(0, 1, 0, 1, 4, 0xFFFF), Vr.OW)
            .Set(Tags.BluePaletteColorLookupTableData, Words(0x0700, 0x0700, 0x0700, 0x0700, 0x0700), Vr.OW);
        Assert.Equal([0x10, 0, 7, 0x20, 0x40, 7, 0x50, 0xFF, 7], Render(dataSet.Build()));
    }

    [Fact]
    public void Overlays_are_drawn_where_they_are_and_no_further()
    {
        var dataSet = PixelDataTests.Described(2, 2, 8, 1).Set(new DicomBytes(Tags.PixelData, Vr.OB, new byte[4])).Set(Tags.WindowCenter, 128).Set(Tags.WindowWidth, 256)
            .Set(new Tag(0x6000_0010), 3, Vr.US).Set(new Tag(0x6000_0011), 3, Vr.US).Set(new Tag(0x6000_0050), [0, 0], Vr.SS)
            .Set(new Tag(0x6000_3000), new byte[] { 0b0001_0001, 0 }, Vr.OW).Build();
        Assert.Equal([255, 0, 0, 0], Render(dataSet));
        Assert.Equal([0, 0, 0, 0], Render(dataSet, new RenderOptions { ShowsOverlays = false }));
    }

    [Fact]
    public void Pixels_become_square_and_images_as_small_as_asked_for()
    {
        var dataSet = PixelDataTests.Described(2, 4, 8, 1).Set(new DicomBytes(Tags.PixelData, Vr.OB, new byte[] { 0, 0, 255, 255, 0, 0, 255, 255 })).Set(Tags.PixelAspectRatio, [2, 1]).Build();
        using var pixels = PixelData.Of(dataSet, TransferSyntax.ExplicitVRLittleEndian);
        var square = FrameRenderer.Render(pixels, 1, PixelCodecs.BuiltIn);
        Assert.Equal((4, 4), (square.Width, square.Height));
        var small = FrameRenderer.Render(pixels, 1, PixelCodecs.BuiltIn, new RenderOptions { MaximumSide = 2 });
        Assert.Equal((2, 2), (small.Width, small.Height));
        Assert.Equal([0, 255, 0, 255], small.Pixels.ToArray());
    }

    [Fact]
    public void Png_holds_the_pixels_and_jpeg_nearly()
    {
        var image = new RenderedImage(2, 2, IsColor: true, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 });
        var png = new ArrayBufferWriter<byte>();
        PngWriter.Write(image, png);
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13], png.WrittenSpan[..12].ToArray());
        Assert.Equal([0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82], png.WrittenSpan[^12..].ToArray());
        var data = png.WrittenSpan.IndexOf("IDAT"u8);
        using var inflated = new ZLibStream(new MemoryStream(png.WrittenSpan.Slice(data + 4, BinaryPrimitives.ReadInt32BigEndian(png.WrittenSpan[(data - 4)..])).ToArray()), CompressionMode.Decompress);
        var rows = new byte[14];
        inflated.ReadExactly(rows);
        Assert.Equal([2, 1, 2, 3, 4, 5, 6, 2, 6, 6, 6, 6, 6, 6], rows);

        var jpeg = new ArrayBufferWriter<byte>();
        JpegWriter.Write(new RenderedImage(8, 8, IsColor: false, Enumerable.Repeat((byte)77, 64).ToArray()), jpeg);
        var description = new PixelDescription { Rows = 8, Columns = 8, BitsAllocated = 8, BitsStored = 8, HighBit = 7 };
        Assert.All(PixelCodecs.BuiltIn.Decode(jpeg.WrittenSpan, new TransferSyntax(Uids.JPEGBaseline8Bit), description).Samples.ToArray(), grey => Assert.InRange(grey, 76, 78));
    }

    private static DicomDataSetBuilder Grey(params int[] values) =>
        PixelDataTests.Described(1, values.Length, 16, 1).Set(new DicomBytes(Tags.PixelData, Vr.OW, Words(values)));

    private static byte[] Words(params int[] values) => [.. values.SelectMany(value => BitConverter.GetBytes((ushort)value))];

    private static byte[] Render(DicomDataSet dataSet, RenderOptions? options = null, int frame = 1)
    {
        using var pixels = PixelData.Of(dataSet, TransferSyntax.ExplicitVRLittleEndian);
        return FrameRenderer.Render(pixels, frame, PixelCodecs.BuiltIn, options).Pixels.ToArray();
    }
}
