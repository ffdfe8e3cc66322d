using Gantry.Contracts;

namespace Gantry.Benchmarks.Catalog;

/// <summary>A catalog that is measured. A database is added by a class that derives from it: it is found by itself.</summary>
internal abstract class CatalogUnderTest : IAsyncDisposable
{
    /// <summary>The database, as <c>--databases</c> names it.</summary>
    public abstract string Name { get; }

    /// <summary>The running catalog.</summary>
    public abstract ICatalog Catalog { get; }

    /// <summary>Starts an empty catalog.</summary>
    /// <param name="folder">A folder of its own.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Null where it can be measured, otherwise why not.</returns>
    public abstract ValueTask<string?> StartAsync(string folder, CancellationToken cancellationToken);

    /// <summary>The bytes of the database on the disk; null where that cannot be told.</summary>
    public virtual long? Size => null;

    public abstract ValueTask DisposeAsync();
}
