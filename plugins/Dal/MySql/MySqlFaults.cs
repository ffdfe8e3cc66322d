using System.Net.Sockets;
using Gantry.Dal.Relational;
using Microsoft.EntityFrameworkCore;
using MySqlConnector;
using static MySqlConnector.MySqlErrorCode;

namespace Gantry.Dal.MySql;

/// <summary>What the server's error codes mean to an administrator. The server's own text is left out: it may quote values.</summary>
internal static class MySqlFaults
{
    private const MySqlErrorCode AccessDeniedNoPassword = (MySqlErrorCode)1698, SpecificAccessDenied = (MySqlErrorCode)1227, ReadOnlyTransaction = (MySqlErrorCode)1792;

    public static CatalogFault Explain(Exception exception, string place) => exception switch
    {
        MySqlException { ErrorCode: UnableToConnectToHost } when exception.InnerException is MySqlException inner && inner.ErrorCode != UnableToConnectToHost => Explain(inner, place),
        MySqlException { InnerException: SocketException or IOException, Number: 0 } => Unreachable(place),
        MySqlException server => Explain(server.ErrorCode, place),
        DbUpdateException { InnerException: { } inner } => Explain(inner, place),
        TimeoutException => new(CatalogFaultKind.Unavailable, $"The database {place} does not answer in time."),
        InvalidOperationException { InnerException: MySqlException inner } => Explain(inner, place),
        SocketException or IOException => Unreachable(place),
        _ => CatalogFault.Of(exception),
    };

    private static CatalogFault Unreachable(string place) =>
        new(CatalogFaultKind.Unavailable, $"The database {place} cannot be reached: is the server running, and are Server and Port right?");

    private static CatalogFault Explain(MySqlErrorCode code, string place) => code switch
    {
        UnableToConnectToHost => Unreachable(place),
        AccessDenied or AccessDeniedNoPassword => new(CatalogFaultKind.Broken, $"The database {place} refuses the user name or the password ({(int)code})."),
        UnknownDatabase => new(CatalogFaultKind.Broken, $"There is no database {place} ({(int)code}): create it, or set CreateDatabase to true."),
        DatabaseAccessDenied or TableAccessDenied or ColumnAccessDenied or SpecificAccessDenied =>
            new(CatalogFaultKind.Broken, $"The user may not do that in the database {place} ({(int)code}): GRANT ALL on it is needed."),
        OptionPreventsStatement or OpenAsReadOnly or ReadOnlyTransaction => new(CatalogFaultKind.Broken, $"The database {place} is read-only ({(int)code}): is it a replica?"),
        CrashedOnUsage or CrashedOnRepair or NotKeyFile or OldKeyFile => new(CatalogFaultKind.Broken, $"The database {place} is damaged ({(int)code}). Restore it, or rebuild the catalog from the stored instances."),
        DiskFull or RecordFileFull => new(CatalogFaultKind.Unavailable, $"The disk of the database {place} is full ({(int)code})."),
        ConnectionCountError or TooManyUserConnections => new(CatalogFaultKind.Unavailable, $"The database {place} has no connection left ({(int)code}): raise max_connections there, or lower MaximumReaders."),
        LockDeadlock => new(CatalogFaultKind.Conflict, $"Another transaction was in the way in the database {place} ({(int)code})."),
        LockWaitTimeout => new(CatalogFaultKind.Unavailable, $"Somebody else holds a lock in the database {place} ({(int)code})."),
        ServerShutdown or NormalShutdown or ShutdownComplete or QueryInterrupted or OutOfMemory or OutOfResources or CommandTimeoutExpired =>
            new(CatalogFaultKind.Unavailable, $"The database {place} is not available ({(int)code})."),
        None => new(CatalogFaultKind.Unavailable, $"The connection to the database {place} failed."),
        DuplicateKeyEntry or DataTooLong or ColumnCannotBeNull or PacketTooLarge => new(CatalogFaultKind.Request, $"The catalog refused an entry ({(int)code})."),
        _ => new(CatalogFaultKind.Request, $"The catalog failed ({(int)code})."),
    };
}
