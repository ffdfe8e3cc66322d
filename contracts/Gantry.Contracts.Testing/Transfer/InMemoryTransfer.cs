using System.Globalization;
using Gantry.Dicom;

namespace Gantry.Contracts.Testing;

/// <summary>All that services in memory keep, record by record. It meets <see cref="DatabaseTransferSpecification"/>, but for what a restart leaves.</summary>
/// <remarks>Safe for concurrent use; records that are put together come one by one.</remarks>
public sealed class InMemoryTransfer : IDatabaseTransfer
{
    private const int MaximumRecords = 1_000;
    private readonly Dictionary<TransferKind, InMemoryTable> _tables;

    /// <summary>What services keep.</summary>
    public InMemoryTransfer(TestServices services)
    {
        ArgumentNullException.ThrowIfNull(services);
        var tokens = services.Tokens;
        _tables = new()
        {
            [TransferKind.Instance] = new(services.Catalog.All, record => services.Catalog.Put(((InstanceRecord)record).Entry), services.Catalog.Remove),
            [TransferKind.Commitment] = Jobs(TransferKind.Commitment, services.CommitmentLedger),
            [TransferKind.Media] = Jobs(TransferKind.Media, services.MediaQueue),
            [TransferKind.Retrieve] = Jobs(TransferKind.Retrieve, services.RetrieveQueue),
            [TransferKind.Transaction] = new(
                () => services.TransactionLog.All().Select(stored => new LogRecord(stored)), record => Nothing(() => services.TransactionLog.Put(((LogRecord)record).Stored)), key => services.TransactionLog.Remove(Number(key))),
            [TransferKind.User] = new(() => services.Users.All().Select(stored => new UserRecord(stored)), record => Nothing(() => services.Users.Put(((UserRecord)record).Stored)), key => services.Users.Remove(key)),
            [TransferKind.Role] = new(() => services.Roles.All().Select(stored => new RoleRecord(stored)), record => Nothing(() => services.Roles.Put(((RoleRecord)record).Stored)), services.Roles.Remove),
            [TransferKind.Token] = new(
                () => tokens.All().Select(token => new TokenRecord(token)), record => tokens.Put(((TokenRecord)record).Token) ? [] : [record.Key], key => tokens.Remove(token => token.Hash == key)),
            [TransferKind.SettingChange] = new(services.SettingsHistory.All, record => Nothing(() => services.SettingsHistory.Put((SettingChangeRecord)record)), key => services.SettingsHistory.Remove(Number(key))),
        };
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<TransferRecord>> ReadAsync(TransferKind kind, string? after, int maximum, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maximum, MaximumRecords);
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        return [.. _tables[kind].All().Where(record => string.CompareOrdinal(record.Key, after) > 0).Take(maximum)];
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<TransferRecord>> GetAsync(TransferKind kind, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        Check(keys);
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        return [.. _tables[kind].All().Where(record => keys.Contains(record.Key))];
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<string>> PutAsync(IReadOnlyList<TransferRecord> records, CancellationToken cancellationToken)
    {
        Check(records);
        if (records.DistinctBy(record => record.Kind).Count() > 1)
        {
            throw new ArgumentException("Records are put in one kind at a time.", nameof(records));
        }

        await BeginAsync(cancellationToken).ConfigureAwait(false);
        var again = records.SelectMany(record => _tables[record.Kind].Put(record)).ToList();
        return records is [TokenRecord, ..] ? again : [.. again.Except(records.Select(record => record.Key))];
    }

    /// <inheritdoc/>
    public async ValueTask RemoveAsync(TransferKind kind, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        Check(keys);
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        foreach (var key in keys)
        {
            _tables[kind].Remove(key);
        }
    }

    private static InMemoryTable Jobs(TransferKind kind, InMemoryJobQueue queue) =>
        new(() => queue.All().Select(stored => new JobRecord(kind, stored)), record => Nothing(() => queue.Put(((JobRecord)record).Stored)), key => queue.Remove(new Uid(key)));

    private static IReadOnlyList<string> Nothing(Action put)
    {
        put();
        return [];
    }

    private static long Number(string key) => long.Parse(key, CultureInfo.InvariantCulture);

    private static void Check<T>(IReadOnlyCollection<T> given)
    {
        ArgumentNullException.ThrowIfNull(given);
        if (given.Count > MaximumRecords)
        {
            throw new ArgumentException($"At most {MaximumRecords} records at a time.", nameof(given));
        }
    }

    private static async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
