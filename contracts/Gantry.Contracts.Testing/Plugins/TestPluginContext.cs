namespace Gantry.Contracts.Testing;

/// <summary>What a host would tell a plugin of itself, with a data folder of its own. Disposing it deletes the folder.</summary>
public sealed class TestPluginContext : IPluginContext, IDisposable
{
    private CancellationTokenSource _stopping = new();
    private readonly Dictionary<string, string?> _settings = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The context of a plugin with an empty data folder and no settings.</summary>
    public TestPluginContext(string id = "test.plugin")
    {
        Id = id;
        DataFolder = Directory.CreateTempSubdirectory("gantry-").FullName;
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <inheritdoc/>
    public string Version { get; init; } = "1.0.0";

    /// <inheritdoc/>
    public string Folder { get; init; } = AppContext.BaseDirectory;

    /// <inheritdoc/>
    public string DataFolder { get; }

    /// <inheritdoc/>
    public string HostAETitle { get; init; } = "GANTRY";

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string?> Settings => _settings;

    /// <inheritdoc/>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Sets a setting; before the plugin reads it.</summary>
    /// <returns>This context.</returns>
    public TestPluginContext With(string setting, string? value)
    {
        _settings[setting] = value;
        return this;
    }

    /// <summary>Cancels <see cref="Stopping"/>.</summary>
    public void Stop() => _stopping.Cancel();

    /// <summary>Begins anew after a stop: the next start on the same services is one after a restart, on the same data folder.</summary>
    internal void Begin()
    {
        if (_stopping.IsCancellationRequested)
        {
            _stopping.Dispose();
            _stopping = new CancellationTokenSource();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping.Dispose();
        Directory.Delete(DataFolder, recursive: true);
    }
}
