namespace Gantry.Contracts.Testing;

/// <summary>The records of one kind, in memory.</summary>
/// <param name="records">All of them, in any order.</param>
/// <param name="put">Has one be there; gives the keys to look at again.</param>
/// <param name="remove">Removes the one with a key.</param>
internal sealed class InMemoryTable(Func<IEnumerable<TransferRecord>> records, Func<TransferRecord, IReadOnlyList<string>> put, Action<string> remove)
{
    /// <summary>All records, in the order of their keys.</summary>
    public IEnumerable<TransferRecord> All() => records().OrderBy(record => record.Key, StringComparer.Ordinal);

    public IReadOnlyList<string> Put(TransferRecord record) => put(record);

    public void Remove(string key) => remove(key);
}
