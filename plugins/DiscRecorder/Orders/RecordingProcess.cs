using System.Diagnostics;

namespace Gantry.Plugins.DiscRecorder;

/// <summary>The program that records a disc, by which it is known again after a restart of the server.</summary>
/// <param name="Id">Its process id; 0 while it is not known.</param>
/// <param name="StartedAt">When it was started, by the system's clock.</param>
public sealed record RecordingProcess(int Id, DateTimeOffset StartedAt)
{
    private static readonly TimeSpan Precision = TimeSpan.FromSeconds(2);

    public static RecordingProcess Of(Process process) => new(process.Id, process.StartTime);

    /// <summary>True where it still runs: the same, and not another that got its number.</summary>
    public bool IsRunning()
    {
        try
        {
            using var process = Process.GetProcessById(Id);
            return !process.HasExited && (process.StartTime - StartedAt).Duration() < Precision;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}
