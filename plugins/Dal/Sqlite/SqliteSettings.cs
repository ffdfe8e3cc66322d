using System.Globalization;
using Gantry.Contracts;

namespace Gantry.Dal.Sqlite;

/// <summary>The plugin's settings, checked.</summary>
internal sealed record SqliteSettings
{
    /// <summary>The database file.</summary>
    public required string File { get; init; }

    /// <summary>True to read every page at start and refuse a damaged file: about a second for each gigabyte. False unless set.</summary>
    public bool ChecksAtStart { get; init; }

    /// <summary>How long a statement waits for another process's lock: 1 to 600 seconds; 30 unless set.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <exception cref="CatalogException">A setting is not understood.</exception>
    public static SqliteSettings Of(IPluginContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var file = context.Settings.GetValueOrDefault("File");
        var seconds = context.Settings.GetValueOrDefault("BusyTimeoutSeconds");
        return new SqliteSettings
        {
            File = Path.Combine(context.DataFolder, string.IsNullOrWhiteSpace(file) ? "catalog.db" : file),
            ChecksAtStart = context.Settings.GetValueOrDefault("CheckAtStart") switch
            {
                null or "" => false,
                var text when bool.TryParse(text, out var check) => check,
                var text => throw new CatalogException($"The setting CheckAtStart is '{text}'; true and false are allowed.") { IsTransient = false },
            },
            BusyTimeout = string.IsNullOrWhiteSpace(seconds) ? TimeSpan.FromSeconds(30)
                : int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value is >= 1 and <= 600 ? TimeSpan.FromSeconds(value)
                : throw new CatalogException($"The setting BusyTimeoutSeconds is '{seconds}'; 1 to 600 are allowed.") { IsTransient = false },
        };
    }
}
