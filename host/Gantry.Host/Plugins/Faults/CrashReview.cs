namespace Gantry.Host.Plugins.Faults;

/// <summary>At the start of a host: looks how the last one ended, blames whom that points to, and begins a record of its own.</summary>
internal static class CrashReview
{
    private const string RecordName = "running";

    /// <summary>Where the record of a data folder is.</summary>
    public static string RecordFile(string dataFolder) => Path.Combine(dataFolder, RecordName);

    /// <returns>The record of this process.</returns>
    public static RunningRecord Begin(string dataFolder, BlameBook blame, ILogger logger)
    {
        var file = RecordFile(dataFolder);
        if (CrashNote.Take(dataFolder) is { } crash)
        {
            logger.HostCrashed(crash.At, crash.ExitCode);
            foreach (var blamed in RunningRecord.Read(file) is { } remains ? blame.Review(crash, remains, Path.Combine(dataFolder, "generations")) : [])
            {
                logger.CrashBlamed(blamed.Id, blamed.Share, blamed.Where);
            }
        }

        var record = RunningRecord.Begin(file);
        RunningCode.Keep(record);
        return record;
    }
}
