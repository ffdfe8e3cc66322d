using System.Globalization;

namespace Gantry.Host.Settings;

/// <summary>The settings below <c>Gantry:Users</c>: sessions, passwords, and what is done about those who guess them.</summary>
internal sealed record UserSettings
{
    private static readonly string[] Names =
    [
        nameof(SessionIdle), nameof(SessionLifetime), nameof(PasswordLength), nameof(PasswordHistory), nameof(LockAfter), nameof(LockTime),
    ];

    /// <summary>How long a session lasts that is not used; a minute to a day, 30 minutes unless set.</summary>
    public TimeSpan SessionIdle { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a session lasts at the most; a minute to 30 days, 12 hours unless set.</summary>
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromHours(12);

    /// <summary>The least characters of a password; 8 to 64, 12 unless set.</summary>
    public int PasswordLength { get; init; } = 12;

    /// <summary>How many passwords before may not come again; 0 to 24, 5 unless set.</summary>
    public int PasswordHistory { get; init; } = 5;

    /// <summary>After how many failed logins a user is locked; 3 to 100, 5 unless set. Each further one doubles the time, to 64 times.</summary>
    public int LockAfter { get; init; } = 5;

    /// <summary>For how long, at first; a second to an hour, 30 seconds unless set.</summary>
    public TimeSpan LockTime { get; init; } = TimeSpan.FromSeconds(30);

    public static UserSettings Read(IConfigurationSection section, ICollection<string> faults)
    {
        foreach (var unknown in section.GetChildren().Where(child => !Names.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            faults.Add($"Gantry:Users:{unknown.Key} is not a setting; there are {string.Join(", ", Names)}.");
        }

        var unless = new UserSettings();
        return new UserSettings
        {
            SessionIdle = Time(nameof(SessionIdle), unless.SessionIdle, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1)),
            SessionLifetime = Time(nameof(SessionLifetime), unless.SessionLifetime, TimeSpan.FromMinutes(1), TimeSpan.FromDays(30)),
            PasswordLength = Number(nameof(PasswordLength), unless.PasswordLength, 8, 64),
            PasswordHistory = Number(nameof(PasswordHistory), unless.PasswordHistory, 0, 24),
            LockAfter = Number(nameof(LockAfter), unless.LockAfter, 3, 100),
            LockTime = Time(nameof(LockTime), unless.LockTime, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
        };

        TimeSpan Time(string name, TimeSpan otherwise, TimeSpan least, TimeSpan most)
        {
            if (section[name] is not { } text)
            {
                return otherwise;
            }

            if (!TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) || time < least || time > most)
            {
                faults.Add($"Gantry:Users:{name} is '{text}'; a time from {least} to {most} is needed.");
            }

            return time;
        }

        int Number(string name, int otherwise, int least, int most)
        {
            if (section[name] is not { } text)
            {
                return otherwise;
            }

            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < least || number > most)
            {
                faults.Add($"Gantry:Users:{name} is '{text}'; a whole number from {least} to {most} is needed.");
            }

            return number;
        }
    }
}
