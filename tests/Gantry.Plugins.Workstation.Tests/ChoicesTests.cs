using System.IO.Pipelines;
using System.Text;
using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Workstation.Tests;

public sealed class ChoicesTests : IDisposable
{
    private readonly TestPluginContext _context = new("gantry.workstation");

    public void Dispose() => _context.Dispose();

    [Fact]
    public async Task What_a_user_has_chosen_is_that_users_own_and_is_there_after_a_restart()
    {
        Assert.Equal((204, ""), await AskAsync("GET", "ada"));
        Assert.Equal((204, ""), await AskAsync("PUT", "ada", """{"keys":{"j":"invert"}}"""));
        Assert.Equal((204, ""), await AskAsync("PUT", "../bob", """{"keys":{}}"""));

        Assert.Equal((200, """{"keys":{"j":"invert"}}"""), await AskAsync("GET", "ADA"));
        Assert.Equal((200, """{"keys":{}}"""), await AskAsync("GET", "../bob"));
        Assert.All(Directory.GetFiles(_context.DataFolder, "*", SearchOption.AllDirectories), file => Assert.Matches("^[0-9a-f]{64}[.]json$", Path.GetFileName(file)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"keys\":")]
    [InlineData("{\"a\":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}")]
    public async Task What_is_no_JSON_object_is_refused_and_what_was_kept_stays(string choices)
    {
        await AskAsync("PUT", "ada", """{"keys":{}}""");

        Assert.Equal(400, (await AskAsync("PUT", "ada", choices)).Status);

        Assert.Equal((200, """{"keys":{}}"""), await AskAsync("GET", "ada"));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    public async Task Who_has_not_signed_in_has_none(string method) => Assert.Equal(401, (await AskAsync(method, null, "{}")).Status);

    private async Task<(int Status, string Body)> AskAsync(string method, string? user, string body = "")
    {
        var request = new WebRequest
        {
            Method = method,
            BaseUrl = "http://pacs.example/workstation",
            Path = "mine",
            Body = PipeReader.Create(new MemoryStream(Encoding.UTF8.GetBytes(body))),
            Caller = new CatalogCaller(default, user is null ? null : new VerifiedUser(user, UserIdentityType.UserName)),
            CorrelationId = "W1",
        };
        var response = await new ChoicesHandler(new ChoicesStore(_context)).HandleAsync(request, TestContext.Current.CancellationToken);
        if (response.Body is null)
        {
            return (response.Status, "");
        }

        using var content = new MemoryStream();
        var writer = PipeWriter.Create(content, new StreamPipeWriterOptions(leaveOpen: true));
        await response.Body(writer, TestContext.Current.CancellationToken);
        await writer.CompleteAsync();
        return (response.Status, Encoding.UTF8.GetString(content.ToArray()));
    }
}
