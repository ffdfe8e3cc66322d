namespace Gantry.Dicom.Network;

/// <summary>Where an instance to be sent by <see cref="DicomClient.StoreAsync(IEnumerable{StoreSource}, StoreOptions?, CancellationToken)"/> comes from.</summary>
public abstract class StoreSource
{
    private protected StoreSource(string name) => Name = name;

    /// <summary>What people call it: the path of a file, else what it was given.</summary>
    public string Name { get; }

    /// <summary>A DICOM file. It is opened when its turn comes, and sent as it is where the peer takes that.</summary>
    public static StoreSource OfFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new FileStoreSource(path);
    }

    /// <summary>
    /// The files of a folder in the order of their names, found as they are wanted. Links to other folders are not followed; a folder below that cannot be read comes to
    /// be unreadable.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="recursive">Whether the folders below it count, too.</param>
    /// <exception cref="IOException">The folder cannot be read; thrown when its turn comes.</exception>
    public static IEnumerable<StoreSource> OfFolder(string folder, bool recursive = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return FolderFiles.Of(folder, recursive).Select(Of);
    }

    /// <summary>The files that a DICOMDIR lists, in its order. What it lists and is not there, or leads out of its folder, comes to be unreadable.</summary>
    /// <param name="dicomdir">The DICOMDIR's path.</param>
    /// <exception cref="DicomEncodingException">It is no DICOMDIR; thrown when its turn comes.</exception>
    /// <exception cref="IOException">It cannot be read; thrown when its turn comes.</exception>
    public static IAsyncEnumerable<StoreSource> OfFileSet(string dicomdir)
    {
        ArgumentException.ThrowIfNullOrEmpty(dicomdir);
        return FileSetFiles.ReadAsync(dicomdir).Select(Of);
    }

    /// <summary>The files of a ZIP archive but DICOMDIRs, in its order. Names in it are for people alone; what is encrypted, damaged or inflates beyond reason comes to be unreadable.</summary>
    /// <param name="path">The archive's path. It must not change meanwhile.</param>
    /// <exception cref="IOException">It cannot be read, or is no archive; thrown when its turn comes.</exception>
    public static IEnumerable<StoreSource> OfArchive(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return ZipStoreSource.Of(path);
    }

    /// <summary>What a path names: the files that a DICOMDIR lists, those of a ZIP archive, those of a folder and all below it but DICOMDIRs, or else the file itself.</summary>
    /// <param name="path">The path.</param>
    /// <exception cref="DicomEncodingException">What is called DICOMDIR is none; thrown when its turn comes.</exception>
    /// <exception cref="IOException">It is not there or cannot be read; thrown when its turn comes.</exception>
    public static IAsyncEnumerable<StoreSource> OfPath(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return ReadPathAsync(path);
    }

    /// <summary>A Part 10 file in a stream, from where it stands. It stays the caller's, and is read when its turn comes.</summary>
    /// <param name="stream">The stream. Where it cannot seek and is longer than a megabyte, it is sent only once, whatever happens.</param>
    /// <param name="name">What people call it.</param>
    public static StoreSource Of(Stream stream, string name = "stream")
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new StreamStoreSource(stream, name);
    }

    /// <summary>A data set with SOP Class UID (0008,0016) and SOP Instance UID (0008,0018), encoded as the peer takes it.</summary>
    /// <param name="dataSet">The data set.</param>
    /// <param name="transferSyntax">How it is to be encoded; Explicit VR Little Endian unless given. It must be the compressed one where the pixel data is encapsulated.</param>
    public static StoreSource Of(DicomDataSet dataSet, TransferSyntax? transferSyntax = null)
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        return new DataSetStoreSource(dataSet, transferSyntax ?? TransferSyntax.ExplicitVRLittleEndian);
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private static StoreSource Of((string Name, string? Fault) file) => file.Fault is null ? OfFile(file.Name) : new MissingStoreSource(file.Name, file.Fault);

    private static async IAsyncEnumerable<StoreSource> ReadPathAsync(string path)
    {
        if (!Directory.Exists(path) && IsFileSetName(Path.GetFileName(path)))
        {
            await foreach (var source in OfFileSet(path).ConfigureAwait(false))
            {
                yield return source;
            }

            yield break;
        }

        foreach (var source in Directory.Exists(path) ? OfFolder(path).Where(file => !IsFileSetName(Path.GetFileName(file.Name)))
            : ZipDirectory.IsArchive(path) ? OfArchive(path)
            : [OfFile(path)])
        {
            yield return source;
        }
    }

    private protected static bool IsFileSetName(string name) => name.Equals("DICOMDIR", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads what C-STORE needs to know of the instance.</summary>
    /// <exception cref="DicomEncodingException">It is not DICOM, or has no SOP Class or SOP Instance UID.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal abstract ValueTask<StoreInstance> OpenAsync(CancellationToken cancellationToken);
}
