using System.Text.Json.Nodes;
using Gantry.Host.Tests.Plugins;

namespace Gantry.Host.Tests.Administration;

public sealed class PluginSettingsEndpointTests
{
    private const string Settings = "/admin/plugins/tuned/settings";

    [Fact]
    public async Task The_settings_are_shown_with_their_values_as_json_has_them()
    {
        await using var world = new PluginWorld(settings: [("fixture.tuned", "Count", "9"), ("fixture.tuned", "Old", "1")]);
        await world.DropAndLoadAsync("TunedOne");
        await using var server = await AdminServer.StartAsync(world);

        var (status, _, body) = await server.AskAsync("GET", Settings);

        Assert.Equal(200, status);
        Assert.Equal("fixture.tuned", (string?)body["id"]);
        AssertJson(
            """
            {"name":"Count","kind":"WholeNumber","value":9,"source":"Configuration","default":4,"minimum":"1","maximum":"64","choices":[],"appliesLive":true,"isSecret":false,
             "description":"How many at a time."}
            """,
            body["settings"]![0]);
        AssertJson(
            """
            {"name":"Password","kind":"Text","value":null,"source":"Default","default":null,"minimum":null,"maximum":null,"choices":[],"appliesLive":false,"isSecret":true,
             "description":"What opens it."}
            """,
            body["settings"]![5]);
        AssertJson("""[{"name":"Old","source":"Configuration"}]""", body["unknown"]);
    }

    [Fact]
    public async Task The_schema_has_the_ranges_the_defaults_and_what_applies_live()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("TunedOne");
        await using var server = await AdminServer.StartAsync(world);

        var (status, mediaType, body) = await server.AskAsync("GET", Settings + "/schema");

        Assert.Equal((200, "application/schema+json"), (status, mediaType));
        AssertJson(
            """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "title": "Settings of fixture.tuned",
              "type": "object",
              "properties": {
                "Count": { "description": "How many at a time.", "type": "integer", "minimum": 1, "maximum": 64, "default": 4, "x-appliesLive": true },
                "Peers": {
                  "description": "Whom to tell.", "type": "array", "items": { "type": "string", "minLength": 1, "maxLength": 16 }, "default": [], "x-appliesLive": true
                },
                "Colour": { "description": "How it looks.", "type": "string", "enum": ["Red", "Green"], "default": "Red", "x-appliesLive": true },
                "Place": { "description": "Where things are.", "type": "string", "pattern": "^(?:[a-z]+)$", "default": "here", "x-appliesLive": false },
                "Patience": {
                  "description": "How long to wait.", "type": "string", "pattern": "^([0-9]+\\.)?[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,7})?)?$",
                  "x-minimum": "00:00:01", "x-maximum": "00:10:00", "default": "00:00:30", "x-appliesLive": false
                },
                "Password": { "description": "What opens it.", "type": "string", "minLength": 4, "writeOnly": true, "x-appliesLive": false }
              },
              "required": [],
              "additionalProperties": false
            }
            """,
            body);
    }

    [Fact]
    public async Task PATCH_changes_what_it_names_and_null_takes_it_back()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("TunedOne");
        await using var server = await AdminServer.StartAsync(world);

        var (status, _, body) = await server.AskAsync("PATCH", Settings, """{"count": 5, "Peers": ["A", "B"], "Colour": "green", "Password": "secret"}""");
        var again = await server.AskAsync("PATCH", Settings, """{"Count": null}""");

        Assert.Equal((200, "fixture.tuned 1.0.0 (generation 2) has the new settings; it was loaded anew for them."), (status, (string?)body["effect"]));
        Assert.DoesNotContain("secret", body.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(["4", """["A","B"]""", "\"Green\""], again.Body["settings"]!.AsArray().Take(3).Select(setting => setting!["value"]!.ToJsonString()));
        Assert.Equal("4 Green 30 A+B told 4", await world.QueryAsync());
    }

    [Fact]
    public async Task PUT_takes_back_what_it_does_not_name()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("TunedOne");
        await using var server = await AdminServer.StartAsync(world);
        await server.AskAsync("PUT", Settings, """{"Count": "5", "Peers": ["A"]}""");

        var (status, _, _) = await server.AskAsync("PUT", Settings, """{"Peers": "B"}""");

        Assert.Equal(200, status);
        Assert.Equal("4 Red 30 B told 4", await world.QueryAsync());
    }

    [Fact]
    public async Task Bad_values_are_a_problem_with_every_fault()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("TunedOne");
        await using var server = await AdminServer.StartAsync(world);

        var (status, mediaType, body) = await server.AskAsync("PATCH", Settings, """{"Count": 1.5, "Colour": true}""");

        Assert.Equal((400, "application/problem+json"), (status, mediaType));
        AssertJson("""["Count is '1.5'; a whole number from 1 to 64 is needed.","Colour is 'true'; one of Red, Green is needed."]""", body["faults"]);
        Assert.Equal(string.Join(' ', body["faults"]!.AsArray().Select(fault => (string?)fault)), (string?)body["detail"]);
    }

    [Theory]
    [InlineData("PATCH", Settings, """{"Count": {"a": 1}}""", 400, "Count is neither a value, nor an array of values, nor null.")]
    [InlineData("PATCH", Settings, """{"Count": 1, "count": 2}""", 400, "count is there twice.")]
    [InlineData("PATCH", Settings, "[1]", 400, "The body is not a JSON object of settings and their values.")]
    [InlineData("PUT", Settings, """{"Count": 13}""", 409, "The plugin refused the settings, and has the former ones: InvalidOperationException: 13 brings bad luck.")]
    [InlineData("GET", "/admin/plugins/nobody/settings", null, 404, "There is no plugin nobody.")]
    [InlineData("GET", "/admin/plugins/nobody/settings/schema", null, 404, "There is no plugin nobody.")]
    [InlineData("PUT", "/admin/plugins/nobody/settings", "{}", 404, "There is no plugin nobody.")]
    [InlineData("GET", "/admin/plugins/catalogue/settings/schema", null, 409, "fixture.catalogue declares no settings.")]
    public async Task What_cannot_be_done_is_a_problem_with_a_sentence(string method, string path, string? body, int status, string detail)
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("TunedOne");
        await world.DropAndLoadAsync("CatalogueOne");
        await using var server = await AdminServer.StartAsync(world);

        var answer = await server.AskAsync(method, path, body);

        Assert.Equal((status, detail), (answer.Status, (string?)answer.Body["detail"]));
    }

    [Fact]
    public async Task What_is_no_json_is_a_problem()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("TunedOne");
        await using var server = await AdminServer.StartAsync(world);

        var answer = await server.AskAsync("PATCH", Settings, "{");

        Assert.Equal(400, answer.Status);
        Assert.StartsWith("The body is not JSON", (string?)answer.Body["detail"], StringComparison.Ordinal);
    }

    private static void AssertJson(string expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"Expected {JsonNode.Parse(expected)!.ToJsonString()}\nbut was  {actual?.ToJsonString()}");
}
