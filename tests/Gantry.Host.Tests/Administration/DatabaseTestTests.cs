using Gantry.Contracts;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Tests.Logging;
using Gantry.Host.Tests.Plugins;

namespace Gantry.Host.Tests.Administration;

/// <summary>A database that does not serve is tried, by its own plugin, with the settings that it has or with others.</summary>
public sealed class DatabaseTestTests : IAsyncDisposable
{
    private const string Address = "/admin/catalog/test/vault";
    private readonly CapturedLog _log = new();
    private readonly PluginWorld _world;

    public DatabaseTestTests() => _world = new PluginWorld(loggers: _log.Factory, catalog: "acme.catalog", settings: ("fixture.vault", "ConnectionString", "Host=away;Password=of the settings"));

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        _log.Dispose();
    }

    [Fact]
    public async Task A_database_that_answers_is_told_with_its_tables_and_nothing_is_started_changed_or_kept()
    {
        var slot = await _world.DropAndLoadAsync("Vault");
        await using var server = await AdminServer.StartAsync(_world, loggers: _log.Factory);

        var (status, _, body) = await server.AskAsync("POST", Address, """{"ConnectionString": "Host=good;Password='pass word';Port=1", "readers": 9}""");

        Assert.Equal((200, "fixture.vault", "Vault 7, for 9, by ***"), (status, (string?)body["plugin"], (string?)body["database"]));
        Assert.Equal(("1_Initial", "2_Next"), ((string?)body["applied"]![0], (string?)body["pending"]![0]));
        Assert.Equal((PluginState.LeftOut, null), (slot.State, slot.Current));
        Assert.Null(_world.Registry.Routing.Provider(typeof(ICatalog)));
        Assert.False(File.Exists(Path.Combine(_world.Settings.DataFolder, "fixture.vault", "started")));
        Assert.Equal("Host=away;Password=of the settings", _world.PluginSettings.Values("fixture.vault")["ConnectionString"]);
        Assert.True(await _world.IsCollectedAsync("fixture.vault"));
    }

    [Theory]
    [InlineData(null, 503, "Nothing answers there; the password *** was not asked for.")]
    [InlineData("""{"ConnectionString": "Host=broken;Password=very secret"}""", 409, "Gantry.Fixtures.Vault.Maintenance threw InvalidOperationException: It cannot be opened by ***.")]
    [InlineData("""{"ConnectionString": "Host=away;Password=very secret;"}""", 503, "Nothing answers there; the password ***; was not asked for.")]
    [InlineData("""{"ConectionString": "Host=good"}""", 409, "ConectionString is not a setting of fixture.vault; there are ConnectionString, Readers.")]
    [InlineData("""{"Readers": "many"}""", 409, "Its settings cannot be used. Readers is 'many'; a whole number from 1 to 64 is needed.")]
    [InlineData("""{"Readers": {}}""", 400, "Readers is neither a value, nor an array of values, nor null.")]
    [InlineData("7", 400, "The body is not a JSON object of settings and their values.")]
    public async Task What_is_wrong_is_said_without_the_password_in_the_answer_or_the_log(string? body, int status, string detail)
    {
        await _world.DropAndLoadAsync("Vault");
        await using var server = await AdminServer.StartAsync(_world, loggers: _log.Factory);

        var answer = await server.AskAsync("POST", Address, body);

        Assert.Equal((status, detail), (answer.Status, (string?)answer.Body["detail"]));
        var log = _log.Text;
        Assert.DoesNotContain("very secret", log, StringComparison.Ordinal);
        Assert.DoesNotContain("of the settings", log, StringComparison.Ordinal);
        Assert.Equal(status != 400, log.Contains($"The database of fixture.vault was tried by administrator and cannot be used: {detail}", StringComparison.Ordinal));
        Assert.True(await _world.IsCollectedAsync("fixture.vault"));
    }

    [Fact]
    public async Task What_keeps_no_database_or_is_not_there_says_so()
    {
        await _world.DropAndLoadAsync("Misbehaver");
        await using var server = await AdminServer.StartAsync(_world, loggers: _log.Factory);

        var none = await server.AskAsync("POST", "/admin/catalog/test/misbehaver");

        Assert.Equal((409, "fixture.misbehaver keeps no database that could be tried."), (none.Status, (string?)none.Body["detail"]));
        Assert.Equal(404, (await server.AskAsync("POST", "/admin/catalog/test/nobody")).Status);
        Assert.Equal(PluginState.Serving, _world.Slot("misbehaver").State);
    }
}
