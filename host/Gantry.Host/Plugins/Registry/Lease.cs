namespace Gantry.Host.Plugins.Registry;

/// <summary>The right to use a generation. Until it is disposed the generation is not unloaded.</summary>
internal sealed class Lease(Leases owner, PluginGeneration generation, long since) : IDisposable
{
    private Leases? _owner = owner;

    public PluginGeneration Generation { get; } = generation;

    /// <summary>When it was given out, as a timestamp of the time provider.</summary>
    public long Since { get; } = since;

    public Lease? Older { get; set; }

    public Lease? Newer { get; set; }

    /// <summary>Gives it back; a second time does nothing.</summary>
    public void Dispose() => Interlocked.Exchange(ref _owner, null)?.Return(this);
}
