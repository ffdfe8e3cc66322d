using Gantry.Contracts;
using Gantry.Dal.Relational.Jobs;

namespace Gantry.Dal.Relational.Transfer;

/// <summary>All that the catalog's database keeps, record by record.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public abstract class RelationalTransfer(RelationalCatalog catalog) : IDatabaseTransfer
{
    private const int MaximumRecords = 1_000;

    private static readonly Dictionary<TransferKind, TransferTable> Tables = new()
    {
        [TransferKind.Instance] = new InstanceTransfer(),
        [TransferKind.Commitment] = new JobTransfer(TransferKind.Commitment, JobQueueKind.Commitment),
        [TransferKind.Media] = new JobTransfer(TransferKind.Media, JobQueueKind.Media),
        [TransferKind.Retrieve] = new JobTransfer(TransferKind.Retrieve, JobQueueKind.Retrieve),
        [TransferKind.Transaction] = new TransactionTransfer(),
        [TransferKind.User] = new UserTransfer(),
        [TransferKind.Role] = new RoleTransfer(),
        [TransferKind.Token] = new TokenTransfer(),
        [TransferKind.SettingChange] = new SettingTransfer(),
    };

    public virtual async ValueTask<IReadOnlyList<TransferRecord>> ReadAsync(TransferKind kind, string? after, int maximum, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maximum, MaximumRecords);
        return await catalog.ReadAsync((context, token) => Tables[kind].ReadAsync(context, after, maximum, token), cancellationToken).ConfigureAwait(false);
    }

    public virtual async ValueTask<IReadOnlyList<TransferRecord>> GetAsync(TransferKind kind, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var records = new List<TransferRecord>();
        foreach (var some in Checked(keys).Order(StringComparer.Ordinal).Chunk(Retrieve.SelectionFilter.MaximumList))
        {
            records.AddRange(await catalog.ReadAsync((context, token) => Tables[kind].GetAsync(context, some, token), cancellationToken).ConfigureAwait(false));
        }

        return records;
    }

    public virtual async ValueTask<IReadOnlyList<string>> PutAsync(IReadOnlyList<TransferRecord> records, CancellationToken cancellationToken)
    {
        Checked(records);
        if (records.Count == 0)
        {
            return [];
        }

        var kind = records[0].Kind;
        return records.Any(record => record.Kind != kind)
            ? throw new ArgumentException("Records are put in one kind at a time.", nameof(records))
            : await catalog.WriteAsync(Tables[kind].Put(records), cancellationToken).ConfigureAwait(false);
    }

    public virtual async ValueTask RemoveAsync(TransferKind kind, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var removed = Checked(keys).Distinct(StringComparer.Ordinal).Chunk(Retrieve.SelectionFilter.MaximumList).ToArray();
        await catalog.WriteAsync(
            session =>
            {
                foreach (var some in removed)
                {
                    Tables[kind].Remove(session, some);
                }

                return removed.Length;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private static IReadOnlyCollection<T> Checked<T>(IReadOnlyCollection<T> given)
    {
        ArgumentNullException.ThrowIfNull(given);
        return given.Count > MaximumRecords ? throw new ArgumentException($"At most {MaximumRecords} records at a time.", nameof(given)) : given;
    }
}
