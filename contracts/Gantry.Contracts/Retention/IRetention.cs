namespace Gantry.Contracts;

/// <summary>Deletes studies by rules of the site, and tells what it has done and would do.</summary>
/// <remarks>Provided by one plugin. Safe for concurrent use; one run goes on at a time, and another waits for it.</remarks>
public interface IRetention
{
    /// <summary>The rules, what the store holds, and the last run.</summary>
    /// <exception cref="CatalogException">The catalog cannot be read.</exception>
    ValueTask<RetentionState> DescribeAsync(CancellationToken cancellationToken);

    /// <summary>Looks at all studies, and deletes those that the rules say.</summary>
    /// <param name="isDryRun">True to delete nothing, and tell what would be deleted.</param>
    /// <param name="cancellationToken">Ends the run between studies; what is deleted by then stays so.</param>
    /// <exception cref="CatalogException">The catalog or the ledger cannot be read.</exception>
    /// <exception cref="IOException">The store, or the plugin's data folder, fails.</exception>
    ValueTask<RetentionRun> RunAsync(bool isDryRun, CancellationToken cancellationToken);
}
