using System.Globalization;

namespace Gantry.Plugins.PrimeraDriver;

/// <summary>A job, as the status of a robot has it.</summary>
internal sealed record JobStatus
{
    private const int Discs = 32; // more drives than any robot has

    /// <summary>The robot; empty where one file is for all.</summary>
    public required string Robot { get; init; }

    /// <summary>0 not started, 1 running, 2 done, 3 failed, 4 moved to another robot; null where it is not said.</summary>
    public int? State { get; init; }

    /// <summary>What it is doing, as PTBurn numbers it: 13 aborted, 15 failed; null where it is not said.</summary>
    public int? Doing { get; init; }

    /// <summary>What it is doing, in PTBurn's words.</summary>
    public string DoingText { get; init; } = "";

    public int Error { get; init; }

    public string ErrorText { get; init; } = "";

    public int GoodDiscs { get; init; }

    public int BadDiscs { get; init; }

    public int? JobsAhead { get; init; }

    /// <summary>What is wrong with the last disc that was rejected; 0 for nothing.</summary>
    public int DiscError { get; init; }

    /// <summary>The discs that are held, each with its number, whether it is recorded already, and whether it is bad.</summary>
    public IReadOnlyList<(int Disc, bool IsProcessed, bool IsBad)> Held { get; init; } = [];

    /// <summary>True where it says that the job has ended.</summary>
    public bool HasEnded => State is 2 or 3 || Doing is 10 or 13 or 15;

    /// <summary>True where it says that the job failed.</summary>
    public bool HasFailed => State == 3 || Doing is 13 or 15;

    /// <summary>Reads a job; null where the file does not have it.</summary>
    /// <param name="status">The status file of the robot.</param>
    /// <param name="name">The name of the job.</param>
    /// <param name="robot">The robot.</param>
    public static JobStatus? Read(StatusText status, string name, string robot)
    {
        if (!status.Has(name))
        {
            return null;
        }

        return new JobStatus
        {
            Robot = robot,
            State = status.GetNumber(name, "JobState"),
            Doing = status.GetNumber(name, "CurrentStatusState"),
            DoingText = status.Get(name, "CurrentStatus"),
            Error = status.GetNumber(name, "JobErrorNumber") ?? 0,
            ErrorText = status.Get(name, "JobErrorString"),
            GoodDiscs = status.GetNumber(name, "GoodDiscs") ?? 0,
            BadDiscs = status.GetNumber(name, "BadDiscs") ?? 0,
            JobsAhead = status.GetNumber(name, "JobsAhead"),
            DiscError = Enumerable.Range(0, 10).Select(number => Of(status, name, "DiscErrorNumber", number)).LastOrDefault(error => error > 0),
            Held = [.. Enumerable.Range(0, Discs).Select(disc => (Disc: disc, State: Of(status, name, "LoadDiscState", disc))).Where(disc => disc.State is 1 or 3)
                .Select(disc => (disc.Disc, disc.State == 3, IsBad(status, name, disc.Disc)))],
        };
    }

    // Errors of discs are a list, each with the disc that it is of.
    private static bool IsBad(StatusText status, string name, int disc) =>
        Enumerable.Range(0, 10).Any(number => Of(status, name, "DiscErrorIndex", number) == disc && Of(status, name, "DiscErrorNumber", number) > 0);

    private static int Of(StatusText status, string name, string key, int number) => status.GetNumber(name, string.Create(CultureInfo.InvariantCulture, $"{key}{number}")) ?? -1;
}
