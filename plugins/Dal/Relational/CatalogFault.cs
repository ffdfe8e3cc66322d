using Gantry.Contracts;

namespace Gantry.Dal.Relational;

/// <summary>What an exception of the database means.</summary>
/// <param name="Kind">Whom it concerns.</param>
/// <param name="Message">One sentence for an administrator: no patient data, no password.</param>
public sealed record CatalogFault(CatalogFaultKind Kind, string Message)
{
    /// <summary>What is to be said of an exception that is not the driver's.</summary>
    public static CatalogFault Of(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception is CatalogException own
            ? new(own.IsTransient ? CatalogFaultKind.Unavailable : CatalogFaultKind.Request, own.Message)
            : new(CatalogFaultKind.Request, $"The catalog failed with {exception.GetType().Name}.");
    }

    /// <summary>The exception that callers of the catalog get.</summary>
    public CatalogException ToException(Exception cause) => new(Message, cause) { IsTransient = Kind is CatalogFaultKind.Unavailable or CatalogFaultKind.Conflict };
}
