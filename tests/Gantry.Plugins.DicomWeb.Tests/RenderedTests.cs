namespace Gantry.Plugins.DicomWeb.Tests;

public class RenderedTests
{
    private const string Series = "studies/2.25.10/series/2.25.100", Instance = Series + "/instances/2.25.100.1";

    [Theory]
    [InlineData("studies/2.25.10/rendered", "", "image/jpeg", 4)]
    [InlineData(Series + "/rendered", "multipart/related; type=\"image/png\"", "image/png", 2)]
    [InlineData(Series + "/rendered", "image/png", "image/png", 2)]
    public async Task Images_of_several_instances_come_in_parts(string path, string accept, string type, int expected)
    {
        using var fixture = await WebFixture.MakeAsync();

        var response = await fixture.Rendered.HandleAsync(WebFixture.Request(path, accept: accept), TestContext.Current.CancellationToken);

        Assert.Equal(200, response.Status);
        Assert.StartsWith($"multipart/related; type=\"{type}\"", response.ContentType, StringComparison.Ordinal);
        var parts = Parts.Of(response.ContentType!, await WebFixture.BodyAsync(response));
        Assert.Equal(expected, parts.Count);
        Assert.All(parts, part => Assert.Equal(type == "image/png" ? 0x89 : 0xFF, part.Content[0]));
        Assert.All(parts, part => Assert.StartsWith($"Content-Type: {type}", part.Headers, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Several_frames_come_in_parts_with_their_URLs()
    {
        using var fixture = await WebFixture.MakeAsync();
        await fixture.AddAsync("2.25.30", "2.25.300", 1, "US", side: 4, frames: 3);

        var response = await fixture.Rendered.HandleAsync(
            WebFixture.Request("studies/2.25.30/series/2.25.300/instances/2.25.300.1/frames/1,3/rendered", accept: "image/png"), TestContext.Current.CancellationToken);

        var parts = Parts.Of(response.ContentType!, await WebFixture.BodyAsync(response));
        Assert.Equal(2, parts.Count);
        Assert.Contains($"{WebFixture.Url}/studies/2.25.30/series/2.25.300/instances/2.25.300.1/frames/3/rendered", parts[1].Headers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_no_image_is_left_out_and_nothing_but_such_is_an_error()
    {
        using var fixture = await WebFixture.MakeAsync();
        await fixture.AddWithoutImageAsync("2.25.10", "2.25.105", 1);
        await fixture.AddWithoutImageAsync("2.25.50", "2.25.500", 1);
        await fixture.AddWithoutImageAsync("2.25.50", "2.25.500", 2);

        var some = await fixture.Rendered.HandleAsync(WebFixture.Request("studies/2.25.10/rendered"), TestContext.Current.CancellationToken);
        var none = await fixture.Rendered.HandleAsync(WebFixture.Request("studies/2.25.50/rendered"), TestContext.Current.CancellationToken);
        var thumbnail = await fixture.Thumbnails.HandleAsync(WebFixture.Request("studies/2.25.50/thumbnail"), TestContext.Current.CancellationToken);

        Assert.Equal(4, Parts.Of(some.ContentType!, await WebFixture.BodyAsync(some)).Count);
        Assert.Equal((404, 404), (none.Status, thumbnail.Status));
    }

    // 0 85 / 170 1, shown as it is.
    [Theory]
    [InlineData("viewport=2,2", 2, new byte[] { 0, 85, 170, 1 })]
    [InlineData("viewport=2,2,0,0,-2,", 2, new byte[] { 85, 0, 1, 170 })]
    [InlineData("viewport=2,2,,,2,-2", 2, new byte[] { 170, 1, 0, 85 })]
    [InlineData("viewport=2,2,1,0,1,2", 1, new byte[] { 85, 1 })]
    [InlineData("viewport=9,9,0,1,,", 2, new byte[] { 170, 1 })]
    public async Task A_viewport_shows_a_part_of_the_image_also_mirrored(string query, int width, byte[] expected)
    {
        using var fixture = await WebFixture.MakeAsync();

        var response = await fixture.Rendered.HandleAsync(
            WebFixture.Request(Instance + "/rendered", query + "&window=127.5,255,linear-exact", "image/png"), TestContext.Current.CancellationToken);

        var (columns, pixels) = Png.Read(await WebFixture.BodyAsync(response));
        Assert.Equal(width, columns);
        Assert.Equal(expected, pixels);
    }

    [Theory]
    [InlineData("viewport=2,2,5,0,,", 400)]
    [InlineData("viewport=2,2,0,0,0,1", 400)]
    [InlineData("viewport=2,2,-1,0,1,1", 400)]
    [InlineData("viewport=2,2,0,0,1", 400)]
    [InlineData("iccprofile=no", 200)]
    [InlineData("iccprofile=srgb", 400)]
    [InlineData("annotation=patient", 400)]
    public async Task What_a_viewport_cannot_show_is_refused(string query, int status)
    {
        using var fixture = await WebFixture.MakeAsync();

        Assert.Equal(status, (await fixture.Rendered.HandleAsync(WebFixture.Request(Instance + "/rendered", query), TestContext.Current.CancellationToken)).Status);
    }

    [Fact]
    public async Task A_thumbnail_is_rendered_once_and_kept_with_its_size()
    {
        using var fixture = await WebFixture.MakeAsync();
        var first = await WebFixture.BodyAsync(await fixture.Thumbnails.HandleAsync(WebFixture.Request(Series + "/thumbnail"), TestContext.Current.CancellationToken));
        fixture.Store.Fault = new IOException("Gone."); // what is kept needs no instance any more

        var again = await fixture.Thumbnails.HandleAsync(WebFixture.Request(Series + "/thumbnail"), TestContext.Current.CancellationToken);
        Assert.Equal(first, await WebFixture.BodyAsync(again));
        await Assert.ThrowsAnyAsync<IOException>(() => fixture.Thumbnails.HandleAsync(WebFixture.Request(Series + "/thumbnail", "viewport=1,1"), TestContext.Current.CancellationToken).AsTask());
        Assert.Equal(400, (await fixture.Thumbnails.HandleAsync(WebFixture.Request(Series + "/thumbnail", "window=1,2,linear"), TestContext.Current.CancellationToken)).Status);
    }
}
