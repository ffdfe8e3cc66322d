namespace Gantry.Dicom.Imaging;

/// <summary>Writes a file-set into a folder, or adds to the one that is there: the files as the profile wants them, then the DICOMDIR (PS3.10 §8).</summary>
/// <remarks>
/// Until <see cref="Complete"/> the folder has the directory of before, and files that it does not refer to. Files are converted on the way from disk to disk; memory is
/// bounded by some frames and the keys of the records. Not safe for concurrent use.
/// </remarks>
public sealed class FileSetWriter
{
    private readonly string _folder;
    private readonly FileSetWriterOptions _options;
    private readonly FileSetBuilder _builder;

    /// <summary>Begins, or goes on with what the folder's DICOMDIR lists.</summary>
    /// <param name="folder">The root of the medium; made where it is not there.</param>
    /// <param name="options">What to make.</param>
    /// <exception cref="ArgumentException">The File-set ID is not allowed, or the compression is not one of the profile's.</exception>
    /// <exception cref="DicomEncodingException">The DICOMDIR that is there is damaged.</exception>
    /// <exception cref="IOException">The folder cannot be made or read.</exception>
    public FileSetWriter(string folder, FileSetWriterOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _options = options ?? FileSetWriterOptions.Default;
        if (_options.Compression is { } compression && !_options.Profile.Allows(compression.Uid))
        {
            throw new ArgumentException($"{_options.Profile.Name} does not allow {compression}.", nameof(options));
        }

        _folder = Directory.CreateDirectory(folder).FullName;
        var directory = File.Exists(DirectoryPath)
            ? FileSetDirectory.Read(DicomFile.Open(DirectoryPath))
            : new FileSetDirectory { Uid = _options.FileSetUid ?? Uid.New(), Id = _options.FileSetId };
        _builder = new FileSetBuilder(directory);
        Id = directory.Id;
    }

    /// <summary>How many instances it has.</summary>
    public int Count => _builder.Count;

    /// <summary>File-set ID (0004,1130); empty for none.</summary>
    public string Id { get; }

    private string DirectoryPath => Path.Combine(_folder, FileSetDirectory.FileName);

    /// <summary>Adds an instance.</summary>
    /// <param name="source">A DICOM file; it does not change.</param>
    /// <param name="cancellationToken">Ends the work between frames.</param>
    /// <returns>The path of the file that was made.</returns>
    /// <exception cref="FileSetException">It cannot be in a file-set, is in this one, or the profile does not allow its SOP class.</exception>
    /// <exception cref="PixelDataException">It cannot be converted.</exception>
    /// <exception cref="DicomEncodingException">It is no DICOM file, or damaged.</exception>
    /// <exception cref="IOException">It cannot be read, or the file cannot be written.</exception>
    public string Add(string source, CancellationToken cancellationToken = default)
    {
        using var file = Prepare(source, takes: false, cancellationToken);
        return Add(file);
    }

    /// <summary>
    /// Makes the file of an instance as the profile wants it, and adds it to nothing yet: how large it is tells whether there is place for it. Then it is added here, or to
    /// another file-set of the same profile on the same disk.
    /// </summary>
    /// <param name="source">A DICOM file.</param>
    /// <param name="takes">True where the source itself becomes the file, where it lies, if it may stay as it is: it is what is returned, and no longer the caller's. False where it is copied.</param>
    /// <param name="cancellationToken">Ends the work between frames.</param>
    /// <returns>The file; the caller disposes it, whether it was added or not.</returns>
    /// <exception cref="FileSetException">It is in this file-set, or the profile does not allow its SOP class.</exception>
    /// <exception cref="PixelDataException">It cannot be converted.</exception>
    /// <exception cref="DicomEncodingException">It is no DICOM file, or damaged.</exception>
    /// <exception cref="IOException">It cannot be read, or the file cannot be written.</exception>
    public FileSetFile Prepare(string source, bool takes = false, CancellationToken cancellationToken = default)
    {
        var header = DicomFile.Open(source, FileSetFile.HeaderOptions);
        return header.DataSet.TryGetUid(Tags.SOPInstanceUID, out var uid) && _builder.Contains(uid)
            ? throw new FileSetException($"Instance {uid} is in the file-set already.")
            : FileSetFile.Prepare(source, header, _folder, _options, takes, cancellationToken);
    }

    /// <summary>Adds a file that was prepared, here or for another file-set.</summary>
    /// <returns>The path that it has now.</returns>
    /// <exception cref="FileSetException">It cannot be in a file-set, or is in this one.</exception>
    /// <exception cref="IOException">It cannot be moved.</exception>
    public string Add(FileSetFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var path = Path.Combine([_folder, .. _builder.Add(file.Attributes, file.TransferSyntax.Uid)]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Move(file.Path, path, overwrite: true); // a file that no directory refers to, of a writing that was not completed
        return path;
    }

    /// <summary>Writes the DICOMDIR; from then on the folder is the whole file-set.</summary>
    /// <exception cref="DicomEncodingException">It would be larger than <see cref="FileSetWriterOptions.MaximumDirectoryBytes"/>; the one of before stays.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Complete()
    {
        var part = DirectoryPath + ".part";
        using (var output = new FileStream(part, FileMode.Create, FileAccess.Write))
        {
            output.Write(_builder.Build().ToArray(_options.MaximumDirectoryBytes));
            DurableFile.Flush(output);
        }

        DurableFile.Move(part, DirectoryPath);
    }
}
