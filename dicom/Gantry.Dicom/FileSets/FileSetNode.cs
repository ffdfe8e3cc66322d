using System.Collections.Immutable;

namespace Gantry.Dicom;

/// <summary>A record of a directory that is being made, and the entity below it.</summary>
internal sealed class FileSetNode
{
    private readonly string _key;
    private readonly DirectoryRecord? _record;
    private readonly Dictionary<string, FileSetNode> _below = new(StringComparer.Ordinal);
    private readonly List<FileSetNode> _inOrder = [];

    /// <summary>The root.</summary>
    public FileSetNode() => _key = "";

    /// <summary>A record with nothing below it.</summary>
    public FileSetNode(string key, DirectoryRecord record) => (_key, _record) = (key, record);

    /// <summary>The how-manieth of its entity it is, from 1.</summary>
    public int Place { get; private set; }

    /// <summary>How many records are in the entity below.</summary>
    public int Count => _inOrder.Count;

    /// <summary>The record of a key, made where there is none.</summary>
    /// <param name="key">What tells it from the others of its entity.</param>
    /// <param name="make">Makes it, given its place.</param>
    public FileSetNode Below(string key, Func<int, DirectoryRecord> make) =>
        _below.TryGetValue(key, out var found) ? found : Add(new FileSetNode(key, make(Count + 1)));

    /// <summary>Adds a record to the entity below.</summary>
    public FileSetNode Add(FileSetNode node)
    {
        node.Place = Count + 1;
        _inOrder.Add(node);
        _below.TryAdd(node._key, node);
        return node;
    }

    /// <summary>Adds a record that was read, with all below it.</summary>
    /// <param name="record">The record.</param>
    /// <param name="note">Told of every file.</param>
    public void Take(DirectoryRecord record, Action<ReferencedFile> note)
    {
        if (record.File is { } file)
        {
            note(file);
        }

        var node = Add(new FileSetNode(KeyOf(record), record with { Records = [] }));
        foreach (var lower in record.Records)
        {
            node.Take(lower, note);
        }
    }

    /// <summary>The records of the entity below: studies by date, series and instances by number.</summary>
    public ImmutableArray<DirectoryRecord> Records() =>
    [
        .. _inOrder.Select(node => node._record! with { Records = node.Records() })
            .OrderBy(record => DirectoryRecordTypes.LevelOf(record.Type))
            .ThenBy(record => (record.Keys.GetString(Tags.StudyDate), record.Keys.GetString(Tags.StudyTime)))
            .ThenBy(record => record.Keys.GetInt64(record.Type == DirectoryRecordTypes.Series ? Tags.SeriesNumber : Tags.InstanceNumber) ?? 0),
    ];

    private static string KeyOf(DirectoryRecord record) => record.Type switch
    {
        DirectoryRecordTypes.Patient => record.Keys.GetString(Tags.PatientID) ?? "",
        DirectoryRecordTypes.Study => record.Keys.GetString(Tags.StudyInstanceUID) ?? "",
        DirectoryRecordTypes.Series => record.Keys.GetString(Tags.SeriesInstanceUID) ?? "",
        _ => record.File?.SopInstanceUid.Value ?? "",
    };
}
