using System.Globalization;

namespace Gantry.Tools.PTBurnSimulator;

/// <summary>
/// Stands in for PTBurnService: takes jobs from its folder, performs them on robots that are none, and tells by phases and status files how far it is, as the PTBurn SDK says
/// that it does.
/// </summary>
/// <remarks>Safe for concurrent use. Disposing it is as killing it: files stay as they are, and another on the same folder goes on as PTBurn does after a restart.</remarks>
public sealed class PTBurnServer : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly SimulatorOptions _options;
    private readonly Burner _burner;
    private readonly JobWork _work;
    private readonly StatusWriter _status;
    private readonly List<SimulatedJob> _jobs = [];
    private readonly CancellationTokenSource _stopping = new();
    private DateTimeOffset _messagesAt;
    private DateTimeOffset _statusAt;
    private long _ticks;
    private Task _loop = Task.CompletedTask;

    /// <summary>A server that does nothing until it is started, or told to take a step.</summary>
    /// <param name="options">How it behaves.</param>
    /// <param name="robots">Its robots, at least one.</param>
    public PTBurnServer(SimulatorOptions options, params IReadOnlyList<SimulatedRobot> robots)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(robots);
        (_options, Robots, _burner) = (options, robots, new Burner(options));
        _work = new JobWork(options, _burner);
        Directory.CreateDirectory(Path.Combine(options.JobFolder, "Log"));
        _status = new StatusWriter(options);
        Resume();
    }

    /// <summary>The robots.</summary>
    public IReadOnlyList<SimulatedRobot> Robots { get; }

    /// <summary>True while it hangs: it does nothing and writes nothing.</summary>
    public bool IsFrozen { get; set; }

    /// <summary>How many of the next messages it deletes without doing what they say.</summary>
    public int IgnoreMessages { get; set; }

    /// <summary>What it did, a line each; for people.</summary>
    public event Action<string>? Told;

    /// <summary>Begins to take steps by itself, until it is disposed.</summary>
    public void Start() => _loop = Task.Run(LoopAsync);

    /// <summary>Looks at its folder once, and does what is to be done by now.</summary>
    public void Step()
    {
        lock (_lock)
        {
            if (IsFrozen)
            {
                return;
            }

            var now = _options.Time.GetUtcNow();
            if (now - _messagesAt >= _options.MessageInterval)
            {
                _messagesAt = now;
                ReadMessages(now);
            }

            Scan(now);
            foreach (var robot in Robots)
            {
                Work(robot, now);
            }

            RemoveOld(now);
            if (now - _statusAt >= _options.StatusInterval)
            {
                WriteStatus(now);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task LoopAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                Step();
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                Told?.Invoke(failure.Message);
            }

            await Task.Delay(_options.ScanInterval, _options.Time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // JobActionOnStartup: what was running is begun anew, or failed.
    private void Resume()
    {
        foreach (var path in Files().Where(path => Is(path, ".INP") || Is(path, ".QRJ")).ToList())
        {
            if (!_options.RetriesOnStartup)
            {
                Rename(path, ".ERR");
            }
            else if (KeyLines.Read(path, _options.IsUnicode) is { } keys)
            {
                var job = new SimulatedJob(Path.GetFileNameWithoutExtension(path), keys, _options.Time.GetUtcNow());
                Rename(path, ".QRJ");
                Assign(job);
            }
        }
    }

    private void Scan(DateTimeOffset now)
    {
        foreach (var path in Files().Where(path => Is(path, ".JRQ")).ToList())
        {
            KeyLines? keys;
            try
            {
                keys = KeyLines.Read(path, _options.IsUnicode);
            }
            catch (IOException)
            {
                continue; // whoever writes it has it open, or has taken it back
            }

            if (Rename(path, ".QRJ") is not { } queued)
            {
                continue; // it was taken back meanwhile
            }

            var job = new SimulatedJob(Path.GetFileNameWithoutExtension(path), keys ?? new KeyLines(), now);
            Assign(job);
            Told?.Invoke($"{job.Name}: queued on {job.Robot!.Name}");
            job.Error = keys is null ? 8 : job.Check(_burner.Resolve);
            if (job.Error != 0)
            {
                job.State = 3;
                End(job, queued, now);
            }
        }
    }

    private void Assign(SimulatedJob job)
    {
        var name = job.Keys.Get("RobotName");
        job.Robot = Robots.FirstOrDefault(robot => robot.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? Robots.MinBy(robot => _jobs.Count(other => other.Robot == robot && other.State < 2))!;
        job.Doing = (7, "Waiting for Recorder");
        _jobs.Add(job);
    }

    private void Work(SimulatedRobot robot, DateTimeOffset now)
    {
        var job = _jobs.Find(one => one.Robot == robot && one.State == 1);
        if (job is null)
        {
            (robot.NeedsDisc, robot.NeedsInk) = (false, false);
            job = _jobs.Where(one => one.Robot == robot && one.State == 0).OrderBy(one => one.Importance).FirstOrDefault();
            if (job is null || robot.Error != 0)
            {
                return;
            }

            (job.State, job.Started) = (1, now);
            Rename(PathOf(job), ".INP");
            Told?.Invoke($"{job.Name}: in process on {robot.Name}");
            if (robot.FailNextJob != 0)
            {
                (job.Error, job.State, robot.FailNextJob) = (robot.FailNextJob, 3, 0);
            }
        }

        if (job.State == 1)
        {
            Advance(job, robot, now);
        }

        if (job.State >= 2)
        {
            End(job, PathOf(job), now);
        }
    }

    private void Advance(SimulatedJob job, SimulatedRobot robot, DateTimeOffset now)
    {
        try
        {
            _work.Advance(job, robot, now);
        }
        catch (IOException failure)
        {
            Told?.Invoke($"{job.Name}: {failure.Message}");
            (job.State, job.Error) = (3, 4);
        }
    }

    // The phase changes at once, the status when it is its time: a client sees the one before the other.
    private void End(SimulatedJob job, string path, DateTimeOffset now)
    {
        job.Completed = now;
        if (job.State == 3)
        {
            job.Doing = job.Error == 16 ? (13, "Job Aborted") : (15, "Job Failed");
        }

        job.Discs.Clear();
        Rename(path, job.State == 2 ? ".DON" : ".ERR");
        File.AppendAllText(Path.Combine(_options.JobFolder, "Log", "SystemLog.txt"), $"Job {(job.State == 2 ? "Completed" : "Failed")} ({job.Id})\r\n");
        Told?.Invoke(string.Create(CultureInfo.InvariantCulture, $"{job.Name}: {(job.State == 2 ? "done" : "failed")}, {job.Good} good, {job.Bad} bad, error {job.Error}"));
        if (job.Keys.Is("DeleteFiles") && Directory.EnumerateDirectories(_options.JobFolder, job.Name).FirstOrDefault() is { } folder)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private void ReadMessages(DateTimeOffset now)
    {
        foreach (var path in Files().Where(path => Is(path, ".PTM")).ToList())
        {
            var keys = KeyLines.Read(path, _options.IsUnicode);
            File.Delete(path);
            if (IgnoreMessages > 0)
            {
                IgnoreMessages--;
            }
            else if (keys is not null)
            {
                Told?.Invoke($"message {keys.Get("Message")} for {Path.GetFileNameWithoutExtension(path)}");
                Obey(keys, Path.GetFileNameWithoutExtension(path), now);
            }
        }
    }

    private void Obey(KeyLines keys, string name, DateTimeOffset now)
    {
        var job = _jobs.Find(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && one.State < 2);
        var client = keys.Get("ClientID");
        switch (keys.Get("Message").ToUpperInvariant())
        {
            case "ABORT" when job is not null && (client == job.Client || client == "Administrator"):
                (job.State, job.Error) = (3, 16);
                End(job, PathOf(job), now);
                break;
            case "IGNORE_INKLOW":
                foreach (var robot in Robots.Where(robot => robot.Error is >= 5 and <= 7))
                {
                    robot.IgnoresInkLow = true;
                }

                break;
            case "PROCESS_DISC" or "UNLOAD_DISC" or "REJECT_DISC" when job is not null && int.TryParse(keys.Get("DiscID"), NumberStyles.None, CultureInfo.InvariantCulture, out var disc):
                _work.LetGo(job, disc, keys.Get("Message"), now);
                break;
            default:
                return; // no other message changes what a client sees
        }
    }

    private void RemoveOld(DateTimeOffset now)
    {
        foreach (var job in _jobs.Where(job => job.Completed is { } completed && now - completed >= _options.StatusTime).ToList())
        {
            File.Delete(PathOf(job));
            _jobs.Remove(job);
        }
    }

    private void WriteStatus(DateTimeOffset now)
    {
        try
        {
            _status.Write(Robots, _jobs, ++_ticks);
            _statusAt = now;
        }
        catch (IOException)
        {
            return; // somebody reads it: it is written at the next step
        }
    }

    private string PathOf(SimulatedJob job) =>
        Files().FirstOrDefault(path => Path.GetFileNameWithoutExtension(path).Equals(job.Name, StringComparison.OrdinalIgnoreCase) && (Is(path, ".QRJ") || Is(path, ".INP") || Is(path, ".DON") || Is(path, ".ERR")))
        ?? Path.Combine(_options.JobFolder, job.Name + ".QRJ");

    private string[] Files() => Directory.GetFiles(_options.JobFolder);

    private static bool Is(string path, string extension) => Path.GetExtension(path).Equals(extension, StringComparison.OrdinalIgnoreCase);

    private string? Rename(string path, string extension)
    {
        var renamed = Path.ChangeExtension(path, _options.SmallExtensions ? extension.ToLowerInvariant() : extension);
        try
        {
            File.Move(path, renamed, overwrite: true);
            return renamed;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
