using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gantry.Contracts;
using Gantry.Dicom;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Retention;

/// <summary>
/// The deletions that have begun and not ended: a note of each in the plugin's data folder, on the disk before anything is deleted. What is found there later was interrupted: it is ended
/// then, so that no study stays by halves, and none is gone of which nobody tells who deleted it, and why. What a person has deleted stays noted for a while longer: an instance that came just
/// before is in the store's journal still, and a start after a crash enters it in the catalog anew.
/// </summary>
/// <remarks>Safe for concurrent use.</remarks>
[Export, Shared]
[method: ImportingConstructor]
public sealed class DeletionBook(IPluginContext context, TimeProvider time, ILoggerFactory loggers)
{
    private const string Extension = ".note", Told = ".told";
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(10);
    private readonly string _folder = Path.Combine(context.DataFolder, "deletions");
    private readonly ILogger _logger = loggers.CreateLogger<DeletionBook>();
    private readonly Lock _gate = new();
    private readonly HashSet<string> _underWay = [];
    private readonly DateTimeOffset _begun = time.GetUtcNow();

    /// <summary>Notes a deletion that begins.</summary>
    /// <returns>The note.</returns>
    /// <exception cref="IOException">It cannot be noted; it must not begin.</exception>
    internal string Begin(DeletionOrder order)
    {
        DurableFile.CreateFolder(_folder);
        var name = Path.Combine(_folder, $"{Guid.NewGuid():N}");
        var note = name + Extension;
        lock (_gate)
        {
            _underWay.Add(note);
        }

        try
        {
            Write(name, order);
            DurableFile.Move(name, note); // in one step, where it would be a link and a removal otherwise
            return note;
        }
        catch
        {
            File.Delete(name);
            End(note); // what is there would be ended after the next start
            throw;
        }
    }

    /// <summary>The deletion has ended, and everybody was told of it.</summary>
    /// <param name="note">The note.</param>
    /// <param name="isRecent">True where an instance of it may have come just before.</param>
    internal void End(string note, bool isRecent)
    {
        if (!isRecent)
        {
            End(note);
            return;
        }

        File.SetLastWriteTimeUtc(note, time.GetUtcNow().UtcDateTime);
        File.Move(note, Path.ChangeExtension(note, Told), overwrite: true);
        Leave(note);
    }

    /// <summary>Nothing was deleted.</summary>
    internal void End(string note)
    {
        File.Delete(note);
        Leave(note);
    }

    /// <summary>The deletion was interrupted: whoever looks ends it.</summary>
    internal void Leave(string note)
    {
        lock (_gate)
        {
            _underWay.Remove(note);
        }
    }

    /// <summary>True where there is a deletion that was interrupted, or was just before this start.</summary>
    /// <exception cref="IOException">The notes cannot be read.</exception>
    internal bool HasAny()
    {
        lock (_gate)
        {
            return Notes(Extension).Any(note => !_underWay.Contains(note)) || Notes(Told).Length > 0;
        }
    }

    /// <summary>What persons have deleted just before this start; what has settled is forgotten.</summary>
    /// <exception cref="IOException">The notes cannot be read.</exception>
    internal IEnumerable<DeletionOrder> Recent()
    {
        var now = time.GetUtcNow();
        foreach (var note in Notes(Told))
        {
            var at = new DateTimeOffset(File.GetLastWriteTimeUtc(note), TimeSpan.Zero);
            if (now - (at < _begun ? _begun : at) >= Settling || (at < _begun && TryRead(note) is null))
            {
                File.Delete(note);
            }
            else if (at < _begun && TryRead(note) is { } order)
            {
                yield return order;
            }
        }
    }

    /// <summary>Takes the deletions that were interrupted; each is ended or left again.</summary>
    /// <exception cref="IOException">The notes cannot be read.</exception>
    internal IEnumerable<(string Note, DeletionOrder Order)> TakeInterrupted()
    {
        foreach (var note in Notes(Extension))
        {
            if (TryTake(note) && TryRead(note) is { } order)
            {
                yield return (note, order);
            }
        }
    }

    private static void Write(string path, DeletionOrder order)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        using (var text = new StreamWriter(file, leaveOpen: true))
        {
            text.WriteLine(JsonSerializer.Serialize(DeletionNote.Of(order), DeletionNoteJson.Default.DeletionNote));
            foreach (var instance in order.Instances)
            {
                text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{instance.SopClass} {instance.SopInstance} {instance.Length} {instance.Location}"));
            }
        }

        DurableFile.Flush(file);
    }

    private string[] Notes(string extension) => Directory.Exists(_folder) ? Directory.GetFiles(_folder, "*" + extension) : [];

    // One that cannot be read stays taken, and is told of once.
    private bool TryTake(string note)
    {
        lock (_gate)
        {
            return _underWay.Add(note);
        }
    }

    private DeletionOrder? TryRead(string note)
    {
        try
        {
            var lines = File.ReadAllLines(note);
            var instances = lines.Skip(1).Select(line => line.Split(' ', 4)).Select(parts =>
                new DoomedInstance(new Uid(parts[0]), new Uid(parts[1]), long.Parse(parts[2], CultureInfo.InvariantCulture), parts[3]));
            return JsonSerializer.Deserialize(lines[0], DeletionNoteJson.Default.DeletionNote)!.ToOrder([.. instances]);
        }
        catch (Exception fault) when (fault is JsonException or FormatException or ArgumentException or IndexOutOfRangeException)
        {
            _logger.Unreadable(note, fault.Message);
            return null;
        }
    }
}

/// <summary>What the first line of a note says.</summary>
internal sealed record DeletionNote(string Study, bool IsWholeStudy, string Reason, string User, string PatientId, string PatientName)
{
    public static DeletionNote Of(DeletionOrder order) => new(order.Study.Value, order.IsWholeStudy, order.Reason, order.User, order.PatientId, order.PatientName);

    public DeletionOrder ToOrder(ImmutableArray<DoomedInstance> instances) => new()
    {
        Study = new Uid(Study),
        Instances = instances,
        IsWholeStudy = IsWholeStudy,
        Reason = Reason,
        User = User,
        PatientId = PatientId,
        PatientName = PatientName,
    };
}

[JsonSerializable(typeof(DeletionNote))]
internal sealed partial class DeletionNoteJson : JsonSerializerContext;
