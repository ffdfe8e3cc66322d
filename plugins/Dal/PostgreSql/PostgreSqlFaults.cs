using System.Net.Sockets;
using Gantry.Dal.Relational;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using static Npgsql.PostgresErrorCodes;

namespace Gantry.Dal.PostgreSql;

/// <summary>What PostgreSQL's error codes mean to an administrator. The server's own text is left out: it may quote values.</summary>
internal static class PostgreSqlFaults
{
    public static CatalogFault Explain(Exception exception, string place) => exception switch
    {
        PostgresException server => Explain(server.SqlState, place),
        DbUpdateException { InnerException: { } inner } => Explain(inner, place),
        InvalidOperationException { InnerException: NpgsqlException inner } => Explain(inner, place),
        NpgsqlException { InnerException: TimeoutException } or TimeoutException => new(CatalogFaultKind.Unavailable, $"The database {place} does not answer in time."),
        NpgsqlException { InnerException: SocketException or IOException } or SocketException or IOException =>
            new(CatalogFaultKind.Unavailable, $"The database {place} cannot be reached: is the server running, and are Host and Port right?"),
        NpgsqlException => new(CatalogFaultKind.Unavailable, $"The connection to the database {place} failed."),
        _ => CatalogFault.Of(exception),
    };

    private static CatalogFault Explain(string state, string place) => state switch
    {
        InvalidPassword or InvalidAuthorizationSpecification =>
            new(CatalogFaultKind.Broken, $"The database {place} refuses the user name or the password ({state})."),
        InvalidCatalogName => new(CatalogFaultKind.Broken, $"There is no database {place} ({state}): create it, or set CreateDatabase to true."),
        InsufficientPrivilege => new(CatalogFaultKind.Broken, $"The user may not do that in the database {place} ({state}): it must own the database, or be allowed to create tables."),
        ReadOnlySqlTransaction => new(CatalogFaultKind.Broken, $"The database {place} is read-only ({state}): is it a standby?"),
        DataCorrupted or IndexCorrupted => new(CatalogFaultKind.Broken, $"The database {place} is damaged ({state}). Restore it, or rebuild the catalog from the stored instances."),
        DiskFull => new(CatalogFaultKind.Unavailable, $"The disk of the database {place} is full ({state})."),
        TooManyConnections => new(CatalogFaultKind.Unavailable, $"The database {place} has no connection left ({state}): raise max_connections there, or lower MaximumReaders."),
        DeadlockDetected or SerializationFailure => new(CatalogFaultKind.Conflict, $"Another transaction was in the way in the database {place} ({state})."),
        LockNotAvailable => new(CatalogFaultKind.Unavailable, $"Somebody else holds a lock in the database {place} ({state})."),
        CannotConnectNow or AdminShutdown or CrashShutdown => new(CatalogFaultKind.Unavailable, $"The database {place} is starting or stopping ({state})."),
        QueryCanceled => new(CatalogFaultKind.Unavailable, $"The database {place} gave up a statement ({state})."),
        _ when state.StartsWith("53", StringComparison.Ordinal) || state.StartsWith("57", StringComparison.Ordinal) || state.StartsWith("58", StringComparison.Ordinal) || state.StartsWith("08", StringComparison.Ordinal) =>
            new(CatalogFaultKind.Unavailable, $"The database {place} is not available ({state})."),
        _ when state.StartsWith("22", StringComparison.Ordinal) || state.StartsWith("23", StringComparison.Ordinal) =>
            new(CatalogFaultKind.Request, $"The catalog refused an entry ({state})."),
        _ => new(CatalogFaultKind.Request, $"The catalog failed ({state})."),
    };
}
