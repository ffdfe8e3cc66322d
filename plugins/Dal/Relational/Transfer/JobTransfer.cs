using System.Linq.Expressions;
using Gantry.Contracts;
using Gantry.Dal.Relational.Ingest;
using Gantry.Dal.Relational.Jobs;
using Gantry.Dal.Relational.Model;
using Microsoft.EntityFrameworkCore;

namespace Gantry.Dal.Relational.Transfer;

internal sealed class JobTransfer(TransferKind kind, JobQueueKind queue) : TextTable<JobRow>
{
    private readonly int _queue = (int)queue;

    public override Func<WriterSession, IReadOnlyList<string>> Put(IReadOnlyList<TransferRecord> records) => session =>
    {
        RemoveAll(this, session, records);
        foreach (var (job, version, attempts, lease, changedAt) in records.Cast<JobRecord>().Select(record => record.Stored))
        {
            JobRows.AddInstances(session, session.Add(JobRows.New(_queue, job, lease, version, attempts, changedAt)), job);
        }

        return [];
    };

    public override void Remove(WriterSession session, string[] keys)
    {
        var ids = With(session.Context, keys).Select(row => row.Id).ToArray();
        session.Context.JobInstances.Where(row => ids.Contains(row.JobFk)).ExecuteDelete();
        session.Context.Jobs.Where(row => ids.Contains(row.Id)).ExecuteDelete();
    }

    protected override Expression<Func<JobRow, string>> Column => row => row.Uid;

    protected override IQueryable<JobRow> Rows(CatalogContext context) => context.Jobs.Where(row => row.Queue == _queue).WithInstances();

    protected override TransferRecord Record(JobRow row) => new JobRecord(kind, JobRows.Read(row));
}
