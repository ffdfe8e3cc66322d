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

    /// <summary>True to read the whole file before serving.</summary>
    [Setting("True to read the whole file before serving, and to refuse a damaged one: about a second for a gigabyte.")]
    public bool CheckAtStart { get; init; }
}
