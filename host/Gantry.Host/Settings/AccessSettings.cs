using System.Globalization;
using Gantry.Host.Access;

namespace Gantry.Host.Settings;

/// <summary>The settings below <c>Gantry:Access</c>.</summary>
internal sealed record AccessSettings
{
    private static readonly string[] Names = [nameof(Policy), nameof(CheckCalledAETitle), nameof(MaximumAssociationsPerAE), nameof(MaximumAssociationsPerAddress)];

    /// <summary>Who may open associations; Local unless set.</summary>
    public AccessPolicy Policy { get; init; } = AccessPolicy.Local;

    /// <summary>True where the called AE title must be one that is served; true unless set.</summary>
    public bool CheckCalledAETitle { get; init; } = true;

    /// <summary>The most associations of a calling AE at a time; 0 to 10,000, 0 unless set, which is no limit. A known AE may have one of its own.</summary>
    public int MaximumAssociationsPerAE { get; init; }

    /// <summary>
    /// The most associations from an address at a time, of other machines; 0 to 10,000, 0 for no limit; half of all unless set, so that nobody can keep all
    /// others out.
    /// </summary>
    public int MaximumAssociationsPerAddress { get; init; }

    public static AccessSettings Read(IConfigurationSection section, int maximumAssociations, ICollection<string> faults)
    {
        foreach (var unknown in section.GetChildren().Where(child => !Names.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            faults.Add($"Gantry:Access:{unknown.Key} is not a setting; there are {string.Join(", ", Names)}.");
        }

        var policy = AccessPolicy.Local;
        if (section[nameof(Policy)] is { } name
            && (!Enum.TryParse(name, ignoreCase: true, out policy) || !Enum.IsDefined(policy) || char.IsAsciiDigit(name.FirstOrDefault())))
        {
            faults.Add($"Gantry:Access:Policy is '{name}'; one of {string.Join(", ", Enum.GetNames<AccessPolicy>())} is needed.");
        }

        var check = true;
        if (section[nameof(CheckCalledAETitle)] is { } truth && !bool.TryParse(truth, out check))
        {
            faults.Add($"Gantry:Access:CheckCalledAETitle is '{truth}'; true or false is needed.");
        }

        return new AccessSettings
        {
            Policy = policy,
            CheckCalledAETitle = check,
            MaximumAssociationsPerAE = Number(nameof(MaximumAssociationsPerAE), 0),
            MaximumAssociationsPerAddress = Number(nameof(MaximumAssociationsPerAddress), (maximumAssociations + 1) / 2),
        };

        int Number(string key, int otherwise)
        {
            var number = otherwise;
            if (section[key] is { } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) || number > 10_000))
            {
                faults.Add($"Gantry:Access:{key} is '{text}'; a whole number from 0 to 10000 is needed.");
            }

            return number;
        }
    }
}
