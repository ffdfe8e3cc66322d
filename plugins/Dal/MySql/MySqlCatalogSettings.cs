using System.ComponentModel.DataAnnotations;
using Gantry.Contracts;

namespace Gantry.Dal.MySql;

/// <summary>The plugin's settings, as an administrator sees them.</summary>
[PluginSettings]
public sealed record MySqlCatalogSettings
{
    /// <summary>Where the database is, and who asks.</summary>
    [Setting("Where the database is, and who asks: Server=db1;Port=3306;Database=gantry;User ID=gantry;Password=...", IsSecret = true), MinLength(1)]
    public required string ConnectionString { get; init; }

    /// <summary>True to create the database where it is missing.</summary>
    [Setting("True to create the database where it is missing; the user must be allowed to.")]
    public bool CreateDatabase { get; init; }

    /// <summary>The most connections that read at once; one more writes.</summary>
    [Setting("The most connections that read at once; one more writes."), Range(1, 500)]
    public int MaximumReaders { get; init; } = 16;

    /// <summary>How long to wait for a lock of somebody else, in seconds.</summary>
    [Setting("How many seconds to wait for a lock that somebody else holds."), Range(1, 600)]
    public int LockTimeoutSeconds { get; init; } = 30;
}
