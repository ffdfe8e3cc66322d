using System.Collections.Concurrent;
using Gantry.Contracts;

namespace Gantry.Plugins.Move;

/// <summary>Opens instances before their turn and reads their beginnings, so that a peer which has answered gets the next one at once.</summary>
/// <remarks>
/// One caller says what comes next; taking is safe for concurrent use. An instance that does not exceed <see cref="MaximumBytes"/> is whole in memory then: a
/// damaged disk costs it alone, and not the association. Disposing it closes what nobody has taken.
/// </remarks>
internal sealed class ReadAhead(IInstanceStore store) : IAsyncDisposable
{
    /// <summary>How much of an instance is read before its turn, in bytes.</summary>
    public const int MaximumBytes = 1 << 20;

    private readonly ConcurrentDictionary<CatalogInstance, Task<InstanceContent>> _begun = new();

    /// <summary>Begins with an instance whose turn comes soon; without effect for null, and where it has begun.</summary>
    public void Begin(CatalogInstance? next, CancellationToken cancellationToken)
    {
        if (next is not null && !_begun.ContainsKey(next))
        {
            _begun[next] = OpenAsync(next, cancellationToken);
        }
    }

    /// <summary>Opens an instance, or takes the one that was opened; the caller disposes it.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public async ValueTask<InstanceContent> TakeAsync(CatalogInstance instance, CancellationToken cancellationToken) =>
        _begun.TryRemove(instance, out var begun) ? await begun.ConfigureAwait(false) : await store.OpenAsync(instance.Location, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var begun in _begun.Values)
        {
            await ((Task)begun).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // whose turn never came cannot fail
            if (begun.IsCompletedSuccessfully)
            {
                await (await begun.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
            }
        }

        _begun.Clear();
    }

    private async Task<InstanceContent> OpenAsync(CatalogInstance instance, CancellationToken cancellationToken)
    {
        var content = await store.OpenAsync(instance.Location, cancellationToken).ConfigureAwait(false);
        try
        {
            // One more than there are: the end is known then, too.
            var read = await content.DataSet.ReadAtLeastAsync((int)Math.Min(content.Length + 1, MaximumBytes), cancellationToken).ConfigureAwait(false);
            content.DataSet.AdvanceTo(read.Buffer.Start);
            return content;
        }
        catch
        {
            await content.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
