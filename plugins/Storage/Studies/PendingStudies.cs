using System.Collections.Concurrent;
using System.Composition;
using System.Globalization;
using Gantry.Contracts;
using Gantry.Dicom;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Storage;

/// <summary>The studies to which instances come: a small file for each in the plugin's data folder, whose time is that of the last instance.</summary>
/// <remarks>
/// Safe for concurrent use, by two versions of the plugin, too. A file that is there after a restart is a study of which nobody was told yet. Files are not synced: what
/// a power failure may lose is the event, not the study.
/// </remarks>
[Export, Shared]
[method: ImportingConstructor]
public sealed class PendingStudies(IPluginContext context, TimeProvider time, ILoggerFactory loggers)
{
    // The time of a file is written so often at most.
    private static readonly TimeSpan Precision = TimeSpan.FromMilliseconds(500);

    private const string Claimed = ".telling";
    private readonly string _folder = Path.Combine(context.DataFolder, "studies");
    private readonly ConcurrentDictionary<Uid, Seen> _seen = new();
    private readonly ILogger _logger = loggers.CreateLogger<PendingStudies>();

    private sealed record Seen(DateTimeOffset At, long? Expected, AETitle Caller);

    /// <summary>Notes that an instance of a study has come; before its sender is answered.</summary>
    internal void Note(Uid study, AETitle caller, long? expected)
    {
        var now = time.GetUtcNow();
        if (study.IsEmpty || (_seen.TryGetValue(study, out var seen) && now - seen.At < Precision && seen.Caller == caller && (expected is null || expected == seen.Expected)))
        {
            return;
        }

        var changed = new Seen(now, expected ?? seen?.Expected, caller);
        try
        {
            Directory.CreateDirectory(_folder);
            var file = FileOf(study);
            File.WriteAllText(file, string.Create(CultureInfo.InvariantCulture, $"{changed.Expected}|{caller.Value}"));
            File.SetLastWriteTimeUtc(file, now.UtcDateTime);
            _seen[study] = changed;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _logger.StudyNotNoted(study, failure.Message); // its instances are stored all the same
        }
    }

    /// <summary>The studies to which nothing has come for a while, and those that say how many instances they have.</summary>
    /// <exception cref="IOException">They cannot be listed.</exception>
    internal IReadOnlyList<PendingStudy> List()
    {
        if (!Directory.Exists(_folder))
        {
            return [];
        }

        var studies = new List<PendingStudy>();
        foreach (var file in new DirectoryInfo(_folder).EnumerateFiles())
        {
            if (Uid.TryParse(file.Name, out var study) && Read(file, study) is { } pending)
            {
                studies.Add(pending);
            }
        }

        return studies;
    }

    /// <summary>Takes a study to tell of it. False where it was changed meanwhile, or another version of the plugin has taken it.</summary>
    internal bool TryClaim(PendingStudy study)
    {
        try
        {
            var file = FileOf(study.Study);
            if (File.GetLastWriteTimeUtc(file) != study.LastReceivedAt.UtcDateTime)
            {
                return false;
            }

            _seen.TryRemove(study.Study, out _);
            File.Move(file, file + Claimed, overwrite: true);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Forgets a study of which all have been told.</summary>
    /// <exception cref="IOException">It cannot be removed.</exception>
    internal void Forget(PendingStudy study) => File.Delete(FileOf(study.Study) + Claimed);

    /// <summary>Puts back what was taken and not told: by a host that died, or because the catalog was away.</summary>
    /// <exception cref="IOException">It cannot be put back.</exception>
    internal void GiveBack(Uid? study = null)
    {
        if (!Directory.Exists(_folder))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(_folder, (study?.Value ?? "*") + Claimed))
        {
            var name = file[..^Claimed.Length];
            if (File.Exists(name))
            {
                File.Delete(file); // more has come
            }
            else
            {
                File.Move(file, name);
            }
        }
    }

    private string FileOf(Uid study) => Path.Combine(_folder, study.Value);

    private static PendingStudy? Read(FileInfo file, Uid study)
    {
        try
        {
            var at = file.LastWriteTimeUtc;
            var parts = File.ReadAllText(file.FullName).Split('|', 2);
            return new PendingStudy(
                study,
                new DateTimeOffset(at, TimeSpan.Zero),
                long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var expected) ? expected : null,
                parts.Length > 1 && AETitle.TryParse(parts[1], out var caller) ? caller : default);
        }
        catch (FileNotFoundException)
        {
            return null; // taken since it was listed
        }
    }
}
