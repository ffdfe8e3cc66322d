using System.Text.Json;

namespace Gantry.Cli.Tests;

public sealed class PluginSettingsCommandTests : IDisposable
{
    private const string Path = "/admin/plugins/store/settings";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_settings_are_a_line_each_and_what_is_unknown_a_sentence()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers($"GET {Path}", Settings());

        var run = await RunAsync(server, "store");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            [
                "NAME      VALUE     SET BY         RANGE         CHANGE  MEANING",
                "Threads   16        default        1 to 64       live    How many threads.",
                "Peers     A, B      administrator  -             reload  Whom to tell.",
                "Check     false     configuration  true | false  reload  Whether to look.",
                "Password  (secret)  administrator  -             reload  What opens it.",
                "Folder, from the administrator, is no setting of the version that serves.",
            ],
            run.Lines);
    }

    [Theory, InlineData("threads", "16"), InlineData("Peers", "A|B"), InlineData("Check", "false")]
    public async Task Get_writes_the_value_alone(string name, string lines)
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers($"GET {Path}", Settings());

        var run = await RunAsync(server, "store", "get", name);

        Assert.Equal((0, lines), (run.ExitCode, string.Join('|', run.Lines)));
    }

    [Theory]
    [InlineData("Nothing", "Nothing is not a setting of acme.store; there are Threads, Peers, Check, Password.")]
    [InlineData("Password", "Password is a secret, and is not shown.")]
    public async Task Get_says_what_it_cannot_show(string name, string reason)
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers($"GET {Path}", Settings());

        var run = await RunAsync(server, "store", "get", name);

        Assert.Equal((2, "", reason), (run.ExitCode, run.Output, run.Error.Trim()));
    }

    [Theory]
    [InlineData("""{"Threads":"8"}""", "set", "Threads", "8")]
    [InlineData("""{"Offset":"-8"}""", "set", "Offset", "-8")]
    [InlineData("""{"Peers":["A","B"]}""", "set", "Peers", "A", "B")]
    [InlineData("""{"Threads":null}""", "reset", "Threads")]
    public async Task Set_and_reset_change_one_setting_and_say_what_came_of_it(string body, params string[] words)
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers($"PATCH {Path}", Settings("acme.store 1.0.0 (generation 1) has the new settings, without a reload."));

        var run = await RunAsync(server, ["store", .. words]);

        Assert.Equal((0, "acme.store 1.0.0 (generation 1) has the new settings, without a reload."), (run.ExitCode, run.Output.Trim()));
        Assert.Equal([$"PATCH {Path} {body}"], server.Requests.Select(Compact));
    }

    [Fact]
    public async Task What_the_server_refuses_is_said_with_every_fault()
    {
        await using var server = await AdminServer.StartAsync();
        server.Refuses($"PATCH {Path}", 400, "Bad settings", "Threads is '0'; a whole number from 1 to 64 is needed. Check must be set: it has no default.");

        var run = await RunAsync(server, "store", "set", "Threads", "0");

        Assert.Equal((2, "Threads is '0'; a whole number from 1 to 64 is needed. Check must be set: it has no default."), (run.ExitCode, run.Error.Trim()));
    }

    [Fact]
    public async Task Schema_writes_what_the_server_has()
    {
        await using var server = await AdminServer.StartAsync();
        server.AnswersRaw($"GET {Path}/schema", 200, "application/schema+json", """{"type":"object"}""");

        var run = await RunAsync(server, "store", "schema");

        Assert.Equal((0, """{"type":"object"}"""), (run.ExitCode, run.Output.Trim()));
    }

    [Fact]
    public async Task The_settings_are_answered_in_json()
    {
        await using var server = await AdminServer.StartAsync();
        server.Answers($"GET {Path}", Settings());

        var run = await RunAsync(server, "store", "--json");

        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal(16, json.RootElement.GetProperty("settings")[0].GetProperty("value").GetInt32());
    }

    private Task<CommandRun> RunAsync(AdminServer server, params string[] words) =>
        CommandRun.OfAsync(["--data", server.LeaveAdminFile(_folder), "plugins", "settings", .. words]);

    private static string Compact(string request)
    {
        var brace = request.IndexOf('{', StringComparison.Ordinal);
        return brace < 0 ? request : request[..brace] + request[brace..].Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
    }

    private static string Settings(string? effect = null) => $$"""
        {"id":"acme.store","settings":[{{Setting("Threads", "WholeNumber", "16", "Default", "How many threads.", true, "1", "64")}},
         {{Setting("Peers", "Texts", """["A","B"]""", "Administrator", "Whom to tell.")}},
         {{Setting("Check", "Truth", "false", "Configuration", "Whether to look.")}},
         {{Setting("Password", "Text", "null", "Administrator", "What opens it.", isSecret: true)}}],
         "unknown":[{"name":"Folder","source":"Administrator"}],"effect":{{(effect is null ? "null" : $"\"{effect}\"")}}}
        """;

    private static string Setting(
        string name, string kind, string value, string source, string description, bool isLive = false, string? minimum = null, string? maximum = null, bool isSecret = false) => $$"""
        {"name":"{{name}}","kind":"{{kind}}","value":{{value}},"source":"{{source}}","default":null,"minimum":{{Text(minimum)}},"maximum":{{Text(maximum)}},"choices":[],
         "appliesLive":{{(isLive ? "true" : "false")}},"isSecret":{{(isSecret ? "true" : "false")}},"description":"{{description}}"}
        """;

    private static string Text(string? text) => text is null ? "null" : $"\"{text}\"";
}
