using System.IO.Pipelines;
using System.Text;
using Gantry.Contracts;
using Gantry.Contracts.Testing;

namespace Gantry.Plugins.Workstation.Tests;

public sealed class PageHandlerTests : IDisposable
{
    private readonly TestPluginContext _context = new("gantry.workstation") { Folder = Directory.CreateTempSubdirectory("gantry-").FullName };

    public PageHandlerTests()
    {
        Write("index.html", "<!doctype html>");
        Write("assets/index-A1b2.js", "run()");
        Write("assets/decoder-Zz9.wasm", "\0asm");
        Write("notes.txt", "of nobody's");
        File.WriteAllText(Path.Combine(_context.Folder, "plugin.json"), "{}");
    }

    public void Dispose()
    {
        _context.Dispose();
        Directory.Delete(_context.Folder, recursive: true);
    }

    [Theory]
    [InlineData("", "text/html; charset=utf-8", "<!doctype html>")]
    [InlineData("index.html", "text/html; charset=utf-8", "<!doctype html>")]
    [InlineData("assets/index-A1b2.js", "text/javascript; charset=utf-8", "run()")]
    [InlineData("assets/decoder-Zz9.wasm", "application/wasm", "\0asm")]
    public async Task The_page_and_its_files_come_with_their_types_and_may_load_nothing_from_elsewhere(string path, string type, string content)
    {
        var response = await AskAsync(path);

        Assert.Equal((200, type, (long?)content.Length), (response.Status, response.ContentType, response.Length));
        Assert.Equal(content, await ContentAsync(response));
        Assert.StartsWith("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';", Field(response, "Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_with_a_hash_is_kept_for_ever_and_the_page_is_asked_for_each_time()
    {
        var page = await AskAsync("");
        Assert.Equal("public, max-age=31536000, immutable", Field(await AskAsync("assets/index-A1b2.js"), "Cache-Control"));
        Assert.Equal("no-cache", Field(page, "Cache-Control"));

        var known = await AskAsync("", ("If-None-Match", $"\"other\", {Field(page, "ETag")}"));
        Assert.Equal((304, Field(page, "ETag")), (known.Status, Field(known, "ETag")));
        Assert.Null(known.Body);
        Assert.Equal(200, (await AskAsync("", ("If-None-Match", "\"other\""))).Status);
    }

    [Theory]
    [InlineData("assets")]
    [InlineData("assets/gone.js")]
    [InlineData("notes.txt")]
    [InlineData("../plugin.json")]
    [InlineData("assets/../../plugin.json")]
    [InlineData("assets\\index-A1b2.js")]
    [InlineData("/etc/passwd")]
    public async Task What_is_no_file_of_the_page_is_not_found_whatever_the_path_says(string path) => Assert.Equal(404, (await AskAsync(path)).Status);

    [Fact]
    public async Task A_server_that_was_built_without_the_page_says_so()
    {
        Directory.Delete(Path.Combine(_context.Folder, "wwwroot"), recursive: true);

        var response = await AskAsync("");

        Assert.Equal((404, "No page"), (response.Status, response.Problem?.Title));
    }

    private ValueTask<WebResponse> AskAsync(string path, params (string Name, string Value)[] fields) => new PageHandler(new PageFiles(_context)).HandleAsync(
        new WebRequest
        {
            Method = "GET",
            BaseUrl = "http://pacs.example:8104/workstation",
            Path = path,
            Headers = System.Collections.Immutable.ImmutableDictionary.CreateRange(StringComparer.OrdinalIgnoreCase, fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
            Body = PipeReader.Create(Stream.Null),
            Caller = new CatalogCaller(default, null),
            CorrelationId = "W1",
        },
        TestContext.Current.CancellationToken);

    private void Write(string name, string content)
    {
        var path = Path.Combine(_context.Folder, "wwwroot", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    private static string? Field(WebResponse response, string name) => response.Headers.SingleOrDefault(field => field.Key == name).Value;

    private static async Task<string> ContentAsync(WebResponse response)
    {
        using var content = new MemoryStream();
        var writer = PipeWriter.Create(content, new StreamPipeWriterOptions(leaveOpen: true));
        await response.Body!(writer, TestContext.Current.CancellationToken);
        await writer.CompleteAsync();
        return Encoding.ASCII.GetString(content.ToArray());
    }
}
