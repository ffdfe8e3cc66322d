using System.Globalization;
using Gantry.Contracts;

namespace Gantry.Plugins.PrimeraDriver;

/// <summary>Reads what PTBurn writes of itself.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class StatusFolder(IPluginSettings<PrimeraSettings> settings, TimeProvider time)
{
    private const int Attempts = 4;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly Heartbeat _heartbeat = new(time);
    private volatile bool _isUnicode;

    /// <summary>True where PTBurn wrote the status that was last read in UTF-16; false until one was.</summary>
    public bool IsUnicode => _isUnicode;

    /// <summary>The status of the system, and whether it has not changed for too long; null where it cannot be read.</summary>
    /// <param name="folder">The folder of status.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async ValueTask<(SystemStatus? Status, bool IsStuck)> ReadSystemAsync(string folder, CancellationToken cancellationToken)
    {
        foreach (var (name, isOfOneRobot) in ((string, bool)[])[("SystemStatus.txt", false), ("PTStatus.txt", true)])
        {
            if (ShareFiles.Find(folder, name, isFolder: false) is not { } path)
            {
                continue;
            }

            if (await ReadAsync(path, cancellationToken).ConfigureAwait(false) is { } text && SystemStatus.Read(text, isOfOneRobot) is { } system)
            {
                var beat = system.Beat.Length > 0 ? system.Beat : File.GetLastWriteTimeUtc(path).Ticks.ToString(CultureInfo.InvariantCulture);
                return (system, _heartbeat.IsStuck(beat, settings.Current.HeartbeatTimeout));
            }

            return (null, false);
        }

        return (null, false);
    }

    /// <summary>The status files of the robots, and the one for all, as far as they are there.</summary>
    public async ValueTask<List<(string Robot, StatusText Status)>> ReadRobotsAsync(string folder, SystemStatus? system, CancellationToken cancellationToken)
    {
        var robots = new List<(string Robot, StatusText Status)>();
        foreach (var (robot, file) in (system?.Robots.Select(one => (one.Name, one.File)) ?? []).Append(("", "PTStatus.txt")))
        {
            if (ShareFiles.Find(folder, file, isFolder: false) is { } path && await ReadAsync(path, cancellationToken).ConfigureAwait(false) is { } status)
            {
                robots.Add((robot, status));
            }
        }

        return robots;
    }

    // PTBurn rewrites its files every two seconds: one that is locked or not whole is read again.
    private async ValueTask<StatusText?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var bytes = await ShareFiles.ReadEndAsync(path, cancellationToken).ConfigureAwait(false);
                var status = StatusText.Parse(PTBurnText.Read(bytes, settings.Current.CodePage));
                if (status.Has("System"))
                {
                    _isUnicode = PTBurnText.IsUnicode(bytes);
                    return status;
                }

                if (attempt == Attempts)
                {
                    return status;
                }
            }
            catch (IOException)
            {
                if (attempt == Attempts)
                {
                    return null;
                }
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
