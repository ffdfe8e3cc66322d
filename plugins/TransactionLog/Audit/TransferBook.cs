namespace Gantry.Plugins.TransactionLog.Audit;

/// <summary>The instances that went over each association, until they are told of, study by study.</summary>
/// <remarks>One caller at a time. Bounded: an association that brings very many is told of in parts.</remarks>
internal sealed class TransferBook
{
    /// <summary>How long an association that neither ends nor brings more is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const int MaximumInstances = 10_000;
    private readonly Dictionary<(long Association, bool IsOutgoing), (List<AuditedTransfer> Transfers, DateTimeOffset LastAt)> _open = [];

    /// <summary>Adds one.</summary>
    /// <returns>True where it is the first of its association and direction.</returns>
    public bool Add(AuditedTransfer transfer, DateTimeOffset now)
    {
        var key = (transfer.Association, transfer.IsOutgoing);
        var isFirst = !_open.TryGetValue(key, out var entry);
        var transfers = entry.Transfers ?? [];
        transfers.Add(transfer);
        _open[key] = (transfers, now);
        return isFirst;
    }

    /// <summary>Takes what is to be told of now: of associations that have ended, have brought nothing for long, or too much.</summary>
    public List<List<AuditedTransfer>> Take(long? ended, DateTimeOffset now)
    {
        var due = _open.Where(pair => pair.Key.Association == ended || now - pair.Value.LastAt >= Patience || pair.Value.Transfers.Count >= MaximumInstances).ToList();
        due.ForEach(pair => _open.Remove(pair.Key));
        return [.. due.Select(pair => pair.Value.Transfers)];
    }

    /// <summary>Takes all.</summary>
    public List<List<AuditedTransfer>> TakeAll() => Take(null, DateTimeOffset.MaxValue);
}
