namespace Gantry.Plugins.PrimeraDriver;

/// <summary>What is to be seen of PTBurn at a moment.</summary>
internal sealed record ShareView
{
    /// <summary>Why nothing is to be seen; null where something is.</summary>
    public string? Fault { get; init; }

    /// <summary>True where PTBurn has not written its status for too long.</summary>
    public bool IsStuck { get; init; }

    /// <summary>The status of the system; null where it cannot be read.</summary>
    public SystemStatus? System { get; init; }

    /// <summary>The phases of jobs by their names.</summary>
    public IReadOnlyDictionary<string, JobPhase> Phases { get; init; } = new Dictionary<string, JobPhase>();

    /// <summary>The status files of the robots, each with the robot's name.</summary>
    public IReadOnlyList<(string Robot, StatusText Status)> Robots { get; init; } = [];

    /// <summary>True where PTBurn is seen to work.</summary>
    public bool IsAlive => Fault is null && System is not null && !IsStuck;

    /// <summary>The phase of a job.</summary>
    public JobPhase PhaseOf(string name) => Phases.GetValueOrDefault(name);

    /// <summary>The status of a job, of the robot that has it where another gave it away; null where no robot tells of it.</summary>
    public JobStatus? StatusOf(string name) => Robots.Select(robot => JobStatus.Read(robot.Status, name, robot.Robot)).OfType<JobStatus>().OrderBy(job => job.State == 4).FirstOrDefault();
}
