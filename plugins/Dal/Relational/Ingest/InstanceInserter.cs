using System.Data.Common;
using Gantry.Dal.Relational.Model;

namespace Gantry.Dal.Relational.Ingest;

/// <summary>Inserts the instances of a group. A dialect whose database is far away, or likes many rows at once, has one of its own.</summary>
/// <remarks>Used by the writer alone; lives as long as its connection.</remarks>
public abstract class InstanceInserter : IDisposable
{
    /// <summary>Inserts those whose SOP Instance UID is not there yet.</summary>
    /// <param name="transaction">The writer's transaction.</param>
    /// <param name="instances">The rows; each UID once. <see cref="Instance.SeriesFk"/> is set, <see cref="Instance.Id"/> is not.</param>
    /// <returns>The UIDs of those that were inserted.</returns>
    public abstract IReadOnlySet<string> Insert(DbTransaction transaction, IReadOnlyList<Instance> instances);

    /// <summary>Disposes the commands.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Disposes the commands where <paramref name="disposing"/> is true.</summary>
    protected abstract void Dispose(bool disposing);
}
