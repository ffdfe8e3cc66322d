using System.Runtime.CompilerServices;
using Gantry.Contracts;
using Gantry.Dal.Relational.Reading;
using Gantry.Dal.Relational.Retrieve;
using Gantry.Dicom;

namespace Gantry.Dal.Relational.Query;

/// <summary>
/// One query. The statement narrows by the keys that have columns; what it lets through is matched in memory by all keys. It is read page by page, each
/// behind the last id of the one before: no statement stays open while the caller takes its time, and memory holds one page and, where an index has found
/// many candidates, their ids.
/// </summary>
internal sealed class FindQuery
{
    private const int FirstPage = 128;
    private const int LargestPage = 1024;
    private const int MostIds = 65_536;
    private readonly CatalogReader _reader;
    private readonly CatalogQuery _query;

    /// <exception cref="CatalogException">The query asks for patients where the information model has none.</exception>
    public FindQuery(CatalogReader reader, CatalogQuery query)
    {
        if (query is { Root: QueryRoot.Study, Level: QueryLevel.Patient })
        {
            throw new CatalogException("Study Root has no patient level.") { IsTransient = false };
        }

        _reader = reader;
        _query = query;
    }

    public async IAsyncEnumerable<DicomDataSet> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var remaining = _query.Limit ?? int.MaxValue;
        if (remaining <= 0)
        {
            yield break;
        }

        var keys = new FindKeys(_query);
        FindResponse? response = null; // many a query has no match
        var assembler = new FindAssembler(_reader, keys);
        var others = await OtherPatients.FindAsync(_reader, _query, keys.All.Keys, cancellationToken).ConfigureAwait(false);
        var narrowing = new Narrowing(_query.Level, keys.All.Keys, others, _query.Options.Timezone is null ? 0 : TimezoneAdjustment.MostDays);
        if (_query.Scope is { } scope)
        {
            narrowing.Restrict(scope);
        }

        if (narrowing.InfixOfName is { } infix && await NamedPatients.FindAsync(_reader, infix, cancellationToken).ConfigureAwait(false) is { } patients)
        {
            if (patients.Length == 0)
            {
                yield break;
            }

            narrowing.DriveBy(patients);
        }

        if (narrowing.FuzzyName is { } name && await FuzzyPatients.FindAsync(_reader, name, narrowing.MostFuzzyPatients, cancellationToken).ConfigureAwait(false) is { } named)
        {
            if (named.Length == 0)
            {
                yield break;
            }

            narrowing.DriveByNames(named);
        }

        foreach (var round in narrowing.Rounds())
        {
            await foreach (var entity in MatchesAsync(round, assembler, cancellationToken).ConfigureAwait(false))
            {
                yield return (response ??= new(_query)).Of(entity);
                if (--remaining == 0)
                {
                    yield break;
                }
            }
        }
    }

    private async IAsyncEnumerable<FindEntity> MatchesAsync(NarrowedRound round, FindAssembler assembler, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var rows in PagesAsync(round, cancellationToken).ConfigureAwait(false))
        {
            if (rows.Count == 0)
            {
                continue;
            }

            foreach (var entity in await assembler.AssembleAsync(rows, cancellationToken).ConfigureAwait(false))
            {
                if (entity.Matches)
                {
                    yield return entity;
                }
            }

            assembler.Trim();
        }
    }

    private async IAsyncEnumerable<List<FindRow>> PagesAsync(NarrowedRound round, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (after, size) = (0L, FirstPage);
        while (true)
        {
            var rows = await ReadAsync(text => FindPage.Write(text, _query.Level, round, after, size), cancellationToken).ConfigureAwait(false);
            yield return rows;
            if (rows.Count < size)
            {
                yield break;
            }

            (after, size) = (rows[^1].Id, Math.Min(size * 4, LargestPage));
            if (round.IsDriven)
            {
                break;
            }
        }

        for (var ids = MostIds; ids == MostIds;)
        {
            var found = await _reader.ReadAsync(text => FindPage.WriteIds(text, _query.Level, round, after, MostIds), row => row.GetInt64(0), cancellationToken).ConfigureAwait(false);
            foreach (var some in found.Chunk(SelectionFilter.MaximumList))
            {
                yield return await ReadAsync(text => FindPage.Write(text, _query.Level, some), cancellationToken).ConfigureAwait(false);
            }

            ids = found.Count;
            after = found.LastOrDefault(after);
        }
    }

    private ValueTask<List<FindRow>> ReadAsync(Action<StatementText> write, CancellationToken cancellationToken) =>
        _reader.ReadAsync(write, row => FindRow.Read(row, _query.Level), cancellationToken);
}
