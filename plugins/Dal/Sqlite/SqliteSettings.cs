using Gantry.Contracts;

namespace Gantry.Dal.Sqlite;

/// <summary>The plugin's settings, checked.</summary>
internal sealed record SqliteSettings
{
    /// <summary>The database file.</summary>
    public required string File { get; init; }

    /// <summary>True to read every page at start and refuse a damaged file: about a second for each gigabyte. False unless set.</summary>
    public bool ChecksAtStart { get; init; }

    /// <summary>How long a statement waits for another process's lock. 30 seconds unless set.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <exception cref="CatalogException">A setting is not understood.</exception>
    public static SqliteSettings Of(IPluginContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var file = context.Settings.GetValueOrDefault("File");
        return new SqliteSettings
        {
            File = Path.Combine(context.DataFolder, string.IsNullOrWhiteSpace(file) ? "catalog.db" : file),
            ChecksAtStart = context.Settings.GetValueOrDefault("CheckAtStart") switch
            {
                null or "" => false,
                var text when bool.TryParse(text, out var value) => value,
                var text => throw new CatalogException($"The setting CheckAtStart is '{text}'; true and false are allowed.") { IsTransient = false },
            },
        };
    }
}
