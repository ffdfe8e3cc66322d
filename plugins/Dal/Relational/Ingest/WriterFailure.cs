using Gantry.Contracts;

namespace Gantry.Dal.Relational.Ingest;

/// <summary>Why a group of writes was not done.</summary>
/// <param name="Exception">What was thrown.</param>
/// <param name="Fault">What it means.</param>
/// <param name="IsLost">True where the connection is gone.</param>
/// <param name="WasCommitting">True where the commit was asked for and its answer did not come: it may have happened.</param>
internal sealed record WriterFailure(Exception Exception, CatalogFault Fault, bool IsLost, bool WasCommitting)
{
    /// <summary>What the callers get.</summary>
    public CatalogException ToException() => Exception as CatalogException ?? Fault.ToException(Exception);
}
