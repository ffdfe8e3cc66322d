using System.Globalization;

namespace Gantry.Plugins.PrimeraDriver;

/// <summary>A robot, as the status of the system has it.</summary>
internal sealed record RobotStatus
{
    public required string Name { get; init; }

    /// <summary>Its error; 0 for none.</summary>
    public int Error { get; init; }

    public string ErrorText { get; init; } = "";

    /// <summary>"System OK", "Offline" and so on; empty where it is not said.</summary>
    public string Status { get; init; } = "";

    public int Jobs { get; init; }

    /// <summary>The blank discs in its bins; null where it has no such bin, or does not know.</summary>
    public int? RightBin { get; init; }

    public int? LeftBin { get; init; }

    public bool IsKiosk { get; init; }

    /// <summary>What the cartridges have left, in per cent.</summary>
    public IReadOnlyList<int> Ink { get; init; } = [];

    /// <summary>The name of the file with its own status.</summary>
    public string File { get; init; } = "";

    /// <summary>Reads a robot.</summary>
    /// <param name="status">The status file.</param>
    /// <param name="section">The section that is the robot's.</param>
    /// <param name="name">Its name.</param>
    public static RobotStatus Read(StatusText status, string section, string name)
    {
        var file = status.Get(section, "StatusFile") is { Length: > 0 } said ? said : name + ".txt";
        return new RobotStatus
        {
            Name = name,
            Error = status.GetNumber(section, "SysErrorNumber") ?? 0,
            ErrorText = status.Get(section, "SysErrorString"),
            Status = status.Get(section, "SystemStatus") is { Length: > 0 } text ? text : status.Get(section, "Status"),
            Jobs = status.GetNumber(section, "NumJobs") ?? 0,
            RightBin = Discs(status.GetNumber(section, "DiscsInRightBin")),
            LeftBin = Discs(status.GetNumber(section, "DiscsInLeftBin")),
            IsKiosk = status.GetNumber(section, "KioskModeEnabled") is > 0,
            Ink = ReadInk(status, section),
            File = file[(file.LastIndexOfAny(['\\', '/']) + 1)..],
        };
    }

    /// <summary>The blank discs of a bin (BinID): 0 the right one, in kiosk mode both; 1 the left one, in kiosk mode too; 2 the right one. Null where it is not known.</summary>
    public int? DiscsIn(int bin) => bin switch
    {
        0 when IsKiosk => RightBin is null && LeftBin is null ? null : (RightBin ?? 0) + (LeftBin ?? 0),
        1 => LeftBin,
        _ => RightBin,
    };

    private static int? Discs(int? said) => said is >= 0 ? said : null;

    private static List<int> ReadInk(StatusText status, string section)
    {
        var ink = new List<int>();
        for (var number = 0; number < 8; number++)
        {
            var type = status.GetNumber(section, string.Create(CultureInfo.InvariantCulture, $"CartridgeType{number}"));
            if (type is > 0 && status.GetNumber(section, string.Create(CultureInfo.InvariantCulture, $"CartridgeFill{number}")) is { } fill)
            {
                ink.Add(fill);
            }
        }

        return ink;
    }
}
