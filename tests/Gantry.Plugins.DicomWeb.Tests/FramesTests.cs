using Gantry.Dicom;

namespace Gantry.Plugins.DicomWeb.Tests;

public class FramesTests
{
    private const string Instance = "studies/2.25.10/series/2.25.100/instances/2.25.100.2";

    [Fact]
    public async Task Frames_come_in_parts_with_their_samples()
    {
        using var fixture = await WebFixture.MakeAsync();
        await using var handler = fixture.Frames;

        var response = await handler.HandleAsync(
            WebFixture.Request(Instance + "/frames/1", accept: "multipart/related; type=\"application/octet-stream\""), TestContext.Current.CancellationToken);

        var part = Assert.Single(Parts.Of(response.ContentType!, await WebFixture.BodyAsync(response)));
        Assert.Equal(new byte[] { 0, 85, 170, 2 }, part.Content);
        Assert.Contains("Content-Type: application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1\r\n", part.Headers + "\r\n", StringComparison.Ordinal);
        Assert.Contains($"Content-Location: {WebFixture.Url}/{Instance}/frames/1", part.Headers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_frame_may_be_the_body()
    {
        using var fixture = await WebFixture.MakeAsync();
        await using var handler = fixture.Frames;

        var response = await handler.HandleAsync(WebFixture.Request(Instance + "/frames/1", accept: "application/octet-stream"), TestContext.Current.CancellationToken);

        Assert.Equal(new byte[] { 0, 85, 170, 2 }, await WebFixture.BodyAsync(response));
    }

    [Theory]
    [InlineData(2_000, 1)]
    [InlineData(0, 0)]
    public async Task A_large_instance_is_copied_once_and_its_file_stays_as_the_setting_says(int megabytes, int kept)
    {
        using var fixture = await WebFixture.MakeAsync();
        fixture.Settings.Current = new DicomWebSettings { CacheMegabytes = megabytes };
        await fixture.AddAsync("2.25.30", "2.25.300", 1, "US", side: 1_500, frames: 3);
        Assert.Equal(0, fixture.SpooledFiles);

        for (var frame = 1; frame <= 3; frame++)
        {
            await using (var handler = fixture.Frames)
            {
                var response = await handler.HandleAsync(
                    WebFixture.Request($"studies/2.25.30/series/2.25.300/instances/2.25.300.1/frames/{frame}", accept: "application/octet-stream"), TestContext.Current.CancellationToken);
                Assert.Equal(1, fixture.SpooledFiles);
                var body = await WebFixture.BodyAsync(response);
                Assert.Equal((1_500 * 1_500, (byte)frame), (body.Length, body[^1]));
            }

            Assert.Equal(kept, fixture.SpooledFiles);
        }

        fixture.Cache.Dispose();
        Assert.Equal(0, fixture.SpooledFiles);
    }

    [Fact]
    public async Task A_small_instance_is_not_copied_and_several_may_read_one_large_one()
    {
        using var fixture = await WebFixture.MakeAsync();
        fixture.Settings.Current = new DicomWebSettings { CacheMegabytes = 0 };
        await fixture.AddAsync("2.25.30", "2.25.300", 1, "US", side: 1_500, frames: 3);
        await using var small = fixture.Frames;
        await small.HandleAsync(WebFixture.Request(Instance + "/frames/1"), TestContext.Current.CancellationToken);
        Assert.Equal(0, fixture.SpooledFiles);

        await using var first = fixture.Frames;
        await using (var second = fixture.Frames)
        {
            var request = WebFixture.Request("studies/2.25.30/series/2.25.300/instances/2.25.300.1/frames/3", accept: "application/octet-stream");
            var response = await first.HandleAsync(request, TestContext.Current.CancellationToken);
            await second.HandleAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(1, fixture.SpooledFiles);
            await second.DisposeAsync();
            Assert.Equal(1_500 * 1_500, (await WebFixture.BodyAsync(response)).Length); // its file is there as long as it is read
        }
    }

    [Theory]
    [InlineData("1.2.840.10008.1.2.1", "2", new byte[] { 2 })]
    [InlineData("1.2.840.10008.1.2", "1,3", new byte[] { 1, 3 })]
    [InlineData("1.2.840.10008.1.2", "3,1,1", new byte[] { 3, 1, 1 })]
    [InlineData("1.2.840.10008.1.2.1.99", "1,2,3", new byte[] { 1, 2, 3 })]
    [InlineData("1.2.840.10008.1.2.2", "1,2,3", new byte[] { 1, 2, 3 })]
    public async Task Frames_are_the_same_whatever_they_are_stored_in_and_in_the_order_asked_for(string syntax, string frames, byte[] expected)
    {
        using var fixture = await WebFixture.MakeAsync();
        await fixture.AddAsync("2.25.30", "2.25.300", 1, "US", new TransferSyntax(new Uid(syntax)), side: 600, frames: 3);
        await using var handler = fixture.Frames;

        var response = await handler.HandleAsync(
            WebFixture.Request($"studies/2.25.30/series/2.25.300/instances/2.25.300.1/frames/{frames}", accept: "multipart/related; type=\"application/octet-stream\""),
            TestContext.Current.CancellationToken);

        var parts = Parts.Of(response.ContentType!, await WebFixture.BodyAsync(response));
        Assert.All(parts, part => Assert.Equal(600 * 600, part.Content.Length));
        Assert.All(parts, part => Assert.True(part.Content.AsSpan(0, part.Content.Length - 1).IndexOfAnyExcept((byte)0) < 0));
        Assert.Equal(expected, parts.Select(part => part.Content[^1]));
    }

    [Theory, InlineData(1, 200), InlineData(3, 200), InlineData(4, 404)]
    public async Task A_frame_is_there_or_it_is_not(int frame, int status)
    {
        using var fixture = await WebFixture.MakeAsync();
        await fixture.AddAsync("2.25.30", "2.25.300", 1, "US", side: 600, frames: 3);
        await using var handler = fixture.Frames;

        var response = await handler.HandleAsync(
            WebFixture.Request($"studies/2.25.30/series/2.25.300/instances/2.25.300.1/frames/{frame}", accept: "application/octet-stream"), TestContext.Current.CancellationToken);

        Assert.Equal(status, response.Status);
        Assert.Equal(status == 200 ? 600 * 600 : 0, (await WebFixture.BodyAsync(response)).Length);
    }

    [Theory]
    [InlineData("frames/2", "", 404)]
    [InlineData("frames/0", "", 400)]
    [InlineData("frames/1,x", "", 400)]
    [InlineData("frames/1,,1", "", 400)]
    [InlineData("frames/1", "image/jpeg", 406)]
    public async Task What_is_no_frame_is_refused(string path, string accept, int status)
    {
        using var fixture = await WebFixture.MakeAsync();
        await using var handler = fixture.Frames;

        Assert.Equal(status, (await handler.HandleAsync(WebFixture.Request($"{Instance}/{path}", accept: accept), TestContext.Current.CancellationToken)).Status);
    }

    [Theory]
    [InlineData("", "", 0xFF, 0xD8)]
    [InlineData("", "image/png", 0x89, 0x50)]
    [InlineData("window=100,200,linear&quality=50&viewport=1,1", "image/jpeg", 0xFF, 0xD8)]
    public async Task An_instance_is_rendered(string query, string accept, int first, int second)
    {
        using var fixture = await WebFixture.MakeAsync();

        var response = await fixture.Rendered.HandleAsync(WebFixture.Request(Instance + "/rendered", query, accept), TestContext.Current.CancellationToken);
        var thumbnail = await fixture.Thumbnails.HandleAsync(WebFixture.Request("studies/2.25.10/thumbnail"), TestContext.Current.CancellationToken);

        Assert.Equal(new byte[] { (byte)first, (byte)second }, (await WebFixture.BodyAsync(response))[..2]);
        Assert.Equal(new byte[] { 0xFF, 0xD8 }, (await WebFixture.BodyAsync(thumbnail))[..2]);
    }

    [Theory]
    [InlineData("quality=0")]
    [InlineData("quality=101")]
    [InlineData("window=1,2")]
    [InlineData("window=1,0,linear")]
    [InlineData("window=NaN,2,linear")]
    [InlineData("viewport=0,5")]
    [InlineData("viewport=5")]
    [InlineData("unknown=1")]
    public async Task A_parameter_that_is_wrong_is_refused(string query)
    {
        using var fixture = await WebFixture.MakeAsync();

        Assert.Equal(400, (await fixture.Rendered.HandleAsync(WebFixture.Request(Instance + "/rendered", query), TestContext.Current.CancellationToken)).Status);
    }
}
