using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Storage;

/// <summary>Says whether an AE has used up what it may store: in a day, or in all.</summary>
[Export]
[method: ImportingConstructor]
public sealed class QuotaCheck(ReceivedStatistics statistics, HeldBytes held, IPluginSettings<StorageSettings> settings)
{
    /// <returns>Why an instance is refused; null where it is not.</returns>
    internal async ValueTask<FinalResponse?> CheckAsync(AETitle caller, CancellationToken cancellationToken)
    {
        var current = settings.Current;
        if (current.DailyBytesOf(caller) is { } daily && statistics.BytesToday(caller) >= daily)
        {
            return Refusal.QuotaUsed;
        }

        try
        {
            return current.TotalBytesOf(caller) is { } total && await held.OfAsync(caller, cancellationToken).ConfigureAwait(false) >= total ? Refusal.TotalUsed : null;
        }
        catch (CatalogException)
        {
            return Refusal.CatalogBusy;
        }
    }
}
