using System.Composition;
using System.Globalization;
using System.Security.Cryptography;
using Gantry.Contracts;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Storage;

/// <summary>The notes of what was set aside, a small file for each in the plugin's data folder, and in memory what they say. The bytes are the instance store's.</summary>
/// <remarks>
/// Safe for concurrent use. Two versions of the plugin may write at the same time; what the other one writes is seen after <see cref="Freshness"/>. A note is
/// renamed into place and not synced: a power failure may lose the last notes, never bytes.
/// </remarks>
[Export, Shared]
[method: ImportingConstructor]
public sealed class SetAsideFolder(IPluginContext context, TimeProvider time, ILoggerFactory loggers)
{
    /// <summary>The most notes of a kind: a bound for memory, whatever peers send.</summary>
    internal const int MaximumCount = 10_000;

    /// <summary>How old what is in memory may be.</summary>
    internal static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    private const string Extension = ".json";
    private readonly string _folder = Path.Combine(context.DataFolder, "set-aside");
    private readonly ILogger _logger = loggers.CreateLogger<SetAsideFolder>();
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SetAsideInstance> _notes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _locations = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unreadable = new(StringComparer.Ordinal);
    private long? _readAt;

    /// <summary>A new id: by its order the time, by its end only itself.</summary>
    internal string NewId() => string.Create(
        CultureInfo.InvariantCulture, $"{time.GetUtcNow().UtcDateTime:yyyyMMdd'-'HHmmss}-{RandomNumberGenerator.GetHexString(12, lowercase: true)}");

    /// <summary>Those of a kind, or all; the last first.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    internal IReadOnlyList<SetAsideInstance> List(SetAsideKind? kind)
    {
        lock (_gate)
        {
            Refresh();
            return [.. _notes.Values.Where(note => kind is null || note.Kind == kind).OrderByDescending(note => note.SetAsideAt).ThenByDescending(note => note.Id, StringComparer.Ordinal)];
        }
    }

    /// <summary>How many there are of a kind, and the bytes that these have.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    internal (int Count, long Bytes) Measure(SetAsideKind kind)
    {
        lock (_gate)
        {
            Refresh();
            return _notes.Values.Where(note => note.Kind == kind).Aggregate((Count: 0, Bytes: 0L), (sum, note) => (sum.Count + 1, sum.Bytes + note.Length));
        }
    }

    /// <summary>The one with an id; null where there is none.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    internal SetAsideInstance? Find(string id)
    {
        lock (_gate)
        {
            Refresh();
            return _notes.GetValueOrDefault(id);
        }
    }

    /// <summary>True where the bytes at a location were set aside.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    internal bool HasLocation(string location)
    {
        lock (_gate)
        {
            Refresh();
            return _locations.Contains(location);
        }
    }

    /// <summary>Keeps a note.</summary>
    /// <exception cref="IOException">It cannot be written; none is kept.</exception>
    internal void Add(SetAsideInstance instance)
    {
        lock (_gate)
        {
            Directory.CreateDirectory(_folder);
            var temporary = Path.Combine(_folder, "." + instance.Id);
            try
            {
                File.WriteAllBytes(temporary, SetAsideNote.Write(instance));
                File.Move(temporary, FileOf(instance.Id), overwrite: true);
            }
            catch (UnauthorizedAccessException failure)
            {
                throw new IOException(failure.Message, failure);
            }

            Put(instance);
        }
    }

    /// <summary>Forgets a note.</summary>
    /// <exception cref="IOException">It cannot be removed.</exception>
    internal void Remove(string id)
    {
        lock (_gate)
        {
            try
            {
                File.Delete(FileOf(id));
            }
            catch (DirectoryNotFoundException)
            {
                _readAt = null; // somebody has removed the folder, and with it the note
            }
            catch (UnauthorizedAccessException failure)
            {
                throw new IOException(failure.Message, failure);
            }

            Drop(id);
        }
    }

    private void Put(SetAsideInstance instance)
    {
        _notes[instance.Id] = instance;
        if (instance.Location.Length > 0)
        {
            _locations.Add(instance.Location);
        }
    }

    private void Drop(string id)
    {
        if (_notes.Remove(id, out var instance))
        {
            _locations.Remove(instance.Location);
        }
    }

    private string FileOf(string id) => Path.Combine(_folder, id + Extension);

    private void Refresh()
    {
        if (_readAt is { } readAt && time.GetElapsedTime(readAt) < Freshness)
        {
            return;
        }

        var ids = Directory.Exists(_folder)
            ? new DirectoryInfo(_folder).EnumerateFiles("*" + Extension).Select(file => Path.GetFileNameWithoutExtension(file.Name)).ToHashSet(StringComparer.Ordinal)
            : [];
        foreach (var gone in _notes.Keys.Where(id => !ids.Contains(id)).ToList())
        {
            Drop(gone);
        }

        _unreadable.IntersectWith(ids);
        foreach (var id in ids.Where(id => !_notes.ContainsKey(id) && !_unreadable.Contains(id)))
        {
            Read(id);
        }

        _readAt = time.GetTimestamp();
    }

    private void Read(string id)
    {
        try
        {
            if (SetAsideNote.Read(id, File.ReadAllBytes(FileOf(id))) is { } instance)
            {
                Put(instance);
                return;
            }
        }
        catch (FileNotFoundException)
        {
            return; // removed since it was listed
        }

        _unreadable.Add(id);
        _logger.NoteUnreadable(id);
    }
}
