using System.ComponentModel.DataAnnotations;
using System.IO.Pipelines;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Gantry.Contracts;
using Gantry.Contracts.Testing;

namespace Gantry.Plugins.Workstation.Tests;

public sealed class SiteTests
{
    [Fact]
    public async Task What_the_site_has_set_is_told_as_it_is_now()
    {
        var settings = new TestPluginSettings<WorkstationSettings>(new WorkstationSettings());
        Assert.Equal("""{"hangingRules":[]}""", await AskAsync(settings));

        settings.Current = new WorkstationSettings { HangingRules = ["CT: 1x2", "*: 1x1"] };
        Assert.Equal("""{"hangingRules":["CT: 1x2","*: 1x1"]}""", await AskAsync(settings));
    }

    [Theory]
    [InlineData("*: 1x1", true)]
    [InlineData("CT,MR: 2x3", true)]
    [InlineData("CT chest|lung: 1x2 linked lines = lung, #2", true)]
    [InlineData("  MG :  2x2  =  R CC|RCC ,L CC ", true)]
    [InlineData("CT", false)]
    [InlineData("CT: 9x9", false)]
    [InlineData("ct: 1x1", false)]
    [InlineData("CT: 1x2 together", false)]
    public void A_rule_that_no_page_could_read_is_no_setting(string rule, bool isGood)
    {
        var pattern = typeof(WorkstationSettings).GetProperty(nameof(WorkstationSettings.HangingRules))!.GetCustomAttribute<RegularExpressionAttribute>()!.Pattern;
        Assert.Equal(isGood, Regex.IsMatch(rule, $"^(?:{pattern})$"));
    }

    private static async Task<string> AskAsync(IPluginSettings<WorkstationSettings> settings)
    {
        var request = new WebRequest { Method = "GET", BaseUrl = "http://pacs.example/workstation", Path = "site", Body = PipeReader.Create(Stream.Null), Caller = new CatalogCaller(default, null), CorrelationId = "W1" };
        var response = await new SiteHandler(settings).HandleAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal((200, "application/json", "no-store"), (response.Status, response.ContentType, response.Headers.Single(field => field.Key == "Cache-Control").Value));
        using var content = new MemoryStream();
        var writer = PipeWriter.Create(content, new StreamPipeWriterOptions(leaveOpen: true));
        await response.Body!(writer, TestContext.Current.CancellationToken);
        await writer.CompleteAsync();
        return Encoding.UTF8.GetString(content.ToArray());
    }
}
