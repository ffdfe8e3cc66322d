using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Storage;

/// <summary>Enters anew what a power failure has taken out of the catalog: the store tells of the instances that may be missing.</summary>
[Export]
[method: ImportingConstructor]
public sealed class LostInstances(
    IInstanceStore store, ICatalog catalog, StoredInstanceReader reader, PendingStudies studies, IPluginSettings<StorageSettings> settings, IPluginContext plugin, ILoggerFactory loggers)
{
    private const int Batch = 64;

    private readonly ILogger _logger = loggers.CreateLogger<LostInstances>();

    /// <summary>Enters what is missing, durably. What cannot be read now is told of again at the next start.</summary>
    /// <returns>How many were missing.</returns>
    /// <exception cref="CatalogException">The catalog cannot take them; the store goes on telling of those that are left.</exception>
    /// <exception cref="IOException">The store cannot tell.</exception>
    internal async Task<int> RecoverAsync(CancellationToken cancellationToken)
    {
        var missing = 0;
        foreach (var locations in (await store.ListUncertainAsync(cancellationToken).ConfigureAwait(false)).Chunk(Batch))
        {
            var entries = new List<CatalogEntry>(Batch);
            var settled = new List<string>(Batch);
            foreach (var location in locations)
            {
                var (entry, isSettled) = await ReadAsync(location, cancellationToken).ConfigureAwait(false);
                if (entry is not null)
                {
                    entries.Add(entry);
                }

                if (isSettled)
                {
                    settled.Add(location);
                }
            }

            missing += await AddAsync(entries).ConfigureAwait(false);
            await store.SettleAsync(settled, cancellationToken).ConfigureAwait(false);
        }

        return missing;
    }

    private async Task<(CatalogEntry? Entry, bool IsSettled)> ReadAsync(string location, CancellationToken cancellationToken)
    {
        try
        {
            return (await reader.ReadAsync(location, cancellationToken).ConfigureAwait(false) with { RefusesConflict = true }, true);
        }
        catch (Exception failure) when (failure is FileNotFoundException or InvalidDataException)
        {
            return (null, true); // deleted or set aside; or refused, when whoever sent it was to be told
        }
        catch (IOException failure)
        {
            _logger.NotRecovered(failure.Message);
            return (null, false);
        }
    }

    // As they were entered first: what is in conflict stays out where that is the policy, for its sender was refused.
    private async Task<int> AddAsync(List<CatalogEntry> entries)
    {
        var outcomes = await catalog.AddAsync(entries, CancellationToken.None).ConfigureAwait(false);
        var mixed = entries.Where((entry, i) => outcomes[i] is AddOutcome.SeriesOfOtherStudy or AddOutcome.StudyOfOtherPatient
            && settings.Current.ConflictsOf(entry.SourceAETitle) == ConflictPolicy.Store).Select(entry => entry with { RefusesConflict = false }).ToList();
        var mixedOutcomes = mixed.Count == 0 ? [] : await catalog.AddAsync(mixed, CancellationToken.None).ConfigureAwait(false);
        var added = entries.Where((_, i) => outcomes[i] == AddOutcome.Added).Concat(mixed.Where((_, i) => mixedOutcomes[i] == AddOutcome.Added)).ToList();
        foreach (var entry in added)
        {
            studies.Note(entry.Attributes.TryGetUid(Tags.StudyInstanceUID, out var study) ? study : default, entry.SourceAETitle, new AETitle(plugin.HostAETitle), null);
        }

        return added.Count;
    }
}
