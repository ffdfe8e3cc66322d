using Gantry.Contracts;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Maintenance;

/// <summary>One pass over the instance store that adds to the catalog what it does not have.</summary>
/// <remarks>
/// It leases what it needs for a group of instances at a time, so that plugins can be replaced meanwhile. What is stored while it runs is in the catalog
/// already, and adding an instance twice changes nothing.
/// </remarks>
internal sealed class ReindexRun(PluginRegistry registry, ReindexOptions options, ReindexProgress progress, string checkpointFile, ILogger logger)
{
    private readonly StoreWalk _walk = new(registry);

    /// <summary>Runs to the end.</summary>
    /// <exception cref="ServiceUnavailableException">No plugin provides what it needs.</exception>
    /// <exception cref="CatalogException">The catalog failed.</exception>
    /// <exception cref="IOException">The store, or the file of the checkpoint, failed.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var checkpoint = await ResumeAsync(cancellationToken).ConfigureAwait(false);
        var parts = await _walk.PartsAsync(cancellationToken).ConfigureAwait(false);
        var done = checkpoint.Parts.ToHashSet(StringComparer.Ordinal);
        progress.Parts = parts.Count;
        progress.PartsDone = parts.Count(part => part is not null && done.Contains(part));
        progress.Add(checkpoint.Counts);
        logger.ReindexBegun(progress.PartsDone, parts.Count);
        foreach (var part in parts.Where(part => part is null || !done.Contains(part)))
        {
            await _walk.ForEachGroupAsync(part, options.Workers, AddGroupAsync, cancellationToken).ConfigureAwait(false);
            progress.PartsDone++;
            if (part is not null)
            {
                done.Add(part);
                (checkpoint with { Parts = [.. done], Counts = progress.Counts }).Write(checkpointFile);
            }
        }

        if (options.RemovesMissing)
        {
            await new MissingInstances(registry, progress, logger).RemoveAsync(cancellationToken).ConfigureAwait(false);
        }

        File.Delete(checkpointFile);
    }

    // A checkpoint holds for the catalog that it was made with: not for another provider's, and not for one that was emptied since.
    private async ValueTask<ReindexCheckpoint> ResumeAsync(CancellationToken cancellationToken)
    {
        var provider = (registry.Routing.Provider(typeof(ICatalog)) ?? throw new ServiceUnavailableException(nameof(ICatalog))).Id;
        var checkpoint = options.BeginsAnew ? null : ReindexCheckpoint.Read(checkpointFile);
        if (checkpoint?.Catalog != provider)
        {
            return ReindexCheckpoint.None(provider);
        }

        using var leases = new OperationLeases(registry);
        var counts = await leases.Get<ICatalog>().CountAsync(cancellationToken).ConfigureAwait(false);
        return counts.Instances < checkpoint.Counts.Added + checkpoint.Counts.Present ? ReindexCheckpoint.None(provider) : checkpoint;
    }

    private async ValueTask AddGroupAsync(IReadOnlyList<string> locations, CancellationToken cancellationToken)
    {
        using var leases = new OperationLeases(registry);
        var reader = leases.Get<IStoredInstanceReader>();
        var entries = new List<CatalogEntry>(locations.Count);
        var unreadable = 0;
        foreach (var location in locations)
        {
            try
            {
                entries.Add(await reader.ReadAsync(location, cancellationToken).ConfigureAwait(false));
            }
            catch (FileNotFoundException)
            {
                continue; // removed since it was listed
            }
            catch (Exception exception) when (exception is InvalidDataException or IOException)
            {
                logger.NotIndexed(location, exception.Message);
                unreadable++;
            }
        }

        progress.Add(new ReindexCounts(0, 0, unreadable, 0));
        await AddAsync(leases.Get<ICatalog>(), entries, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask AddAsync(ICatalog catalog, List<CatalogEntry> entries, CancellationToken cancellationToken)
    {
        try
        {
            var outcomes = await catalog.AddAsync(entries, cancellationToken).ConfigureAwait(false);
            var added = outcomes.Count(outcome => outcome == AddOutcome.Added);
            progress.Add(new ReindexCounts(added, outcomes.Count - added, 0, 0));
        }
        catch (CatalogException failure) when (!failure.IsTransient && entries.Count > 1)
        {
            // One of them is refused for good, and a group is added as a whole or not at all.
            foreach (var entry in entries)
            {
                await AddAsync(catalog, [entry], cancellationToken).ConfigureAwait(false);
            }
        }
        catch (CatalogException failure) when (!failure.IsTransient)
        {
            logger.NotIndexed(entries[0].Stored.Location, failure.Message);
            progress.Add(new ReindexCounts(0, 0, 1, 0));
        }
    }
}
