using Gantry.Contracts;

namespace Gantry.Plugins.Commit;

internal static class HeldJobs
{
    /// <summary>Saves progress and goes on holding the job.</summary>
    /// <exception cref="OperationCanceledException">It is held no longer: another has changed or claimed it.</exception>
    /// <exception cref="CatalogException">The ledger cannot take it.</exception>
    public static async Task SaveAsync(this HeldJob held, Job changed)
    {
        if (!await held.SaveAsync(changed, keeps: true).ConfigureAwait(false))
        {
            throw new OperationCanceledException("Another has changed or claimed the job.");
        }
    }

    /// <summary>Saves what has become of the job and gives it back. Does nothing where it was lost: then another does the same.</summary>
    /// <exception cref="CatalogException">The ledger cannot take it; others may claim it once the lease has ended.</exception>
    public static Task GiveBackAsync(this HeldJob held, Job changed) => held.SaveAsync(changed, keeps: false);
}
