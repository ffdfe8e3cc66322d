using Gantry.Contracts;

namespace Gantry.Host.Administration;

/// <summary>
/// Adds records of another log. One that is there already is passed over: all that it says is the same, but for its number, its data set and where that is.
/// </summary>
internal static class TransactionImport
{
    // Records of the log that are read at once to compare with; where more lie between the first and the last time, each record is looked for alone.
    private const int MostAtOnce = 5_000;

    /// <returns>How many were added; the others were there.</returns>
    public static async Task<int> AddAsync(ITransactionLog log, IReadOnlyList<TransactionRecord> records, CancellationToken cancellationToken)
    {
        if (records.Count == 0)
        {
            return 0;
        }

        var all = Between(records.Min(record => record.At), records.Max(record => record.At)) with { Limit = MostAtOnce };
        var (known, read) = await KeysAsync(log, all, cancellationToken).ConfigureAwait(false);
        var added = new List<TransactionRecord>();
        foreach (var record in records)
        {
            var key = KeyOf(record);
            if (known.Add(key) && (read < MostAtOnce || !(await KeysAsync(log, OneOf(record), cancellationToken).ConfigureAwait(false)).Keys.Contains(key)))
            {
                added.Add(record);
            }
        }

        if (added.Count > 0)
        {
            await log.AddAsync(added, cancellationToken).ConfigureAwait(false);
        }

        return added.Count;
    }

    private static async ValueTask<(HashSet<TransactionRecord> Keys, int Read)> KeysAsync(ITransactionLog log, TransactionFilter filter, CancellationToken cancellationToken)
    {
        var (keys, read) = (new HashSet<TransactionRecord>(), 0);
        await foreach (var stored in log.FindAsync(filter, cancellationToken).ConfigureAwait(false))
        {
            keys.Add(KeyOf(stored.Record));
            read++;
        }

        return (keys, read);
    }

    private static TransactionFilter Between(DateTimeOffset first, DateTimeOffset last) => new() { From = Kept(first), To = Kept(last).AddMilliseconds(1) };

    private static TransactionFilter OneOf(TransactionRecord record) => Between(record.At, record.At) with { CorrelationId = record.CorrelationId, Command = record.Command };

    private static TransactionRecord KeyOf(TransactionRecord record) => record with { At = Kept(record.At), DataSet = null, DataSetLocation = "" };

    private static DateTimeOffset Kept(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
}
