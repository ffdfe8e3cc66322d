namespace Gantry.Plugins.DicomWeb.Tests;

public class BulkDataTests
{
    private const string Instance = "studies/2.25.10/series/2.25.100/instances/2.25.100.1";

    [Fact]
    public async Task A_value_comes_as_it_is_stored_by_itself_or_in_parts()
    {
        using var fixture = await WebFixture.MakeAsync();
        foreach (var accept in new[] { "", "application/octet-stream", "multipart/related; type=\"application/octet-stream\"" })
        {
            await using var handler = fixture.BulkData;

            var response = await handler.HandleAsync(Request("00100020", accept), TestContext.Current.CancellationToken);

            var body = await WebFixture.BodyAsync(response);
            var value = accept.StartsWith("multipart", StringComparison.Ordinal) ? Assert.Single(Parts.Of(response.ContentType!, body)).Content : body;
            Assert.Equal("P1"u8.ToArray(), value);
        }
    }

    [Theory]
    [InlineData("00404040", 404)]
    [InlineData("nonsense", 404)]
    [InlineData("00100020/0/00100020", 404)]
    [InlineData("00081140/99999999999/00081155", 404)]
    [InlineData("..", 404)]
    public async Task What_is_no_value_is_not_found(string path, int status)
    {
        using var fixture = await WebFixture.MakeAsync();
        await using var handler = fixture.BulkData;

        Assert.Equal(status, (await handler.HandleAsync(Request(path, ""), TestContext.Current.CancellationToken)).Status);
    }

    private static Gantry.Contracts.WebRequest Request(string path, string accept)
    {
        var request = WebFixture.Request($"{Instance}/bulkdata/{path}", accept: accept);
        return request with { RouteValues = request.RouteValues.SetItem("path", path) };
    }
}
