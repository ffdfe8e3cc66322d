using System.Collections.Concurrent;
using System.Composition;
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
    private readonly ConcurrentDictionary<Uid, PendingStudy> _seen = new();
    private readonly Lock _writing = new();
    private readonly ILogger _logger = loggers.CreateLogger<PendingStudies>();

    /// <summary>Notes that an instance of a study has come; before its sender is answered.</summary>
    /// <param name="study">The study.</param>
    /// <param name="caller">Who sent it.</param>
    /// <param name="called">As whom this server was called.</param>
    /// <param name="expected">How many the study is to have; null where the instance does not say.</param>
    internal void Note(Uid study, AETitle caller, AETitle called, long? expected)
    {
        var now = time.GetUtcNow();
        if (study.IsEmpty || (_seen.TryGetValue(study, out var seen) && now - seen.LastReceivedAt < Precision && IsKnown(seen, caller, called, expected)))
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(_folder);
            lock (_writing)
            {
                // From the file: what was noted before a restart, or by another version of the plugin, counts too.
                var file = FileOf(study);
                var changed = new PendingStudy(study, now, expected, caller, called.IsEmpty ? [] : [called]).With(File.Exists(file) ? Read(new FileInfo(file), study) : null);
                Write(changed);
                _seen[study] = changed;
            }
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
                Join(name, file); // more has come
            }
            else
            {
                File.Move(file, name);
            }
        }
    }

    private static bool IsKnown(PendingStudy seen, AETitle caller, AETitle called, long? expected) =>
        seen.Caller == caller && (called.IsEmpty || seen.Called.Contains(called)) && (expected is null || expected == seen.Expected);

    private void Join(string name, string claimed)
    {
        lock (_writing)
        {
            if (Uid.TryParse(Path.GetFileName(name), out var study) && Read(new FileInfo(name), study) is { } now && Read(new FileInfo(claimed), study) is { } before)
            {
                Write(now.With(before));
            }

            File.Delete(claimed);
        }
    }

    private void Write(PendingStudy study)
    {
        File.WriteAllText(FileOf(study.Study), study.Text);
        File.SetLastWriteTimeUtc(FileOf(study.Study), study.LastReceivedAt.UtcDateTime);
    }

    private string FileOf(Uid study) => Path.Combine(_folder, study.Value);

    private static PendingStudy? Read(FileInfo file, Uid study)
    {
        try
        {
            return PendingStudy.Parse(study, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero), File.ReadAllText(file.FullName));
        }
        catch (FileNotFoundException)
        {
            return null; // taken since it was listed
        }
    }
}
