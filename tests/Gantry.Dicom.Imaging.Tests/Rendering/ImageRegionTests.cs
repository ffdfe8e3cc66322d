namespace Gantry.Dicom.Imaging.Tests.Rendering;

public class ImageRegionTests
{
    // 1 2 3
    // 4 5 6
    private static readonly RenderedImage Image = new(3, 2, IsColor: false, new byte[] { 1, 2, 3, 4, 5, 6 });

    [Theory]
    [InlineData(0, 0, 1, 1, 3, new byte[] { 1, 2, 3, 4, 5, 6 })]
    [InlineData(1, 0, 0, 1, 3, new byte[] { 3, 2, 1, 6, 5, 4 })]
    [InlineData(0, 1, 1, 0, 3, new byte[] { 4, 5, 6, 1, 2, 3 })]
    [InlineData(0.34, 0.5, 1, 1, 2, new byte[] { 5, 6 })]
    [InlineData(0.99, 0.99, 1, 1, 1, new byte[] { 6 })] // a pixel at least
    public void A_region_is_cut_out_and_mirrored(double left, double top, double right, double bottom, int width, byte[] expected)
    {
        var part = new ImageRegion(left, top, right, bottom).Of(Image);

        Assert.Equal((width, expected.Length / width), (part.Width, part.Height));
        Assert.Equal(expected, part.Pixels.ToArray());
    }

    [Fact]
    public void The_colours_of_a_pixel_stay_together()
    {
        var image = new RenderedImage(2, 1, IsColor: true, new byte[] { 1, 2, 3, 4, 5, 6 });

        Assert.Equal([4, 5, 6, 1, 2, 3], new ImageRegion(1, 0, 0, 1).Of(image).Pixels.ToArray());
    }

    [Theory]
    [InlineData(-0.1, 0, 1, 1)]
    [InlineData(0, 0, 1.1, 1)]
    [InlineData(0, 0.5, 1, 0.5)]
    [InlineData(double.NaN, 0, 1, 1)]
    public void What_is_not_within_the_image_is_no_region(double left, double top, double right, double bottom) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageRegion(left, top, right, bottom).Of(Image));
}
