using Gantry.Contracts;

namespace Gantry.Dal.Sqlite;

/// <summary>How a database file is opened.</summary>
internal sealed record SqliteSettings
{
    /// <summary>The database file.</summary>
    public required string File { get; init; }

    /// <summary>When every page is read before the start, and a damaged file refused.</summary>
    public SqliteCheck CheckAtStart { get; init; } = SqliteCheck.AfterCrash;

    /// <summary>True to bring the tables up to date at start.</summary>
    public bool MigratesAtStart { get; init; } = true;

    /// <summary>How long a statement waits for another process's lock.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <exception cref="PluginSettingsException">A setting is not understood.</exception>
    public static SqliteSettings Of(IPluginContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var settings = context.ReadSettings<SqliteCatalogSettings>();
        return new SqliteSettings
        {
            File = Path.Combine(context.DataFolder, string.IsNullOrWhiteSpace(settings.File) ? "catalog.db" : settings.File),
            CheckAtStart = settings.CheckAtStart,
            MigratesAtStart = settings.MigrateAtStart,
            BusyTimeout = TimeSpan.FromSeconds(settings.BusyTimeoutSeconds),
        };
    }
}
