namespace Gantry.Host.Plugins.Registry;

/// <summary>The place of one plugin id: the generation that serves, and what is known of the rest.</summary>
internal sealed class PluginSlot(string id) : IDisposable
{
    private PluginGeneration? _current;

    public string Id { get; } = id;

    /// <summary>Held while the plugin is loaded, swapped or unloaded: one change at a time.</summary>
    public SemaphoreSlim Change { get; } = new(1, 1);

    public PluginState State { get; set; } = PluginState.Loading;

    /// <summary>Why the last change was refused; null where it was not.</summary>
    public string? Refusal { get; set; }

    /// <summary>The drop-in folder.</summary>
    public string Folder { get; set; } = "";

    /// <summary>True where the drop-in folder is gone, or another plugin's by now; what serves goes on from the host's own copy.</summary>
    public bool IsFolderGone { get; set; }

    /// <summary>The content that was last tried, loaded or not; it is not tried again by itself.</summary>
    public string? TriedHash { get; set; }

    /// <summary>The private copy of the generation before the current one; null where there was none.</summary>
    public string? PreviousCopy { get; set; }

    /// <summary>The generations made so far.</summary>
    public int Generations { get; set; }

    /// <summary>What the current generation serves; null where there is none. Changed with it, under the registry's lock.</summary>
    public PluginRoutes? Routes { get; set; }

    public PluginGeneration? Current => Volatile.Read(ref _current);

    /// <summary>Leases the current generation; null where there is none. The caller releases it.</summary>
    public PluginGeneration? Acquire()
    {
        // A generation that was retired between the two reads has a successor, or none: look again.
        while (Volatile.Read(ref _current) is { } generation)
        {
            if (generation.TryAcquire())
            {
                return generation;
            }

            Thread.Yield();
        }

        return null;
    }

    /// <summary>Puts another generation in place; the one before is the caller's to retire.</summary>
    public PluginGeneration? Switch(PluginGeneration? next) => Interlocked.Exchange(ref _current, next);

    public void Dispose() => Change.Dispose();
}
