using System.Collections.Immutable;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json.Nodes;
using Gantry.Contracts;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Workstation.Tests;

public sealed class ModulesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gantry-").FullName;

    public ModulesTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "wwwroot", "parts"));
        File.WriteAllText(Path.Combine(_folder, "wwwroot", "parts", "board.js"), "run()");
        File.WriteAllText(Path.Combine(_folder, "wwwroot", "notes.txt"), "of nobody's");
        File.WriteAllText(Path.Combine(_folder, "plugin.json"), "{}");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("", "")]
    [InlineData("*", "acme.one/board zeta.two/dots zeta.two/sticker")]
    [InlineData("zeta.read", "zeta.two/dots")]
    [InlineData("instances.search", "acme.one/board")]
    [InlineData("status.read", "")]
    public async Task Who_has_the_right_is_told_of_what_is_added(string right, string ids)
    {
        var answer = await new ModulesHandler(Modules()).HandleAsync(Request("modules", right), TestContext.Current.CancellationToken);

        Assert.Equal((200, "application/json"), (answer.Status, answer.ContentType));
        Assert.Equal("no-store", answer.Headers.Single(field => field.Key == "Cache-Control").Value);
        Assert.Equal(ids, string.Join(' ', JsonNode.Parse(await ContentAsync(answer))!["added"]!.AsArray().Select(each => (string)each!["id"]!)));
    }

    [Fact]
    public async Task Each_is_told_with_where_its_script_is_and_what_it_has()
    {
        var answer = await new ModulesHandler(Modules()).HandleAsync(Request("modules", Rights.All), TestContext.Current.CancellationToken);

        Assert.Equal(
            """
            {"added":[{"id":"acme.one/board","version":"1.2.3","kind":"page","title":"Board","script":"modules/acme.one/abc1/parts/board.js","element":"acme-board"},{"id":"zeta.two/dots","version":"2.0.0","kind":"column","title":"Dots","script":"modules/zeta.two/def2/dots.js","function":"dots"},{"id":"zeta.two/sticker","version":"2.0.0","kind":"button","title":"Stick","script":"modules/zeta.two/def2/stick.js","element":"zeta-sticker"}]}
            """,
            await ContentAsync(answer));
    }

    [Fact]
    public async Task A_file_of_the_version_that_serves_is_given_for_ever()
    {
        var answer = await FileAsync("acme.one", "abc1", "parts/board.js");

        Assert.Equal((200, "text/javascript; charset=utf-8", "run()"), (answer.Status, answer.ContentType, await ContentAsync(answer)));
        Assert.Equal("public, max-age=31536000, immutable", answer.Headers.Single(field => field.Key == "Cache-Control").Value);
        Assert.Contains(answer.Headers, field => field.Key == "Content-Security-Policy");
    }

    [Theory]
    [InlineData("acme.one", "abc1", "parts/gone.js")]
    [InlineData("acme.one", "abc1", "parts")]
    [InlineData("acme.one", "abc1", "notes.txt")]
    [InlineData("acme.one", "abc1", "../plugin.json")]
    [InlineData("acme.one", "abc1", "parts/../../plugin.json")]
    [InlineData("acme.one", "abc1", "parts\\board.js")]
    [InlineData("acme.one", "abc0", "parts/board.js")]
    [InlineData("acme.two", "abc1", "parts/board.js")]
    public async Task What_is_no_file_of_a_version_that_serves_is_not_found(string plugin, string tag, string path)
    {
        var answer = await FileAsync(plugin, tag, path);
        Assert.Equal((404, "no-store"), (answer.Status, answer.Headers.Single(field => field.Key == "Cache-Control").Value));
    }

    [Fact]
    public async Task A_link_out_of_the_folder_is_not_followed()
    {
        File.CreateSymbolicLink(Path.Combine(_folder, "wwwroot", "linked.json"), Path.Combine(_folder, "plugin.json"));
        Assert.Equal(404, (await FileAsync("acme.one", "abc1", "linked.json")).Status);
    }

    private WebModules Modules() => new(
    [
        new("zeta.two", "2.0.0", "def2", _folder, new Module(new WebColumn("dots", "Dots", "zeta.read", "dots.js", "dots"), new WebButton("sticker", "Stick", "zeta.write", "stick.js", "zeta-sticker"))),
        new("acme.one", "1.2.3", "abc1", _folder, new Module(new WebPage("board", "Board", Rights.Search, "parts/board.js", "acme-board"))),
    ]);

    private ValueTask<WebResponse> FileAsync(string plugin, string tag, string path)
    {
        var request = Request($"modules/{plugin}/{tag}/{path}", "");
        var values = ImmutableDictionary<string, string>.Empty.Add("plugin", plugin).Add("tag", tag).Add("path", path);
        return new ModuleFileHandler(Modules()).HandleAsync(request with { RouteValues = values }, TestContext.Current.CancellationToken);
    }

    private static WebRequest Request(string path, string right) => new()
    {
        Method = "GET",
        BaseUrl = "http://pacs.example:8104/workstation",
        Path = path,
        Body = PipeReader.Create(Stream.Null),
        Caller = new CatalogCaller(default, right.Length > 0 ? new VerifiedUser("ada", UserIdentityType.UserName) : null),
        CallerRights = right.Length > 0 ? [right] : [],
        CorrelationId = "W1",
    };

    private static async Task<string> ContentAsync(WebResponse response)
    {
        using var content = new MemoryStream();
        var writer = PipeWriter.Create(content, new StreamPipeWriterOptions(leaveOpen: true));
        await response.Body!(writer, TestContext.Current.CancellationToken);
        await writer.CompleteAsync();
        return Encoding.UTF8.GetString(content.ToArray());
    }

    private sealed class Module(params WebContribution[] contributions) : IWebModule
    {
        public ImmutableArray<WebContribution> Contributions { get; } = [.. contributions];
    }
}
