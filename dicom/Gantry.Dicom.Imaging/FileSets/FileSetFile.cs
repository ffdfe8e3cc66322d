namespace Gantry.Dicom.Imaging;

/// <summary>The file of an instance, as the profile of a file-set wants it, before it is part of one. Disposing it deletes what was not added.</summary>
public sealed class FileSetFile : IDisposable
{
    internal static readonly DataSetReaderOptions HeaderOptions = new() { MaximumValueBytes = 64 << 10 };

    private FileSetFile(string path, DicomFile header, bool isConverted)
    {
        (Path, Attributes, TransferSyntax, IsConverted) = (path, header.DataSet, header.TransferSyntax, isConverted);
        Length = new FileInfo(path).Length;
    }

    /// <summary>The attributes of the instance, without long values.</summary>
    public DicomDataSet Attributes { get; }

    /// <summary>The transfer syntax that it is in now.</summary>
    public TransferSyntax TransferSyntax { get; }

    /// <summary>The bytes of the file.</summary>
    public long Length { get; }

    /// <summary>False where it has the very bytes of the file that it was made of.</summary>
    public bool IsConverted { get; }

    internal string Path { get; }

    /// <summary>
    /// Makes the file of an instance as the profile wants it. Then it is added to whichever file-set of the profile on the same disk has place for it:
    /// <see cref="FileSetWriter.Add(FileSetFile)"/>.
    /// </summary>
    /// <remarks>Safe for concurrent use: several are made at a time, on as many processors.</remarks>
    /// <param name="source">A DICOM file.</param>
    /// <param name="folder">Where it is made, under a name that nothing else has.</param>
    /// <param name="options">What is to be made; of the file-set itself nothing counts.</param>
    /// <param name="takes">True where the source itself becomes the file, where it lies, if it may stay as it is: it is what is returned, and no longer the caller's. False where it is copied.</param>
    /// <param name="cancellationToken">Ends the work between frames.</param>
    /// <returns>The file; the caller disposes it, whether it was added or not.</returns>
    /// <exception cref="FileSetException">The profile does not allow its SOP class.</exception>
    /// <exception cref="PixelDataException">It cannot be converted.</exception>
    /// <exception cref="DicomEncodingException">It is no DICOM file, or damaged.</exception>
    /// <exception cref="IOException">It cannot be read, or the file cannot be written.</exception>
    public static FileSetFile Prepare(string source, string folder, FileSetWriterOptions options, bool takes = false, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(source);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(options);
        return Prepare(source, DicomFile.Open(source, HeaderOptions), folder, options, takes, cancellationToken);
    }

    internal static FileSetFile Prepare(string source, DicomFile header, string folder, FileSetWriterOptions options, bool takes, CancellationToken cancellationToken)
    {
        if (header.DataSet.TryGetUid(Tags.SOPClassUID, out var sopClass) && !options.Profile.AllowsSopClass(sopClass))
        {
            throw new FileSetException($"{options.Profile.Name} does not allow instances of SOP class {sopClass}.");
        }

        // What it is called is known when it is known what it is: a lossy conversion makes it another instance.
        var made = System.IO.Path.Combine(folder, $"{Guid.NewGuid():N}.part");
        try
        {
            return TryConvert(header, source, made, options, cancellationToken)
                ? new FileSetFile(made, DicomFile.Open(made, HeaderOptions), isConverted: true)
                : new FileSetFile(takes ? source : CopyOf(source, made), header, isConverted: false);
        }
        catch
        {
            File.Delete(made);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => File.Delete(Path);

    /// <returns>False where it may stay as it is.</returns>
    private static bool TryConvert(DicomFile header, string source, string made, FileSetWriterOptions options, CancellationToken cancellationToken)
    {
        if (options.Compression is { } compression && compression != header.TransferSyntax && HasPixels(header))
        {
            try
            {
                PixelConverter.Convert(source, made, compression, options.Conversion, cancellationToken);
                return true;
            }
            catch (PixelDataException)
            {
                // Not every image can be in every syntax: of 32 bits, or of colours of one's own.
                File.Delete(made);
            }
        }

        if (header.HasPreamble && header.FileMeta is not null && options.Profile.Allows(header.TransferSyntax.Uid))
        {
            return false;
        }

        PixelConverter.Convert(source, made, new TransferSyntax(options.Profile.TransferSyntaxes[0]), options.Conversion, cancellationToken);
        return true;
    }

    private static string CopyOf(string source, string made)
    {
        File.Copy(source, made);
        return made;
    }

    private static bool HasPixels(DicomFile header) =>
        header.DataSet.Contains(Tags.PixelData) || header.Reading.Skipped.Any(skipped => skipped.Tag == Tags.PixelData);
}
