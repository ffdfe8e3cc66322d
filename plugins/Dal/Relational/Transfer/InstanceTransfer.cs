using Gantry.Contracts;
using Gantry.Dal.Relational.Ingest;
using Gantry.Dal.Relational.Model;
using Microsoft.EntityFrameworkCore;

namespace Gantry.Dal.Relational.Transfer;

internal sealed class InstanceTransfer : TransferTable
{
    public override Task<List<TransferRecord>> ReadAsync(CatalogContext context, string? after, int maximum, CancellationToken cancellationToken) => RecordsAsync(
        context, (after is null ? context.Instances : context.Instances.Where(x => string.Compare(x.Uid, after) > 0)).OrderBy(x => x.Uid).Take(maximum), cancellationToken);

    public override Task<List<TransferRecord>> GetAsync(CatalogContext context, string[] keys, CancellationToken cancellationToken) =>
        RecordsAsync(context, context.Instances.Where(x => keys.Contains(x.Uid)).OrderBy(x => x.Uid), cancellationToken);

    public override Func<WriterSession, IReadOnlyList<string>> Put(IReadOnlyList<TransferRecord> records)
    {
        IngestEntry[] entries = [.. records.Cast<InstanceRecord>().Select(record => new IngestEntry(record.Entry))];
        return session =>
        {
            session.Flush();
            var gone = new PastEntities(session).Remove(entries);
            foreach (var entry in entries)
            {
                session.Add(entry, static _ => { });
            }

            return gone;
        };
    }

    public override void Remove(WriterSession session, string[] keys) => PastEntities.Remove(session, keys);

    // A parent that is gone when it is asked for was removed with all its instances, and these must be asked for again: what is missing at the end of a
    // page would look like the end of all.
    private static async Task<List<TransferRecord>> RecordsAsync(CatalogContext context, IQueryable<Instance> query, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < 10; attempt++)
        {
            var rows = await query.ToListAsync(cancellationToken).ConfigureAwait(false);
            var parents = await ParentAttributes.ReadAsync(context, rows.Select(row => row.SeriesFk), cancellationToken).ConfigureAwait(false);
            var records = rows.Select(parents.Record).OfType<TransferRecord>().ToList();
            if (records.Count == rows.Count)
            {
                return records;
            }
        }

        throw new CatalogException("Instances are removed faster than they can be read.");
    }
}
