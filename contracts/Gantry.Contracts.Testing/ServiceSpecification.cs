using Xunit;

namespace Gantry.Contracts.Testing;

/// <summary>What the specifications of services that keep something in a database have in common.</summary>
/// <typeparam name="T">The service.</typeparam>
public abstract class ServiceSpecification<T> : IAsyncLifetime
    where T : class
{
    private T? _service;

    /// <summary>The service of this test: empty, running.</summary>
    protected T Service => _service ?? throw new InvalidOperationException("The service is made when the test begins.");

    /// <summary>Cancelled when the test run is.</summary>
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public virtual async ValueTask InitializeAsync() => _service = await CreateAsync().ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await DestroyAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes an empty service and starts it.</summary>
    protected abstract ValueTask<T> CreateAsync();

    /// <summary>Stops the service and removes its database.</summary>
    protected abstract ValueTask DestroyAsync();

    /// <summary>Stops the service, as a server does that is shut down, and starts it again on the same database.</summary>
    protected abstract ValueTask<T> RestartAsync();

    /// <summary>Goes on with the service after a restart.</summary>
    protected async ValueTask RestartServiceAsync() => _service = await RestartAsync().ConfigureAwait(false);

    /// <summary>The elements of a sequence.</summary>
    protected static async ValueTask<IReadOnlyList<TElement>> CollectAsync<TElement>(IAsyncEnumerable<TElement> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var list = new List<TElement>();
        await foreach (var element in source.ConfigureAwait(false))
        {
            list.Add(element);
        }

        return list;
    }
}
