using Gantry.Contracts;

namespace Gantry.Host.Databases;

/// <summary>
/// Makes one database like another and keeps it so. It alone writes into it, one step after the other; what it writes is how a record is in the current database
/// at that moment, so that the order of changes does not matter and a record that was removed does not come back.
/// </summary>
/// <param name="open">Opens the two for one step: the plugins of both may be replaced between steps.</param>
/// <param name="changes">What is changed in the current one meanwhile.</param>
/// <param name="progress">Where it tells how far it is.</param>
internal sealed class DatabaseFollower(Func<DatabasePair> open, ChangeBook changes, MoveProgress progress)
{
    private const int Records = 500;
    private const int Jobs = 20; // a job may concern ten thousand instances
    private const int MostDifferences = 100_000;
    private static readonly TransferKind[] Kinds = [.. Enum.GetValues<TransferKind>().Order()];
    private readonly Dictionary<TransferKind, string> _last = []; // the keys up to which records that were added were written

    /// <summary>Looks through all records, and writes those that differ.</summary>
    /// <exception cref="CatalogException">One of the databases failed.</exception>
    public async Task CopyAsync(CancellationToken cancellationToken)
    {
        foreach (var kind in Kinds)
        {
            progress.Kind = kind;
            await LookThroughAsync(kind, null, cancellationToken).ConfigureAwait(false);
        }

        progress.Kind = null;
    }

    /// <summary>Looks through all records again. What differs, and not because it is being changed, is written.</summary>
    /// <returns>How many differed.</returns>
    /// <exception cref="CatalogException">One of the databases failed, or they differ in more than can be told.</exception>
    public async Task<int> VerifyAsync(CancellationToken cancellationToken)
    {
        var (count, same) = (0, new RecordDigest());
        foreach (var kind in Kinds)
        {
            progress.Kind = kind;
            var suspects = new List<string>();
            await LookThroughAsync(kind, null, cancellationToken, suspects, same).ConfigureAwait(false);
            await FollowAsync(cancellationToken).ConfigureAwait(false); // what was changed while it was compared is told apart
            foreach (var some in suspects.Chunk(PageSize(kind)))
            {
                count += await MakeSameAsync(kind, some, same, cancellationToken).ConfigureAwait(false);
            }
        }

        progress.Kind = null;
        progress.SetVerified(same.Count);
        progress.Digest = same.ToString();
        return count;
    }

    /// <summary>Makes the changes that were noted so far.</summary>
    /// <exception cref="CatalogException">One of the databases failed.</exception>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        var taken = changes.Take();
        foreach (var kind in Kinds)
        {
            if (taken.Whole.Contains(kind))
            {
                await LookThroughAsync(kind, null, cancellationToken, follows: false).ConfigureAwait(false);
            }
            else if (taken.Tails.Contains(kind))
            {
                await LookThroughAsync(kind, _last.GetValueOrDefault(kind), cancellationToken, follows: false).ConfigureAwait(false);
            }

            foreach (var some in taken.Keys.GetValueOrDefault(kind)?.Chunk(PageSize(kind)) ?? [])
            {
                await MakeSameAsync(kind, some, null, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<int> MakeSameAsync(TransferKind kind, string[] keys, RecordDigest? same, CancellationToken cancellationToken)
    {
        using var pair = open();
        var comparison = new RecordComparison(
            await pair.Source.GetAsync(kind, keys, cancellationToken).ConfigureAwait(false), await pair.Target.GetAsync(kind, keys, cancellationToken).ConfigureAwait(false), same);
        await ApplyAsync(pair, kind, comparison, cancellationToken).ConfigureAwait(false);
        foreach (var record in comparison.Differing)
        {
            same?.Add(record.Digest());
        }

        return comparison.Differing.Count + comparison.Extra.Count;
    }

    // From page to page of both, as far as both are known: memory holds a page of each, however different they are. What differs is written, or else noted.
    private async Task LookThroughAsync(
        TransferKind kind, string? after, CancellationToken cancellationToken, List<string>? suspects = null, RecordDigest? same = null, bool follows = true)
    {
        for (var isLast = false; !isLast;)
        {
            using (var pair = open())
            {
                var should = await pair.Source.ReadAsync(kind, after, PageSize(kind), cancellationToken).ConfigureAwait(false);
                var there = await pair.Target.ReadAsync(kind, after, PageSize(kind), cancellationToken).ConfigureAwait(false);
                var end = End(should, there, PageSize(kind));
                isLast = end is null;
                should = UpTo(should, end);
                progress.AddCompared(should.Count);
                var comparison = new RecordComparison(should, UpTo(there, end), same);
                after = end;
                if (suspects is not null)
                {
                    Note(comparison, suspects);
                }
                else
                {
                    await ApplyAsync(pair, kind, comparison, cancellationToken).ConfigureAwait(false);
                    NoteLast(kind, should);
                }
            }

            if (follows)
            {
                await FollowAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static int PageSize(TransferKind kind) => kind is TransferKind.Commitment or TransferKind.Media or TransferKind.Retrieve ? Jobs : Records;

    private void NoteLast(TransferKind kind, IReadOnlyList<TransferRecord> written)
    {
        if (written is [.., var last])
        {
            _last[kind] = last.Key;
        }
    }

    private static void Note(RecordComparison comparison, List<string> suspects)
    {
        suspects.AddRange(comparison.Keys);
        if (suspects.Count > MostDifferences)
        {
            throw new CatalogException($"More than {MostDifferences} records differ after all were written.");
        }
    }

    /// <summary>Up to which key both pages tell all; null where both are the last.</summary>
    private static string? End(IReadOnlyList<TransferRecord> first, IReadOnlyList<TransferRecord> second, int size)
    {
        var (one, other) = (first.Count < size ? null : first[^1].Key, second.Count < size ? null : second[^1].Key);
        return one is null ? other : other is null || string.CompareOrdinal(one, other) < 0 ? one : other;
    }

    private static IReadOnlyList<TransferRecord> UpTo(IReadOnlyList<TransferRecord> page, string? end) =>
        end is null ? page : [.. page.TakeWhile(record => string.CompareOrdinal(record.Key, end) <= 0)];

    private async Task ApplyAsync(DatabasePair pair, TransferKind kind, RecordComparison comparison, CancellationToken cancellationToken)
    {
        foreach (var some in comparison.Extra.Chunk(PageSize(kind)))
        {
            await pair.Target.RemoveAsync(kind, some, cancellationToken).ConfigureAwait(false);
            progress.AddRemoved(some.Length);
        }

        if (comparison.Differing.Count == 0)
        {
            return;
        }

        var again = await pair.Target.PutAsync(comparison.Differing, cancellationToken).ConfigureAwait(false);
        progress.AddWritten(comparison.Differing.Count);
        changes.Note(kind, again);
        var put = comparison.Differing.ExceptBy(again, record => record.Key, StringComparer.Ordinal).ToList();
        var kept = await pair.Target.GetAsync(kind, [.. put.Select(record => record.Key)], cancellationToken).ConfigureAwait(false);
        if (new RecordComparison(put, kept).Differing is [var first, ..] others)
        {
            throw new CatalogException($"The other database does not keep {others.Count} of {put.Count} records as they are, the first: {kind} {first.Key}.") { IsTransient = false };
        }
    }
}
