using System.Globalization;
using System.Text;

namespace Gantry.Tools.PTBurnSimulator;

/// <summary>Writes the files of status.</summary>
internal sealed class StatusWriter(SimulatorOptions options)
{
    private const int CompletedShown = 4;
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(options.JobFolder, "Status")).FullName;

    /// <summary>Writes all of them.</summary>
    /// <exception cref="IOException">Somebody has one open.</exception>
    public void Write(IReadOnlyList<SimulatedRobot> robots, IReadOnlyList<SimulatedJob> jobs, long ticks)
    {
        if (options.SingleRobotOnly)
        {
            Put("PTStatus.txt", OfRobot(robots[0], jobs));
            return;
        }

        foreach (var robot in robots)
        {
            Put(robot.Name + ".txt", OfRobot(robot, jobs));
        }

        Put("SystemStatus.txt", OfSystem(robots, jobs, ticks));
    }

    private string OfSystem(IReadOnlyList<SimulatedRobot> robots, IReadOnlyList<SimulatedJob> jobs, long ticks)
    {
        var text = new StringBuilder("[RobotList]\r\n");
        for (var i = 0; i < robots.Count; i++)
        {
            Add(text, $"Robot{i}", robots[i].Name);
        }

        foreach (var robot in robots)
        {
            text.Append("\r\n[").Append(robot.Name).Append("]\r\n");
            AddRobot(text, robot);
            Add(text, "RobotType", 8);
            Add(text, "NumJobs", jobs.Count(job => job.Robot == robot && job.State < 2));
            Add(text, "Status", StatusOf(robot));
            Add(text, "StatusFile", robot.Name + ".txt");
        }

        text.Append("\r\n[System]\r\n");
        Add(text, "SysErrorString", "No errors");
        Add(text, "SysErrorNumber", 0);
        Add(text, "ServerTime", options.Time.GetUtcNow().ToString("MM/dd/yyyy HH:mm:ss", CultureInfo.InvariantCulture));
        Add(text, "ServerTickCount", ticks.ToString(CultureInfo.InvariantCulture));
        Add(text, "DriveSpace", 100_000);
        return text.ToString();
    }

    private string OfRobot(SimulatedRobot robot, IReadOnlyList<SimulatedJob> jobs)
    {
        var text = new StringBuilder("[System]\r\n");
        Add(text, "SystemDesc", robot.Name);
        Add(text, "SystemStatus", StatusOf(robot));
        AddRobot(text, robot);
        if (options.SingleRobotOnly)
        {
            Add(text, "ServerTime", options.Time.GetUtcNow().ToString("MM/dd/yyyy HH:mm:ss.fff", CultureInfo.InvariantCulture));
        }

        var own = jobs.Where(job => job.Robot == robot).ToList();
        var (open, ended) = (own.Where(job => job.State < 2).ToList(), own.Where(job => job.State >= 2).TakeLast(CompletedShown).ToList());
        AddList(text, "JobList", open);
        AddList(text, "CompletedJobs", ended);
        foreach (var job in open.Concat(ended))
        {
            AddJob(text, job, open.TakeWhile(other => other != job).Count(other => other.State < 2));
        }

        return text.ToString();
    }

    private static void AddRobot(StringBuilder text, SimulatedRobot robot)
    {
        Add(text, "SysErrorString", SimulatedRobot.Describe(robot.Error));
        Add(text, "SysErrorNumber", robot.Error);
        Add(text, "SystemDrives", robot.Drives);
        Add(text, "DiscsInRightBin", robot.RightBin);
        Add(text, "DiscsInLeftBin", robot.LeftBin);
        Add(text, "CartridgeType0", 6);
        Add(text, "CartridgeFill0", robot.Ink);
        Add(text, "KioskModeEnabled", 0);
    }

    private static void AddList(StringBuilder text, string section, List<SimulatedJob> jobs)
    {
        text.Append("\r\n[").Append(section).Append("]\r\n");
        for (var i = 0; i < jobs.Count; i++)
        {
            Add(text, $"Job{i}", jobs[i].Name);
        }
    }

    private static void AddJob(StringBuilder text, SimulatedJob job, int ahead)
    {
        text.Append("\r\n[").Append(job.Name).Append("]\r\n");
        Add(text, "JobID", job.Id);
        Add(text, "ClientID", job.Client);
        Add(text, "JobsAhead", ahead);
        Add(text, "DiscsRemaining", job.Copies - job.Good);
        Add(text, "GoodDiscs", job.Good);
        Add(text, "BadDiscs", job.Bad);
        Add(text, "CurrentStatus", job.Doing.Text);
        Add(text, "CurrentStatusState", job.Doing.Number);
        Add(text, "TimeCreated", job.Created.ToString("MM/dd/yyyy HH:mm:ss", CultureInfo.InvariantCulture));
        Add(text, "JobState", job.State);
        Add(text, "JobErrorNumber", job.Error);
        Add(text, "JobErrorString", job.Error == 0 ? "No errors" : $"Job error {job.Error}");
        for (var i = 0; i < Math.Min(job.DiscErrors.Count, 10); i++)
        {
            Add(text, $"DiscErrorIndex{i}", job.DiscErrors[i].Disc);
            Add(text, $"DiscErrorNumber{i}", job.DiscErrors[i].Error);
        }

        foreach (var disc in job.Discs)
        {
            Add(text, $"LoadDiscState{disc.Number}", disc.LoadState);
            Add(text, $"LoadDiscDrive{disc.Number}", disc.Drive);
        }
    }

    private static string StatusOf(SimulatedRobot robot) => robot.Error switch { 0 => "System OK", 3 => "Out of Discs", 14 => "Offline", _ => "System Error" };

    private static void Add(StringBuilder text, string key, int value) => Add(text, key, value.ToString(CultureInfo.InvariantCulture));

    private static void Add(StringBuilder text, string key, string value) => text.Append(key).Append('=').Append(value).Append("\r\n");

    private void Put(string name, string text)
    {
        using var output = new FileStream(Path.Combine(_folder, name), FileMode.Create, FileAccess.Write, FileShare.None);
        output.Write(options.IsUnicode ? [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)] : CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text));
    }
}
