using Gantry.Contracts;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Maintenance.Verification;

/// <summary>One pass over all instances of the store, and one over all rows of the catalog. Nothing is changed.</summary>
/// <remarks>It leases what it needs for a group of instances at a time, so that plugins can be replaced meanwhile.</remarks>
internal sealed class VerificationRun(PluginRegistry registry, VerificationOptions options, VerificationProgress progress, string recordFile, TimeProvider time, ILogger logger)
{
    private readonly StoreWalk _walk = new(registry);

    /// <summary>Runs to the end.</summary>
    /// <exception cref="ServiceUnavailableException">No plugin provides what it needs.</exception>
    /// <exception cref="CatalogException">The catalog failed.</exception>
    /// <exception cref="IOException">The store, or the file of the record, failed.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var record = VerificationRecord.Read(recordFile) ?? VerificationRecord.Completed(progress.StartedAt);
        record = options.BeginsAnew ? VerificationRecord.Completed(record.CompletedAt) : record;
        var parts = await _walk.PartsAsync(cancellationToken).ConfigureAwait(false);
        var done = record.Parts.ToHashSet(StringComparer.Ordinal);
        progress.Parts = parts.Count;
        progress.PartsDone = parts.Count(part => part is not null && done.Contains(part));
        progress.Add(record.Counts);
        foreach (var finding in record.Findings)
        {
            progress.Add(finding);
        }

        logger.VerificationBegun(progress.PartsDone, parts.Count);
        var files = new StoredFilesCheck(registry, new ReadingRate(options.MegabytesPerSecond * 1_000_000L, time), time, Found, counts => progress.Add(counts));
        foreach (var part in parts.Where(part => part is null || !done.Contains(part)))
        {
            await _walk.ForEachGroupAsync(part, options.Workers, files.CheckAsync, cancellationToken).ConfigureAwait(false);
            progress.PartsDone++;
            if (part is not null)
            {
                done.Add(part);
                (record with { Parts = [.. done], Counts = progress.Counts, Findings = progress.Findings }).Write(recordFile);
            }
        }

        await new ListedInstancesCheck(registry, Found).CheckAsync(cancellationToken).ConfigureAwait(false);
        VerificationRecord.Completed(time.GetUtcNow()).Write(recordFile);
    }

    private void Found(VerificationFinding finding)
    {
        logger.Found(finding);
        progress.Add(finding);
        progress.Add(finding.Fault switch
        {
            VerificationFault.Damaged => default(VerificationCounts) with { Damaged = 1 },
            VerificationFault.Unreadable => default(VerificationCounts) with { Unreadable = 1 },
            VerificationFault.Unlisted => default(VerificationCounts) with { Unlisted = 1 },
            _ => default(VerificationCounts) with { Missing = 1 },
        });
    }
}
