using System.Globalization;

namespace Gantry.Host.Settings;

/// <summary>The settings below <c>Gantry:Scrub</c>: how often the whole store is read, without being asked, and how fast.</summary>
internal sealed record ScrubSettings
{
    private static readonly string[] Names = [nameof(Period), nameof(MegabytesPerSecond)];
    private static readonly TimeSpan LongestPeriod = TimeSpan.FromDays(3650);

    /// <summary>How long after a verification the next one begins; an hour to ten years, 30 days unless set; zero for never.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The most that is read in a second, in units of 1,000,000 bytes; 1 to 100,000, 20 unless set.</summary>
    public int MegabytesPerSecond { get; init; } = 20;

    public static ScrubSettings Read(IConfigurationSection section, ICollection<string> faults)
    {
        foreach (var unknown in section.GetChildren().Where(child => !Names.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            faults.Add($"Gantry:Scrub:{unknown.Key} is not a setting; there are {string.Join(", ", Names)}.");
        }

        var settings = new ScrubSettings();
        if (section[nameof(Period)] is { } period)
        {
            if (!TimeSpan.TryParse(period, CultureInfo.InvariantCulture, out var time) || (time != TimeSpan.Zero && time < TimeSpan.FromHours(1)) || time > LongestPeriod)
            {
                faults.Add($"Gantry:Scrub:Period is '{period}'; a time from 01:00:00 to 3650.00:00:00 is needed, or 00:00:00 for never.");
            }

            settings = settings with { Period = time };
        }

        if (section[nameof(MegabytesPerSecond)] is { } text)
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var megabytes) || megabytes is < 1 or > 100_000)
            {
                faults.Add($"Gantry:Scrub:MegabytesPerSecond is '{text}'; a whole number from 1 to 100000 is needed.");
            }

            settings = settings with { MegabytesPerSecond = megabytes };
        }

        return settings;
    }
}
