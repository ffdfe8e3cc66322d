namespace Gantry.Interop.Tests;

/// <summary>One host for all tests of a class, which keep out of each other's way by what they store: a host takes longer to start than most of them.</summary>
public class SharedGantry : IAsyncLifetime
{
    private GantryProcess? _gantry;

    internal GantryProcess Gantry => _gantry!;

    /// <summary>A folder that goes with the host.</summary>
    private protected TemporaryFolder Folder { get; } = new();

    public async ValueTask InitializeAsync() => _gantry = await GantryProcess.StartAsync(Folder.Folder("data"), MakePlugins(), Settings);

    public async ValueTask DisposeAsync()
    {
        if (_gantry is not null)
        {
            await _gantry.DisposeAsync();
        }

        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>More settings, as on its command line.</summary>
    private protected virtual string[] Settings => [];

    /// <summary>Makes the plugin folder; null for the one that the build fills.</summary>
    private protected virtual string? MakePlugins() => null;

    /// <summary>A copy of the plugins that the build makes, with one of the fixtures.</summary>
    private protected string CopyOfPluginsWith(string fixture, string id)
    {
        var plugins = Folder.File("plugins");
        TemporaryFolder.Copy(Checkout.Plugins, plugins);
        TemporaryFolder.Copy(Checkout.Fixture(fixture, id), Path.Combine(plugins, id));
        return plugins;
    }
}
