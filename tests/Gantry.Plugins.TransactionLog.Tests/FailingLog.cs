using Gantry.Contracts;
using Gantry.Contracts.Testing;

namespace Gantry.Plugins.TransactionLog.Tests;

/// <summary>A log that fails while a fault is set, and counts what is asked of it.</summary>
internal sealed class FailingLog : ITransactionLog
{
    private readonly InMemoryTransactionLog _inner = new();
    private int _writes;
    private int _attempts;

    public volatile CatalogException? Fault;

    /// <summary>Writing waits for it.</summary>
    public volatile Task Gate = Task.CompletedTask;

    public int Writes => _writes;

    public int Attempts => _attempts;

    public async ValueTask AddAsync(IReadOnlyList<TransactionRecord> records, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _attempts);
        await Gate.WaitAsync(cancellationToken);
        if (Fault is { } fault)
        {
            throw fault;
        }

        Interlocked.Increment(ref _writes);
        await _inner.AddAsync(records, cancellationToken);
    }

    public IAsyncEnumerable<StoredTransaction> FindAsync(TransactionFilter filter, CancellationToken cancellationToken) => _inner.FindAsync(filter, cancellationToken);

    public ValueTask<StoredTransaction?> GetAsync(long number, CancellationToken cancellationToken) => _inner.GetAsync(number, cancellationToken);

    public ValueTask<int> RemoveAsync(TransactionFilter filter, CancellationToken cancellationToken) => _inner.RemoveAsync(filter, cancellationToken);

    public async Task<List<TransactionRecord>> AllAsync() =>
        [.. (await _inner.FindAsync(TransactionFilter.All with { IncludesDataSets = true }, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken)).Select(stored => stored.Record)];
}
