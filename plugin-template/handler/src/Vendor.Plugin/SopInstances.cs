using Gantry.Dicom;

namespace VendorNamespace;

/// <summary>SOP instances as files of DICOM JSON in a folder, named by SOP Instance UID.</summary>
internal sealed class SopInstances(string folder)
{
    public bool Exists(Uid instance) => File.Exists(PathOf(instance));

    /// <summary>The attributes; null where there is no such instance.</summary>
    public async Task<DicomDataSet?> ReadAsync(Uid instance, CancellationToken cancellationToken) =>
        Exists(instance) ? DicomJsonReader.Read(await File.ReadAllBytesAsync(PathOf(instance), cancellationToken).ConfigureAwait(false)) : null;

    public async Task WriteAsync(Uid instance, DicomDataSet attributes, CancellationToken cancellationToken)
    {
        // Whole or not at all: first under another name.
        var incoming = $"{PathOf(instance)}.{Guid.NewGuid():N}.incoming";
        await File.WriteAllBytesAsync(incoming, DicomJsonWriter.ToArray(attributes), cancellationToken).ConfigureAwait(false);
        File.Move(incoming, PathOf(instance), overwrite: true);
    }

    public void Delete(Uid instance) => File.Delete(PathOf(instance));

    private string PathOf(Uid instance) => Path.Combine(folder, $"{instance}.json");
}
