using System.Net.Sockets;
using Gantry.Dal.Relational;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace Gantry.Dal.SqlServer;

/// <summary>What the server's error numbers mean to an administrator. The server's own text is left out: it may quote values.</summary>
internal static class SqlServerFaults
{
    public static CatalogFault Explain(Exception exception, string place) => exception switch
    {
        SqlException server => Explain(server.Number, place),
        DbUpdateException { InnerException: { } inner } => Explain(inner, place),
        InvalidOperationException { InnerException: SqlException inner } => Explain(inner, place),
        NotSupportedException => new(CatalogFaultKind.Broken, Cultures.Missing),
        TimeoutException => new(CatalogFaultKind.Unavailable, $"The database {place} does not answer in time."),
        SocketException or IOException => Unreachable(place, 0),
        _ => CatalogFault.Of(exception),
    };

    /// <summary>What an error number means.</summary>
    public static CatalogFault Explain(int number, string place) => number switch
    {
        -2 => new(CatalogFaultKind.Unavailable, $"The database {place} does not answer in time ({number})."),
        -1 or 0 or 2 or 11 or 53 or 64 or 121 or 233 or 258 or 10053 or 10054 or 10060 or 10061 or 11001 => Unreachable(place, number),
        18456 or 18452 or 18470 or 18487 or 18488 => new(CatalogFaultKind.Broken, $"The database {place} refuses the user name or the password ({number})."),
        // The server tells a missing database and one that this user may not open by the same number.
        4060 or 911 => new(CatalogFaultKind.Broken, $"There is no database {place}, or this user may not open it ({number}): create it, or set CreateDatabase to true."),
        229 or 262 or 916 or 2760 or 15247 => new(CatalogFaultKind.Broken, $"The user may not do that in the database {place} ({number}): db_owner of it is needed."),
        3906 or 3908 or 976 or 978 => new(CatalogFaultKind.Broken, $"The database {place} is read-only ({number}): is it a secondary replica?"),
        823 or 824 or 825 or 5242 or 7105 => new(CatalogFaultKind.Broken, $"The database {place} is damaged ({number}). Restore it, or rebuild the catalog from the stored instances."),
        1101 or 1105 or 9002 => new(CatalogFaultKind.Unavailable, $"The disk, or the transaction log, of the database {place} is full ({number})."),
        17809 or 10928 or 10929 => new(CatalogFaultKind.Unavailable, $"The database {place} has no connection left ({number}): raise its limit of user connections, or lower MaximumReaders."),
        1205 or 3960 => new(CatalogFaultKind.Conflict, $"Another transaction was in the way in the database {place} ({number})."),
        1222 => new(CatalogFaultKind.Unavailable, $"Somebody else holds a lock in the database {place} ({number})."),
        701 or 802 or 922 or 927 or 945 or 952 or 6005 or 8645 or 17142 or 40501 or 40613 => new(CatalogFaultKind.Unavailable, $"The database {place} is not available ({number})."),
        2601 or 2627 or 515 or 547 or 2628 or 8152 => new(CatalogFaultKind.Request, $"The catalog refused an entry ({number})."),
        _ => new(CatalogFaultKind.Request, $"The catalog failed ({number})."),
    };

    private static CatalogFault Unreachable(string place, int number) =>
        new(CatalogFaultKind.Unavailable, $"The database {place} cannot be reached ({number}): is the server running, and are Server and port right?");
}
