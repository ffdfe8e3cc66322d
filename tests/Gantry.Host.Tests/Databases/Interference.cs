using Gantry.Contracts;

namespace Gantry.Host.Tests.Databases;

/// <summary>A database in which something happens just after a page was read, or that does not keep what it is given.</summary>
internal sealed class Interference(IDatabaseTransfer inner) : IDatabaseTransfer
{
    public Func<TransferKind, IReadOnlyList<TransferRecord>, Task>? AfterRead { get; set; }

    public Func<TransferRecord, TransferRecord> Changed { get; init; } = record => record;

    public async ValueTask<IReadOnlyList<TransferRecord>> ReadAsync(TransferKind kind, string? after, int maximum, CancellationToken cancellationToken)
    {
        var page = await inner.ReadAsync(kind, after, maximum, cancellationToken);
        if (AfterRead is { } interfere)
        {
            await interfere(kind, page);
        }

        return page;
    }

    public ValueTask<IReadOnlyList<TransferRecord>> GetAsync(TransferKind kind, IReadOnlyCollection<string> keys, CancellationToken cancellationToken) => inner.GetAsync(kind, keys, cancellationToken);

    public ValueTask<IReadOnlyList<string>> PutAsync(IReadOnlyList<TransferRecord> records, CancellationToken cancellationToken) => inner.PutAsync([.. records.Select(Changed)], cancellationToken);

    public ValueTask RemoveAsync(TransferKind kind, IReadOnlyCollection<string> keys, CancellationToken cancellationToken) => inner.RemoveAsync(kind, keys, cancellationToken);
}

/// <summary>Something to dispose that is nothing.</summary>
internal sealed class Nothing : IDisposable
{
    public static Nothing Instance { get; } = new();

    public void Dispose()
    {
    }
}
