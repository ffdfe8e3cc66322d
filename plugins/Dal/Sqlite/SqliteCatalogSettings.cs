using System.ComponentModel.DataAnnotations;
using Gantry.Contracts;

namespace Gantry.Dal.Sqlite;

/// <summary>The plugin's settings, as an administrator sees them.</summary>
[PluginSettings]
public sealed record SqliteCatalogSettings
{
    /// <summary>The database file.</summary>
    [Setting("The database file, absolute or below the plugin's data folder; on a local disk, never on a network file system.")]
    public string File { get; init; } = "catalog.db";

    /// <summary>How long to wait while another program holds the file, in seconds.</summary>
    [Setting("How many seconds to wait while another program holds the file."), Range(1, 600)]
    public int BusyTimeoutSeconds { get; init; } = 30;

    /// <summary>When the whole file is looked through before it serves.</summary>
    [Setting("When to read the whole file before serving, and refuse a damaged one: Never, AfterCrash (it was not closed properly, and is below 4 GB) or Always. About a second for a gigabyte.")]
    public SqliteCheck CheckAtStart { get; init; } = SqliteCheck.AfterCrash;

    /// <summary>True to bring the tables up to date at start.</summary>
    [Setting("True to bring the tables of an older version up to date at start. False to have the catalog wait for 'gantry db migrate'.")]
    public bool MigrateAtStart { get; init; } = true;
}
