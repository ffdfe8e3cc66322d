using System.Buffers;
using System.Security.Cryptography;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Storage;

/// <summary>An instance that waits in a file until all of it has come, and goes into the store then. Where the file fails, the store takes it at once.</summary>
/// <remarks>Disposing it deletes the file.</remarks>
internal sealed class SpooledWriter(IInstanceStore store, InstanceDescription description, CompressionFolder folder) : IInstanceWriter
{
    private readonly string _path = folder.NewFile();
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private FileStream? _file;
    private int _metaBytes;
    private IInstanceWriter? _writer;

    /// <summary>The bytes of the data set so far.</summary>
    public long Length { get; private set; }

    /// <summary>The file: meta information, then the data set as it came.</summary>
    public string Path => _path;

    /// <summary>False once the file has failed, and the store has the instance.</summary>
    public bool IsSpooled => _writer is null;

    /// <summary>The SHA-256 of the data set as it came, so far.</summary>
    public byte[] Digest => _hash.GetCurrentHash();

    /// <inheritdoc/>
    public async ValueTask WriteAsync(ReadOnlySequence<byte> bytes, CancellationToken cancellationToken)
    {
        if (_writer is null)
        {
            try
            {
                await SpoolAsync(bytes, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // No room here is no reason to refuse it: the store may be on another disk.
                await MoveToStoreAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        if (_writer is not null)
        {
            await _writer.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        }

        foreach (var segment in bytes)
        {
            _hash.AppendData(segment.Span);
        }

        Length += bytes.Length;
    }

    /// <summary>Closes the file, so that others can read it; nothing more is written.</summary>
    public async ValueTask CloseAsync()
    {
        if (Interlocked.Exchange(ref _file, null) is { } file)
        {
            await file.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    /// <remarks>As it came.</remarks>
    public async ValueTask<StoredInstance> CommitAsync(Uid study, CancellationToken cancellationToken)
    {
        if (_writer is null)
        {
            await MoveToStoreAsync(cancellationToken).ConfigureAwait(false);
        }

        return await _writer!.CommitAsync(study, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _hash.Dispose();
        await CloseAsync().ConfigureAwait(false);
        folder.Delete(_path);
        if (_writer is not null)
        {
            await _writer.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask SpoolAsync(ReadOnlySequence<byte> bytes, CancellationToken cancellationToken)
    {
        if (_file is null)
        {
            var meta = new ArrayBufferWriter<byte>();
            FileMetaInformation.Create(description.SopClass, description.SopInstance, description.TransferSyntax).Write(meta);
            _metaBytes = meta.WrittenCount;
            _file = new FileStream(_path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
            await _file.WriteAsync(meta.WrittenMemory, cancellationToken).ConfigureAwait(false);
        }

        foreach (var segment in bytes)
        {
            await _file.WriteAsync(segment, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask MoveToStoreAsync(CancellationToken cancellationToken)
    {
        await CloseAsync().ConfigureAwait(false);
        _writer = await store.BeginAsync(description, cancellationToken).ConfigureAwait(false);
        if (Length > 0)
        {
            using var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0) { Position = _metaBytes };
            await FileCopy.ToAsync(file, Length, _writer, cancellationToken).ConfigureAwait(false);
        }
    }
}
