using Gantry.Dal.Relational;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Gantry.Dal.Sqlite;

/// <summary>What SQLite's result codes mean to an administrator.</summary>
internal static class SqliteFaults
{
    /// <summary>SQLITE_IOERR: reading, writing or syncing failed.</summary>
    public const int IoError = 10;

    private const int Busy = 5, Locked = 6, NoMemory = 7, ReadOnly = 8, Corrupt = 11, Full = 13, CannotOpen = 14, TooBig = 18, Constraint = 19, Permission = 3, Authorization = 23, NotADatabase = 26;

    public static CatalogFault Explain(Exception exception, string file) => exception switch
    {
        SqliteException sqlite => Explain(sqlite, file),
        DbUpdateException { InnerException: { } inner } => Explain(inner, file),
        DirectoryNotFoundException => new(CatalogFaultKind.Broken, $"The folder of the catalog file {file} does not exist."),
        IOException io => new(CatalogFaultKind.Unavailable, $"The catalog file {file} cannot be used: {io.Message}"),
        UnauthorizedAccessException => new(CatalogFaultKind.Broken, $"The catalog file {file} cannot be used: no permission."),
        _ => CatalogFault.Of(exception),
    };

    /// <summary>What to say of a damaged file.</summary>
    public static string Damaged(string file, string code) =>
        $"The catalog file {file} is damaged ({code}). Stop the server, move the file and its -wal file away, start again, and rebuild the catalog from the stored instances: gantry reindex.";

    private static CatalogFault Explain(SqliteException exception, string file)
    {
        var code = $"SQLite {exception.SqliteExtendedErrorCode}";
        return exception.SqliteErrorCode switch
        {
            Busy or Locked => new(CatalogFaultKind.Unavailable, $"The catalog file {file} is locked by another process ({code})."),
            Full => new(CatalogFaultKind.Unavailable, $"The disk that holds the catalog file {file} is full ({code})."),
            IoError => new(CatalogFaultKind.Unavailable, $"The catalog file {file} could not be read or written ({code})."),
            NoMemory => new(CatalogFaultKind.Unavailable, $"There was not enough memory for the catalog ({code})."),
            Corrupt or NotADatabase => new(CatalogFaultKind.Broken, Damaged(file, code)),
            ReadOnly => new(CatalogFaultKind.Broken, $"The catalog file {file}, or its folder, is read-only ({code})."),
            CannotOpen or Permission or Authorization => new(CatalogFaultKind.Broken, $"The catalog file {file} cannot be opened ({code}): does the folder exist, and may this user write to it?"),
            Constraint or TooBig => new(CatalogFaultKind.Request, $"The catalog refused an entry ({code})."),
            _ => new(CatalogFaultKind.Request, $"The catalog failed ({code})."),
        };
    }
}
