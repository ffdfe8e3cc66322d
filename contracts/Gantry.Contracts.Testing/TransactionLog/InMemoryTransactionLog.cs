using System.Runtime.CompilerServices;

namespace Gantry.Contracts.Testing;

/// <summary>A transaction log in memory. It meets <see cref="TransactionLogSpecification"/>, but for what a restart leaves.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public sealed class InMemoryTransactionLog : ITransactionLog
{
    private const int MaximumRemoval = 1_000;
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, StoredTransaction> _records = [];
    private long _last;

    /// <summary>All records, in the order they were added.</summary>
    public IReadOnlyList<TransactionRecord> Records => [.. All().Select(stored => stored.Record)];

    /// <inheritdoc/>
    public async ValueTask AddAsync(IReadOnlyList<TransactionRecord> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            foreach (var record in records)
            {
                _last++;
                _records.Add(_last, new StoredTransaction(_last, Kept(record)));
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredTransaction> FindAsync(TransactionFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        var chosen = All().Where(stored => TransactionConditions.Hold(filter, stored));
        foreach (var stored in (filter.IsNewestFirst ? chosen.Reverse() : chosen).Take(filter.Limit ?? int.MaxValue))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return filter.IncludesDataSets ? stored : stored with { Record = stored.Record with { DataSet = null } };
        }
    }

    /// <inheritdoc/>
    public async ValueTask<StoredTransaction?> GetAsync(long number, CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            return _records.GetValueOrDefault(number);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<int> RemoveAsync(TransactionFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (filter.IsEmpty)
        {
            throw new ArgumentException("A filter without a condition would remove the whole log.", nameof(filter));
        }

        await BeginAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            return All().Where(stored => TransactionConditions.Hold(filter, stored)).Take(Math.Min(filter.Limit ?? MaximumRemoval, MaximumRemoval)).Count(stored => _records.Remove(stored.Number));
        }
    }

    internal void Put(StoredTransaction stored)
    {
        lock (_gate)
        {
            _records[stored.Number] = stored;
            _last = Math.Max(_last, stored.Number);
        }
    }

    internal void Remove(long number)
    {
        lock (_gate)
        {
            _records.Remove(number);
        }
    }

    internal List<StoredTransaction> All()
    {
        lock (_gate)
        {
            return [.. _records.Values];
        }
    }

    // As a database keeps it: to the millisecond or microsecond, and no longer than its fields.
    private static TransactionRecord Kept(TransactionRecord record) => record with
    {
        At = DateTimeOffset.FromUnixTimeMilliseconds(record.At.ToUnixTimeMilliseconds()),
        Duration = TimeSpan.FromMicroseconds(Math.Round(record.Duration.TotalMicroseconds)),
        LocalAddress = Cut(record.LocalAddress, 64),
        RemoteAddress = Cut(record.RemoteAddress, 64),
        CorrelationId = Cut(record.CorrelationId, 64),
        Command = Cut(record.Command, 64),
        Plugin = Cut(record.Plugin, 128),
        User = Cut(record.User, 64),
        Description = Cut(record.Description, 1_000),
        DataSetLocation = Cut(record.DataSetLocation, 255),
        CustomType = Cut(record.CustomType, 64),
        CustomInformation = Cut(record.CustomInformation, 4_000),
    };

    private static string Cut(string text, int length) => text.Length > length ? text[..length] : text;

    private static async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
