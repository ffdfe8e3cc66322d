using System.Globalization;

namespace Gantry.Host.Settings;

/// <summary>The settings below <c>Gantry:Logging</c>.</summary>
internal sealed record LoggingSettings
{
    private static readonly string[] Names = [nameof(Level), nameof(PatientData), nameof(MaximumMegabytes)];

    /// <summary>What is logged unless a level is set for a plugin or category; Information unless set.</summary>
    public LogLevel Level { get; init; } = LogLevel.Information;

    /// <summary>True where the log may hold patient data; false unless set.</summary>
    public bool PatientData { get; init; }

    /// <summary>The most that the log files may take together, in units of 1,048,576 bytes; 10 to 1,000,000, 1,000 unless set.</summary>
    public int MaximumMegabytes { get; init; } = 1_000;

    public static LoggingSettings Read(IConfigurationSection section, ICollection<string> faults)
    {
        foreach (var unknown in section.GetChildren().Where(child => !Names.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            faults.Add($"Gantry:Logging:{unknown.Key} is not a setting; there are {string.Join(", ", Names)}.");
        }

        var (level, patientData, megabytes) = (LogLevel.Information, false, 1_000);
        if (section[nameof(Level)] is { } name && !TryParse(name, out level))
        {
            faults.Add($"Gantry:Logging:Level is '{name}'; Trace, Debug, Information, Warning, Error or Critical is needed.");
        }

        if (section[nameof(PatientData)] is { } truth && !bool.TryParse(truth, out patientData))
        {
            faults.Add($"Gantry:Logging:PatientData is '{truth}'; true or false is needed.");
        }

        if (section[nameof(MaximumMegabytes)] is { } text
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out megabytes) || megabytes is < 10 or > 1_000_000))
        {
            faults.Add($"Gantry:Logging:MaximumMegabytes is '{text}'; a whole number from 10 to 1000000 is needed.");
        }

        return new LoggingSettings { Level = level, PatientData = patientData, MaximumMegabytes = megabytes };
    }

    /// <summary>The level of a name, case ignored; None is no level to log at.</summary>
    public static bool TryParse(string name, out LogLevel level) =>
        Enum.TryParse(name, ignoreCase: true, out level) && Enum.IsDefined(level) && level != LogLevel.None && !int.TryParse(name, CultureInfo.InvariantCulture, out _);
}
