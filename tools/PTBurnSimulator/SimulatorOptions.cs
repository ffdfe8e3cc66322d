namespace Gantry.Tools.PTBurnSimulator;

/// <summary>How the simulation behaves. Where PTBurn has a default (PTSETUP.INI), it is the default here.</summary>
public sealed record SimulatorOptions
{
    /// <summary>The folder that is watched.</summary>
    public required string JobFolder { get; init; }

    /// <summary>Where discs are put: an image for each, and beside it what is printed.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>How jobs name folders of this machine: prefix and folder.</summary>
    public IReadOnlyDictionary<string, string> Paths { get; init; } = new Dictionary<string, string>();

    /// <summary>True for the Unicode build, which reads and writes UTF-16 alone.</summary>
    public bool IsUnicode { get; init; }

    /// <summary>True where jobs get their phases in small letters.</summary>
    public bool SmallExtensions { get; init; }

    /// <summary>True where there is one file of status, as with PTBurn 2 (SingleRobotOnly).</summary>
    public bool SingleRobotOnly { get; init; }

    /// <summary>How often the folder is looked at; how often messages are read is <see cref="MessageInterval"/>.</summary>
    public TimeSpan ScanInterval { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan MessageInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often status is written (StatusFrequency).</summary>
    public TimeSpan StatusInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long each step takes that a disc goes through: loading, recording, verifying, printing, unloading.</summary>
    public TimeSpan StepTime { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long files of jobs that have ended stay (Status_Time).</summary>
    public TimeSpan StatusTime { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>How many discs in a row may be rejected (Rejects_InARow).</summary>
    public int RejectsInARow { get; init; } = 3;

    /// <summary>True where jobs that were running, or in the queue, begin anew after a restart; false where they fail (JobActionOnStartup).</summary>
    public bool RetriesOnStartup { get; init; } = true;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
