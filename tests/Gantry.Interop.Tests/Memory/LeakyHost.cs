namespace Gantry.Interop.Tests;

/// <summary>One host for plugins that stay in memory, each in its own way and by an id of its own: one of them serves at a time.</summary>
public sealed class LeakyHost : IAsyncLifetime
{
    private const string Fixture = "fixture.bad-citizen";

    /// <summary>What plugins do, and what the path that then holds them begins at.</summary>
    public static readonly IReadOnlyList<(string Leak, string Root)> Leaks =
    [
        ("leak by an event of the application domain", "System.AppDomain.ProcessExit"),
        ("leak by an event of the task scheduler", "System.EventHandler<System.Threading.Tasks.UnobservedTaskExceptionEventArgs>._target"),
        ("leak by a timer", "System.Threading.TimerQueue"),
        ("leak by a delay", "System.Threading.TimerQueue"),
        ("leak by a thread", "the stack of thread "),
        ("leak by a pending accept", "System.Net.Sockets."),
        ("leak by an event listener", "static "),
        ("leak by an activity listener", "System.Diagnostics.ActivitySource"),
        ("leak by a handle", "a strong handle"),
        ("leak by a type descriptor", "System.ComponentModel."),
        ("leak by reflection of JSON", "System.Text.Json."),
    ];

    private readonly TemporaryFolder _folder = new();
    private GantryProcess? _gantry;

    internal GantryProcess Gantry => _gantry!;

    public async ValueTask InitializeAsync() => _gantry = await GantryProcess.StartAsync(
        _folder.Folder("data"),
        _folder.Folder("plugins"),
        ["--Gantry:WatchPlugins", "false", .. Leaks.SelectMany((leak, number) => (string[])[$"--Gantry:Plugins:{Id(number)}:Does", leak.Leak])]);

    public async ValueTask DisposeAsync()
    {
        if (_gantry is not null)
        {
            await _gantry.DisposeAsync();
        }

        _folder.Dispose();
    }

    /// <summary>Puts a plugin of its own into the host, and takes it out of service again.</summary>
    /// <param name="number">The number of its leak; one more than there are for a plugin that has none.</param>
    /// <param name="patience">How many seconds to wait until it is gone from memory.</param>
    internal async Task<(string Id, CommandResult Unloaded)> LoadAndUnloadAsync(int number, int patience)
    {
        var id = Id(number);
        var source = _folder.File($"{id}.built");
        TemporaryFolder.Copy(Checkout.Fixture("BadCitizen", Fixture), source);
        var manifest = Path.Combine(source, "plugin.json");
        await File.WriteAllTextAsync(manifest, (await File.ReadAllTextAsync(manifest)).Replace($"\"{Fixture}\"", $"\"{id}\"", StringComparison.Ordinal));
        PluginFolders.Drop(source, Gantry.PluginFolder, id);
        (await Gantry.CliAsync("plugins", "load", id)).Succeeded();
        return (id, await Gantry.CliAsync("plugins", "unload", id, "--wait", $"{patience}"));
    }

    private static string Id(int number) => $"{Fixture}-{number}";
}
