using System.Buffers;

namespace Gantry.Dicom.Network;

/// <summary>Keeps instances as Part 10 files of a folder, named by their SOP Instance UIDs. What a peer sends cannot name a file elsewhere.</summary>
/// <remarks>
/// A file appears when it is whole, and takes the place of an older one of that name. A data set that names another SOP class or instance than its command does is
/// answered with A900H, one that cannot be decoded with C000H, and a full disk with A700H. Safe for concurrent use.
/// </remarks>
public sealed class FolderSink : IInstanceSink
{
    private readonly string _folder;
    private readonly IProgress<string>? _saved;

    /// <summary>A sink of a folder, which is made where there is none.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="saved">Told the path of each file that was saved; null for nobody.</param>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    public FolderSink(string folder, IProgress<string>? saved = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _folder = Directory.CreateDirectory(folder).FullName;
        _saved = saved;
    }

    /// <inheritdoc/>
    public async ValueTask<DimseStatus> StoreAsync(ReceivedInstance instance, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(instance);
        if (instance.SopInstanceUid.IsEmpty || instance.SopClassUid.IsEmpty)
        {
            return DimseStatus.InvalidSopInstance;
        }

        var path = Path.Combine(_folder, instance.SopInstanceUid.Value + ".dcm");
        var stage = Path.Combine(_folder, $".{instance.SopInstanceUid}.{Guid.NewGuid():N}");
        try
        {
            await WriteAsync(stage, instance, cancellationToken).ConfigureAwait(false);
            if (await FaultOfAsync(stage, instance, cancellationToken).ConfigureAwait(false) is { } fault)
            {
                File.Delete(stage);
                return fault;
            }

            File.Move(stage, path, overwrite: true);
        }
        catch (Exception exception)
        {
            File.Delete(stage);
            if (exception is IOException and not AssociationException or UnauthorizedAccessException)
            {
                return DimseStatus.OutOfResources;
            }

            throw;
        }

        _saved?.Report(path);
        return DimseStatus.Success;
    }

    // Whoever looks into the file later goes by its data set, not by its name.
    private static async Task<DimseStatus?> FaultOfAsync(string path, ReceivedInstance instance, CancellationToken cancellationToken)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
        await using (file.ConfigureAwait(false))
        {
            try
            {
                var head = await Part10Head.ReadAsync(file, cancellationToken).ConfigureAwait(false);
                return head.SopClass == instance.SopClassUid && head.SopInstance == instance.SopInstanceUid ? null : DimseStatus.DoesNotMatchSopClass;
            }
            catch (DicomEncodingException)
            {
                return DimseStatus.CannotUnderstand;
            }
        }
    }

    private static async Task WriteAsync(string path, ReceivedInstance instance, CancellationToken cancellationToken)
    {
        var head = new ArrayBufferWriter<byte>();
        FileMetaInformation.Create(instance.SopClassUid, instance.SopInstanceUid, instance.TransferSyntax, instance.SendingAETitle, instance.ReceivingAETitle).Write(head);
        var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0, Options = FileOptions.Asynchronous });
        await using (file.ConfigureAwait(false))
        {
            await file.WriteAsync(head.WrittenMemory, cancellationToken).ConfigureAwait(false);
            await instance.DataSet.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
        }
    }
}
