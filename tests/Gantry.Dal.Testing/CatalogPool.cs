using System.Collections.Concurrent;
using Gantry.Contracts;

namespace Gantry.Dal.Testing;

/// <summary>
/// Databases with a catalog that runs, lent to one test after the other and emptied in between: to make one - its tables, the model, the first compilation of
/// each query - takes far longer than most tests. What happens at the start itself is tested on databases of their own.
/// </summary>
/// <param name="make">Makes a database.</param>
public sealed class CatalogPool<TCatalog>(Func<CatalogDatabase<TCatalog>> make) : IAsyncDisposable
    where TCatalog : class, ICatalog, IPluginLifecycle
{
    private readonly ConcurrentBag<CatalogDatabase<TCatalog>> _idle = [];

    /// <summary>An empty database and its catalog, for the caller alone until it is returned.</summary>
    public async Task<CatalogDatabase<TCatalog>> TakeAsync()
    {
        if (_idle.TryTake(out var idle))
        {
            return idle;
        }

        var made = make();
        try
        {
            await made.StartAsync();
            return made;
        }
        catch
        {
            await made.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes a database back. That of a test that failed is not lent again: whatever went wrong shall not go wrong in others.</summary>
    public async Task ReturnAsync(CatalogDatabase<TCatalog> database)
    {
        ArgumentNullException.ThrowIfNull(database);
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            await database.DisposeAsync();
            return;
        }

        await database.EmptyAsync();
        _idle.Add(database);
    }

    public async ValueTask DisposeAsync()
    {
        while (_idle.TryTake(out var database))
        {
            await database.DisposeAsync();
        }
    }
}
