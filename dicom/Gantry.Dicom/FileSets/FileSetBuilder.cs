using System.Collections.Immutable;

namespace Gantry.Dicom;

/// <summary>
/// Makes the directory of a file-set, or adds to one: tells for each instance which file it is to be, and keeps its directory record. The files are the caller's to write.
/// </summary>
/// <remarks>
/// Of an instance the keys of its record stay in memory, nothing else. The same instances in the same order give the same directory, byte by byte. Not safe for
/// concurrent use.
/// </remarks>
public sealed class FileSetBuilder
{
    /// <summary>The folder that all files are in, unless another is named.</summary>
    public const string UsualFolder = "DICOM";

    private const string StandardRoot = "1.2.840.10008.";
    private readonly FileSetDirectory _directory;
    private readonly string _folder;
    private readonly FileSetNode _root = new();
    private readonly HashSet<Uid> _instances = [];
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);

    /// <summary>A builder that begins with what a directory has.</summary>
    /// <param name="directory">The directory: of nothing yet, with its <see cref="FileSetDirectory.Uid"/>, or of a file-set that is to be added to.</param>
    /// <param name="folder">The folder in the root of the medium that files go to: 1 to 8 capitals, digits and underscores (PS3.10 §8.2).</param>
    /// <exception cref="ArgumentException">The folder's name is not allowed, or the File-set ID is not.</exception>
    public FileSetBuilder(FileSetDirectory directory, string folder = UsualFolder)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(folder);
        if (!FileIds.IsComponent(folder) || folder == FileSetDirectory.FileName)
        {
            throw new ArgumentException($"{folder} cannot be a folder of a file-set.", nameof(folder));
        }

        if (!FileIds.IsFileSetId(directory.Id))
        {
            throw new ArgumentException($"{directory.Id} cannot be a File-set ID.", nameof(directory));
        }

        (_directory, _folder) = (directory, folder);
        foreach (var record in directory.Records)
        {
            _root.Take(record, Note);
        }
    }

    /// <summary>How many instances it has.</summary>
    public int Count => _instances.Count;

    /// <summary>True where an instance is part of it.</summary>
    public bool Contains(Uid sopInstanceUid) => _instances.Contains(sopInstanceUid);

    /// <summary>Adds an instance.</summary>
    /// <param name="instance">Its attributes; pixel data and other long values are not looked at.</param>
    /// <param name="transferSyntaxUid">How its file is encoded.</param>
    /// <param name="icon">Its Icon Image (PS3.3 §F.7), an item with pixels; null for none.</param>
    /// <returns>The file that it is to be: the folders from the root of the medium, and the name.</returns>
    /// <exception cref="FileSetException">It has no UIDs, is there already, or is of a SOP class that no directory record is for.</exception>
    public ImmutableArray<string> Add(DicomDataSet instance, Uid transferSyntaxUid, DicomDataSet? icon = null)
    {
        ArgumentNullException.ThrowIfNull(instance);
        if (!instance.TryGetUid(Tags.SOPClassUID, out var sopClass) || !instance.TryGetUid(Tags.SOPInstanceUID, out var uid))
        {
            throw new FileSetException("An instance without SOP Class UID or SOP Instance UID cannot be in a file-set.");
        }

        var type = TypeOf(sopClass);
        if (_instances.Contains(uid))
        {
            throw new FileSetException($"Instance {uid} is in the file-set already.");
        }

        var (entity, folders) = DirectoryRecordTypes.LevelOf(type) == 0 ? (_root, ImmutableArray.Create(_folder)) : SeriesOf(instance);
        var file = new ReferencedFile(NewFile(folders, entity, DirectoryRecordTypes.LevelOf(type) == 0), sopClass, uid, transferSyntaxUid);
        var keys = DirectoryRecordKeys.Of(type, instance, entity.Count + 1);
        entity.Add(new FileSetNode(uid.Value, new DirectoryRecord { Type = type, Keys = With(keys, type, sopClass, icon), File = file }));
        _instances.Add(uid);
        return file.Id;
    }

    /// <summary>The directory of all that was added.</summary>
    public FileSetDirectory Build() => _directory with { Records = _root.Records() };

    private static string TypeOf(Uid sopClass)
    {
        if (StorageSopClasses.TryGet(sopClass, out var known) && DirectoryRecordTypes.Contains(known.DirectoryRecordType))
        {
            return known.DirectoryRecordType;
        }

        return !sopClass.Value.StartsWith(StandardRoot, StringComparison.Ordinal)
            ? DirectoryRecordTypes.Private
            : throw new FileSetException($"There is no directory record for instances of SOP class {sopClass}.");
    }

    private (FileSetNode Series, ImmutableArray<string> Folders) SeriesOf(DicomDataSet instance)
    {
        if (!instance.TryGetUid(Tags.StudyInstanceUID, out var studyUid) || !instance.TryGetUid(Tags.SeriesInstanceUID, out var seriesUid))
        {
            throw new FileSetException("An instance without Study Instance UID or Series Instance UID cannot be in a file-set.");
        }

        var patient = _root.Below(PatientOf(instance), place => Record(DirectoryRecordTypes.Patient, instance, place));
        var study = patient.Below(studyUid.Value, place => Record(DirectoryRecordTypes.Study, instance, place));
        var series = study.Below(seriesUid.Value, place => Record(DirectoryRecordTypes.Series, instance, place));
        return (series, [_folder, FileIds.Numbered("PAT", patient.Place), FileIds.Numbered("STU", study.Place), FileIds.Numbered("SER", series.Place)]);
    }

    // Who has no ID is told from others by what else there is.
    private static string PatientOf(DicomDataSet instance) =>
        instance.GetString(Tags.PatientID) is { Length: > 0 } id ? id : $"\\{instance.GetString(Tags.PatientName)}\\{instance.GetString(Tags.PatientBirthDate)}";

    private static DirectoryRecord Record(string type, DicomDataSet instance, int place) => new() { Type = type, Keys = DirectoryRecordKeys.Of(type, instance, place) };

    private static DicomDataSet With(DicomDataSet keys, string type, Uid sopClass, DicomDataSet? icon)
    {
        var all = keys.ToBuilder();
        if (type == DirectoryRecordTypes.Private)
        {
            all.Set(Tags.PrivateRecordUID, sopClass);
        }

        return icon is null ? all.Build() : all.Set(Tags.IconImageSequence, icon).Build();
    }

    private ImmutableArray<string> NewFile(ImmutableArray<string> folders, FileSetNode entity, bool isAlone)
    {
        for (var number = entity.Count + 1; ; number++)
        {
            var id = folders.Add(FileIds.Numbered(isAlone ? "OBJ" : "IMG", number));
            if (_files.Add(string.Join('\\', id)))
            {
                return id;
            }
        }
    }

    private void Note(ReferencedFile file)
    {
        _files.Add(string.Join('\\', file.Id));
        _instances.Add(file.SopInstanceUid);
    }
}
