namespace Gantry.Dicom.Imaging;

/// <summary>The file of an instance, as the profile of a file-set wants it, before it is part of one. Disposing it deletes what was not added.</summary>
public sealed class FileSetFile : IDisposable
{
    internal FileSetFile(string path, DicomFile header)
    {
        (Path, Attributes, TransferSyntax) = (path, header.DataSet, header.TransferSyntax);
        Length = new FileInfo(path).Length;
    }

    /// <summary>The attributes of the instance, without long values.</summary>
    public DicomDataSet Attributes { get; }

    /// <summary>The transfer syntax that it is in now.</summary>
    public TransferSyntax TransferSyntax { get; }

    /// <summary>The bytes of the file.</summary>
    public long Length { get; }

    internal string Path { get; }

    /// <inheritdoc/>
    public void Dispose() => File.Delete(Path);
}
