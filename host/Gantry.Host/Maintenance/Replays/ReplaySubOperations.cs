using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Host.Maintenance.Replays;

/// <summary>What the transaction log says of the sub-operations of a C-GET: the C-STOREs that went back on its association.</summary>
internal static class ReplaySubOperations
{
    private const int Most = 10_000;

    // Numbers of associations begin anew with the server, and records are written a little after what they tell of.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    /// <summary>The instances that were taken.</summary>
    /// <returns>Null where the log cannot tell: it has none, too many, or the association had more than this one C-GET.</returns>
    /// <exception cref="CatalogException">The log cannot be read.</exception>
    public static async ValueTask<IReadOnlySet<Uid>?> FindAsync(ITransactionLog log, TransactionRecord record, CancellationToken cancellationToken)
    {
        var association = new TransactionFilter
        {
            From = record.At - record.Duration - Margin,
            To = record.At + Margin,
            Kinds = [TransactionKind.Operation],
            RemoteAETitle = record.RemoteAETitle,
            CorrelationId = record.CorrelationId,
        };
        var asked = association with { Direction = TransactionDirection.Incoming, Command = ReplayRequest.Get, Limit = 2 };
        if (await log.FindAsync(asked, cancellationToken).CountAsync(cancellationToken).ConfigureAwait(false) != 1)
        {
            return null;
        }

        var (taken, count) = (new HashSet<Uid>(), 0);
        var sent = association with { Direction = TransactionDirection.Outgoing, Command = ReplayRequest.Store, Limit = Most + 1 };
        await foreach (var stored in log.FindAsync(sent, cancellationToken).ConfigureAwait(false))
        {
            count++;
            if (stored.Record.Status is { } status && new DimseStatus((ushort)status).Class is DimseStatusClass.Success or DimseStatusClass.Warning)
            {
                taken.Add(stored.Record.SopInstance);
            }
        }

        return count is 0 or > Most ? null : taken;
    }
}
