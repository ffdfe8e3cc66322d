using System.Composition;

namespace Gantry.Plugins.DicomWeb;

/// <summary>The memory in which instances wait for their answer while the next ones come in: of all requests together no more than this.</summary>
/// <remarks>Safe for concurrent use.</remarks>
[Export, Shared]
public sealed class StoreBuffers : IDisposable
{
    /// <summary>The longest instance that is held, in bytes. A longer one is stored while it comes in.</summary>
    internal const int Longest = 1 << 20;

    private const int Most = 64;
    private readonly SemaphoreSlim _places = new(Most);

    /// <summary>Takes the place for one instance.</summary>
    /// <returns>False where all are taken.</returns>
    internal bool TryTake() => _places.Wait(0);

    /// <summary>Gives it back.</summary>
    internal void GiveBack() => _places.Release();

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();
}
