using System.Runtime.CompilerServices;
using Gantry.Contracts;
using Gantry.Dal.Relational.Attributes;
using Gantry.Dal.Relational.Model;
using Microsoft.EntityFrameworkCore;

namespace Gantry.Dal.Relational.Jobs;

/// <summary>Lists jobs page by page, each behind the last id of the one before.</summary>
internal sealed class JobSearch(RelationalCatalog catalog, int queue, JobFilter filter)
{
    public const int PageSize = 200;

    public async IAsyncEnumerable<StoredJob> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = 0L;
        while (true)
        {
            var page = await catalog.ReadAsync(
                (context, token) => Narrow(context, queue, filter).Where(x => x.Id > after).OrderBy(x => x.Id).Take(PageSize).WithInstances().ToListAsync(token), cancellationToken).ConfigureAwait(false);
            foreach (var row in page)
            {
                yield return JobRows.Read(row);
            }

            if (page.Count < PageSize)
            {
                yield break;
            }

            after = page[^1].Id;
        }
    }

    public static IQueryable<JobRow> Narrow(CatalogContext context, int queue, JobFilter filter)
    {
        var rows = context.Jobs.Where(x => x.Queue == queue);
        if (!filter.States.IsDefaultOrEmpty)
        {
            int[] states = [.. filter.States.Select(state => (int)state)];
            rows = rows.Where(x => states.Contains(x.State));
        }

        if (filter.Peer is { } peer)
        {
            rows = rows.Where(x => x.Peer == peer.Value);
        }

        if (filter.IsOutgoing is { } isOutgoing)
        {
            var value = isOutgoing ? 1 : 0;
            rows = rows.Where(x => x.IsOutgoing == value);
        }

        if (filter.ChangedBefore is { } before)
        {
            var time = StoredText.Milliseconds(before);
            rows = rows.Where(x => x.ChangedAt < time);
        }

        if (!filter.LeaseOwners.IsDefaultOrEmpty)
        {
            string[] owners = [.. filter.LeaseOwners];
            rows = rows.Where(x => owners.Contains(x.LeaseOwner));
        }

        if (!filter.Instances.IsDefaultOrEmpty)
        {
            string[] instances = [.. filter.Instances.Select(instance => instance.Value)];
            rows = rows.Where(x => context.JobInstances.Where(y => instances.Contains(y.Uid)).Select(y => y.JobFk).Contains(x.Id));
        }

        return rows;
    }
}
