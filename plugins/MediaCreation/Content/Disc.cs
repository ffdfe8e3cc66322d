using Gantry.Dicom;
using Gantry.Dicom.Imaging;

namespace Gantry.Plugins.MediaCreation;

/// <summary>A medium in the making: a folder with a file-set that grows as long as there is place.</summary>
internal sealed class Disc
{
    // The record of an instance in the DICOMDIR, its line in the list of digests, and its entries in both trees of an image.
    private const int BytesBesideInstance = 2_048;
    private const int Sector = 2_048;
    private readonly OrderedDictionary<string, StudySummary> _studies = [];
    private readonly Dictionary<string, byte[]> _digests = new(StringComparer.Ordinal);
    private readonly FileSetWriter _writer;
    private readonly long _place;

    /// <summary>An empty medium.</summary>
    /// <param name="folder">Its root.</param>
    /// <param name="options">What the file-set is.</param>
    /// <param name="place">The bytes that there are for instances.</param>
    public Disc(string folder, FileSetWriterOptions options, long place)
    {
        (Folder, FileSetId, FileSetUid, _place) = (folder, options.FileSetId, options.FileSetUid!.Value, place);
        _writer = new FileSetWriter(folder, options);
    }

    public string Folder { get; }

    public string FileSetId { get; }

    public Uid FileSetUid { get; }

    public int Instances => _writer.Count;

    /// <summary>The bytes taken, and those that the file system and the directory will take.</summary>
    public long Bytes { get; private set; }

    /// <summary>The bytes that are left.</summary>
    public long Free => _place - Bytes;

    public IReadOnlyCollection<StudySummary> Studies => _studies.Values;

    /// <summary>The SHA-256 of files, where it is known already, by their paths.</summary>
    public IReadOnlyDictionary<string, byte[]> Digests => _digests;

    /// <summary>True where a file could be on an empty medium of this kind.</summary>
    public bool CouldHold(FileSetFile file) => Needed(file) <= _place;

    /// <summary>True where there is place for a file.</summary>
    public bool Holds(FileSetFile file) => Bytes + Needed(file) <= _place;

    /// <inheritdoc cref="FileSetWriter.Add(FileSetFile)"/>
    /// <param name="file">The file.</param>
    /// <param name="digest">Its SHA-256; null where it is not known.</param>
    public void Add(FileSetFile file, byte[]? digest)
    {
        var needed = Needed(file);
        var path = _writer.Add(file);
        if (digest is not null)
        {
            _digests.Add(path, digest);
        }

        Bytes += needed;
        var study = file.Attributes.GetString(Tags.StudyInstanceUID) ?? "";
        if (!_studies.TryGetValue(study, out var summary))
        {
            _studies[study] = summary = new StudySummary(file.Attributes);
        }

        summary.Add(file.Attributes);
    }

    /// <inheritdoc cref="FileSetWriter.Complete"/>
    public void Complete() => _writer.Complete();

    private static long Needed(FileSetFile file) => ((file.Length + Sector - 1) / Sector * Sector) + BytesBesideInstance;
}
