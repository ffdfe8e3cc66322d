using System.Data.Common;

namespace Gantry.Dal.Relational.Ingest;

/// <summary>A statement that changes rows and gives none, prepared once and kept with the connection that writes.</summary>
/// <remarks>Used by the writer alone.</remarks>
public abstract class WriteCommand : IDisposable
{
    /// <summary>Executes it.</summary>
    /// <param name="transaction">The transaction that is open on the connection.</param>
    /// <param name="values">A value for each parameter, in their order: text, whole numbers, bytes, or <see cref="DBNull.Value"/>.</param>
    /// <returns>How many rows it changed.</returns>
    public abstract int Execute(DbTransaction transaction, params ReadOnlySpan<object> values);

    /// <summary>Lets go of what is prepared.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of what is prepared where <paramref name="disposing"/> is true.</summary>
    protected abstract void Dispose(bool disposing);
}
