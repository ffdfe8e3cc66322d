using Gantry.Contracts;

namespace Gantry.Dal.Sqlite;

/// <summary>How a database file is opened.</summary>
internal sealed record SqliteSettings
{
    /// <summary>The database file.</summary>
    public required string File { get; init; }

    /// <summary>True to read every page at start and refuse a damaged file.</summary>
    public bool ChecksAtStart { get; init; }

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
            ChecksAtStart = settings.CheckAtStart,
            BusyTimeout = TimeSpan.FromSeconds(settings.BusyTimeoutSeconds),
        };
    }
}
