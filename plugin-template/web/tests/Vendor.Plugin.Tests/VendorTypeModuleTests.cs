using System.Text.Json;
using Gantry.Contracts;
using Gantry.Contracts.Testing;

namespace VendorNamespace.Tests;

public sealed class VendorTypeModuleTests
{
    private const string List = "/vendor-web-name/list";

    [Fact]
    public async Task The_workstation_is_told_of_a_button_a_column_and_a_page()
    {
        await using var plugin = await PluginHarness.StartAsync(typeof(VendorTypeModule).Assembly);

        var added = plugin.GetService<IWebModule>().Contributions;

        Assert.Equal(["keep", "kept", "list"], added.Select(each => each.Id));
        Assert.All(added, each => Assert.Equal(Rights.Search, each.Right));
    }

    [Fact]
    public async Task What_a_user_has_kept_is_listed_for_that_user_alone()
    {
        using var services = new TestServices().With<TimeProvider>(new StoppedClock());
        await using var plugin = await PluginHarness.StartAsync(typeof(VendorTypeModule).Assembly, services);

        Assert.Equal(204, (await plugin.AnswerAsync("POST", List, """["1.2.3","1.2.4","1.2.3"]""", "one")).Status);
        Assert.Equal(204, (await plugin.AnswerAsync("DELETE", $"{List}/1.2.4", user: "one")).Status);

        var (status, text) = await plugin.AnswerAsync("GET", List, user: "one");
        Assert.Equal((200, """{"1.2.3":"2026-01-02"}"""), (status, text));
        Assert.Equal("{}", (await plugin.AnswerAsync("GET", List, user: "two")).Text);
    }

    [Theory]
    [InlineData("POST", List, "")]
    [InlineData("POST", List, "null")]
    [InlineData("POST", List, """["../../etc"]""")]
    [InlineData("POST", List, """{"study":"1.2.3"}""")]
    [InlineData("DELETE", List + "/..", "")]
    public async Task What_is_no_study_is_refused(string method, string path, string body)
    {
        await using var plugin = await PluginHarness.StartAsync(typeof(VendorTypeModule).Assembly);
        Assert.Equal(400, (await plugin.AnswerAsync(method, path, body)).Status);
    }

    [Fact]
    public async Task More_than_a_user_can_keep_are_refused_together()
    {
        using var services = new TestServices().WithSetting(nameof(VendorTypeSettings.MaximumStudies), "2");
        await using var plugin = await PluginHarness.StartAsync(typeof(VendorTypeModule).Assembly, services);
        await plugin.AnswerAsync("POST", List, """["1.2.1"]""");

        Assert.Equal(409, (await plugin.AnswerAsync("POST", List, """["1.2.2","1.2.3"]""")).Status);

        using var kept = JsonDocument.Parse((await plugin.AnswerAsync("GET", List)).Text);
        Assert.Equal("1.2.1", Assert.Single(kept.RootElement.EnumerateObject()).Name);
    }

    [Fact]
    public async Task Who_may_not_search_is_not_answered()
    {
        await using var plugin = await PluginHarness.StartAsync(typeof(VendorTypeModule).Assembly);
        Assert.Equal(403, (await plugin.AnswerAsync("GET", List, rights: [Rights.ReadStatus])).Status);
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    }
}
