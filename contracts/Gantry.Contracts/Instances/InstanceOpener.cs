namespace Gantry.Contracts;

/// <summary>Opens instances, each while the one before it is on its way: then nobody waits for the disk between two of them.</summary>
/// <remarks>Safe for concurrent use. One instance at most is open that nobody has asked for yet. Disposed before the store is given back.</remarks>
/// <param name="store">The store.</param>
public sealed class InstanceOpener(IInstanceStore store) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private string? _location;
    private Task<InstanceContent>? _ahead;

    /// <summary>Opens an instance, or hands out the one that was opened ahead; the caller disposes it.</summary>
    /// <param name="location">The location.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public Task<InstanceContent> OpenAsync(string location, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_location == location && _ahead is { } ahead)
            {
                (_location, _ahead) = (null, null);
                return ahead;
            }
        }

        return BeginAsync(location, cancellationToken);
    }

    /// <summary>Begins to open the one that is likely to be asked for next, unless another is open ahead already. A failure is told to the one who asks for it.</summary>
    /// <param name="location">The location.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public void OpenAhead(string location, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_ahead is null)
            {
                (_location, _ahead) = (location, BeginAsync(location, cancellationToken));
            }
        }
    }

    /// <summary>Closes what nobody asked for.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_ahead is { } ahead)
        {
            await ((Task)ahead).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // why it could not be opened is of no interest
            if (ahead.IsCompletedSuccessfully)
            {
                await (await ahead.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    // A fault is the task's, even one that comes at once: what is opened ahead must not fail the instance that is on its way.
    private async Task<InstanceContent> BeginAsync(string location, CancellationToken cancellationToken) => await store.OpenAsync(location, cancellationToken).ConfigureAwait(false);
}
