using System.Globalization;

namespace Gantry.Host.Settings;

/// <summary>The settings below <c>Gantry:Readiness</c>.</summary>
internal sealed record ReadinessSettings
{
    private static readonly string[] Names = [nameof(RequiredPlugins), nameof(MinimumFreeMegabytes)];

    /// <summary>The ids of the plugins without which the server is not ready; set as a list with commas, none unless set.</summary>
    public IReadOnlyList<string> RequiredPlugins { get; init; } = [];

    /// <summary>What must be free on the disk of the data folder, in units of 1,048,576 bytes; 0 to 1,000,000,000, 1,024 unless set.</summary>
    public long MinimumFreeMegabytes { get; init; } = 1_024;

    public static ReadinessSettings Read(IConfigurationSection section, ICollection<string> faults)
    {
        foreach (var unknown in section.GetChildren().Where(child => !Names.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            faults.Add($"Gantry:Readiness:{unknown.Key} is not a setting; there are {string.Join(", ", Names)}.");
        }

        var settings = new ReadinessSettings();
        if (section[nameof(MinimumFreeMegabytes)] is { } text)
        {
            if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var megabytes) || megabytes > 1_000_000_000)
            {
                faults.Add($"Gantry:Readiness:MinimumFreeMegabytes is '{text}'; a whole number from 0 to 1000000000 is needed.");
            }

            settings = settings with { MinimumFreeMegabytes = megabytes };
        }

        var required = section[nameof(RequiredPlugins)] ?? "";
        return settings with { RequiredPlugins = required.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) };
    }
}
