using Gantry.Dicom;
using Gantry.Host.Conformance;

namespace Gantry.Host.Plugins.Registry;

/// <summary>The place of one plugin id: the generation that serves, the one on trial beside it, and what is known of the rest.</summary>
internal sealed class PluginSlot(string id) : IDisposable
{
    private volatile Serving _serving = Serving.Nothing;
    private volatile Trial? _trial;
    private volatile bool _isPaused;

    public string Id { get; } = id;

    /// <summary>Held while the plugin is loaded, swapped or unloaded: one change at a time.</summary>
    public SemaphoreSlim Change { get; } = new(1, 1);

    public PluginState State { get; set; } = PluginState.Loading;

    /// <summary>True where an administrator has its operations refused, of whatever version. What runs goes on, and so do the services that others import of it.</summary>
    public bool IsPaused
    {
        get => _isPaused;
        set => _isPaused = value;
    }

    /// <summary>Why the last change was refused, or what the health gate undid; null where nothing was.</summary>
    public string? Refusal { get; set; }

    /// <summary>The version that is being made, or the last one where it was refused; null once one was taken.</summary>
    public LoadAttempt? Attempt { get; set; }

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

    /// <summary>What the health gate compares just now; null where nothing is on trial.</summary>
    public Trial? Trial
    {
        get => _trial;
        set => _trial = value;
    }

    /// <summary>The services that it imports and no plugin provides now. Changed under the registry's lock.</summary>
    public IReadOnlyList<string> WaitsFor { get; set; } = [];

    /// <summary>Ends a trial, where it is still the one that goes on.</summary>
    public bool TryEnd(Trial trial) => Interlocked.CompareExchange(ref _trial, null, trial) == trial;

    /// <summary>What the last change of the plugin changed of the offer to peers.</summary>
    public OfferDifference OfferDifference { get; set; } = OfferDifference.None;

    public PluginGeneration? Current => _serving.Current;

    /// <summary>The generation that gets some operations beside the current one; null where there is none.</summary>
    public Canary? Canary => _serving.Canary;

    /// <summary>Leases the generation that an operation of the caller goes to; null where there is none. The caller disposes the lease.</summary>
    public Lease? Acquire(AETitle caller)
    {
        // A generation that was retired between the two reads has a successor, or none: look again.
        for (var serving = _serving; serving.Current is not null; serving = _serving)
        {
            var generation = serving.Canary is { } canary && (VersionScope.TakesTrial ?? canary.Rule.Takes(caller)) ? canary.Generation : serving.Current;
            if (generation.TryAcquire() is { } lease)
            {
                return lease;
            }

            Thread.Yield();
        }

        return null;
    }

    /// <summary>Puts others in place; those before are the caller's to retire.</summary>
    public Serving Switch(Serving next) => Interlocked.Exchange(ref _serving, next);

    public void Dispose() => Change.Dispose();
}
