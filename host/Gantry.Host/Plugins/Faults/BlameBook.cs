using System.Globalization;
using System.Text.Json;

namespace Gantry.Host.Plugins.Faults;

/// <summary>A crash of the host that a generation is blamed for.</summary>
/// <param name="Id">The plugin.</param>
/// <param name="ContentHash">The content of its folder.</param>
/// <param name="At">When.</param>
/// <param name="Share">1 where the stack names it; a part of 1 where it was one of those whose code was running.</param>
/// <param name="Where">The frame that names it; empty where none does.</param>
internal sealed record BlamedCrash(string Id, string ContentHash, DateTimeOffset At, double Share, string Where);

/// <summary>
/// Remembers which generations the host crashed in. One that is blamed for two crashes of a day is left out, until an administrator loads it by command or
/// another content is in its folder.
/// </summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class BlameBook
{
    private const double Enough = 2;
    private const double RoundingError = 0.001;
    private static readonly TimeSpan Memory = TimeSpan.FromDays(1);
    private readonly string _file;
    private readonly Lock _lock = new();
    private List<BlamedCrash> _crashes;

    public BlameBook(string dataFolder)
    {
        _file = Path.Combine(dataFolder, "crashes.json");
        _crashes = Read(_file);
    }

    /// <summary>Looks into what the last process left, and blames whom it points to.</summary>
    /// <param name="crash">How the last process ended.</param>
    /// <param name="remains">What it left of its record.</param>
    /// <param name="copies">The folder of the host's own copies of plugins.</param>
    public IReadOnlyList<BlamedCrash> Review(CrashNote crash, RunningRemains remains, string copies)
    {
        List<BlamedCrash> blamed = [];
        if (!crash.IsFromOutside)
        {
            blamed = CrashedStack.Find(crash.LastWords, remains.Loaded, copies) is { } found
                ? [new BlamedCrash(found.Plugin.Id, found.Plugin.ContentHash, crash.At, 1, found.Frame)]
                : [.. remains.Running.Select(plugin => new BlamedCrash(plugin.Id, plugin.ContentHash, crash.At, 1.0 / remains.Running.Count, ""))];
        }

        lock (_lock)
        {
            Write([.. _crashes.Where(old => crash.At - old.At < Memory), .. blamed]);
        }

        return blamed;
    }

    /// <summary>Why a generation is left out, in a sentence; null where it is not.</summary>
    public string? Verdict(string id, string contentHash)
    {
        lock (_lock)
        {
            var crashes = _crashes.Where(crash => crash.Id == id && crash.ContentHash == contentHash).ToList();
            return crashes.Sum(crash => crash.Share) < Enough - RoundingError
                ? null
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"Left out: the host crashed {crashes.Count} times in its code, last on {crashes[^1].At:yyyy-MM-dd HH:mm:ss} UTC{At(crashes[^1])}; gantry plugins reload {id} tries it again.");
        }
    }

    /// <summary>Forgets what a plugin is blamed for.</summary>
    public void Forgive(string id)
    {
        lock (_lock)
        {
            if (_crashes.Exists(crash => crash.Id == id))
            {
                Write([.. _crashes.Where(crash => crash.Id != id)]);
            }
        }
    }

    private static string At(BlamedCrash crash) => crash.Where.Length > 0 ? $" {crash.Where}" : "";

    private static List<BlamedCrash> Read(string file)
    {
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllBytes(file), FaultsJson.Default.ListBlamedCrash) ?? [] : [];
        }
        catch (JsonException)
        {
            return []; // a crash in the midst of writing; who is to blame crashes again
        }
    }

    private void Write(List<BlamedCrash> crashes)
    {
        _crashes = crashes;
        DataFile.Replace(_file, crashes, FaultsJson.Default.ListBlamedCrash);
    }
}
