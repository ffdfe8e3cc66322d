using System.Buffers;
using System.Security.Cryptography;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.FileStore;

/// <summary>An instance on its way into the store: gathered in a buffer, and in a temporary file where it is longer than that.</summary>
/// <remarks>An instance that fits the buffer is created, written and made durable in one go on one thread.</remarks>
internal sealed class FileInstanceWriter(StoreFolder store, InstanceDescription description, byte[] header) : IInstanceWriter
{
    /// <summary>How much is gathered before it is written, in bytes.</summary>
    public const int BufferBytes = 256 * 1024;

    private byte[]? _buffer;
    private int _buffered;
    private long _length;
    private TemporaryFile? _file;
    private IncrementalHash? _hash;
    private State _state;

    private enum State
    {
        Writing,
        Committed,
        Discarded,
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(ReadOnlySequence<byte> bytes, CancellationToken cancellationToken)
    {
        ThrowUnlessWriting();
        while (true)
        {
            bytes = Gather(bytes);
            if (bytes.IsEmpty)
            {
                return;
            }

            await DiscardingAsync(() => store.Threads.RunNearAsync(Spill, SocketThreads.MayBlock, cancellationToken)).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public ValueTask<StoredInstance> CommitAsync(Uid study, CancellationToken cancellationToken) => CommitAsync(study, isRecoverable: false, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StoredInstance> CommitRecoverablyAsync(Uid study, CancellationToken cancellationToken) => CommitAsync(study, isRecoverable: true, cancellationToken);

    private async ValueTask<StoredInstance> CommitAsync(Uid study, bool isRecoverable, CancellationToken cancellationToken)
    {
        ThrowUnlessWriting();
        var location = InstanceLocation.New(study, description.SopInstance, store.Layout, DateTime.UtcNow);
        UnsettledEntry? recovery = null;
        await DiscardingAsync(() => store.Threads.RunNearAsync(
            () =>
            {
                EnsureBuffer();
                var isSmall = _file is null && _buffered <= JournalRecord.MaximumContent;
                var content = _buffer.AsMemory(0, _buffered);
                Finish();
                if (isSmall)
                {
                    recovery = store.PlaceSmall(_file!, location, content, isRecoverable);
                }
                else
                {
                    store.Place(_file!, location);
                }

                return true;
            },
            SocketThreads.MayBlock,
            cancellationToken)).ConfigureAwait(false);
        _state = State.Committed;
        ReturnBuffer();
        return new StoredInstance(location.Text, _length, header.Length) { Recovery = recovery };
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _state == State.Writing ? new ValueTask(DiscardAsync()) : ValueTask.CompletedTask;

    private ReadOnlySequence<byte> Gather(ReadOnlySequence<byte> bytes)
    {
        EnsureBuffer();
        var taken = (int)Math.Min(bytes.Length, BufferBytes - _buffered);
        bytes.Slice(0, taken).CopyTo(_buffer.AsSpan(_buffered));
        _buffered += taken;
        _length += taken;
        return bytes.Slice(taken);
    }

    private void EnsureBuffer()
    {
        if (_buffer is null)
        {
            _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
            header.CopyTo(_buffer, 0);
            _buffered = header.Length;
        }
    }

    private bool Spill()
    {
        _hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        _hash.AppendData(GatheredOfDataSet());
        Write();
        return true;
    }

    // The digest goes out with the first bytes where these are all, and takes its place in the file otherwise.
    private void Finish()
    {
        var place = header.Length - FileHeader.DigestBytes;
        if (_hash is null)
        {
            SHA256.HashData(GatheredOfDataSet(), _buffer.AsSpan(place, FileHeader.DigestBytes));
            Write();
            return;
        }

        _hash.AppendData(GatheredOfDataSet());
        Write();
        Span<byte> digest = stackalloc byte[FileHeader.DigestBytes];
        _hash.GetHashAndReset(digest);
        store.Files.Overwrite(_file!.Stream, place, digest);
    }

    private ReadOnlySpan<byte> GatheredOfDataSet()
    {
        var isFirst = _file is null;
        return _buffer.AsSpan(isFirst ? header.Length : 0, isFirst ? _buffered - header.Length : _buffered);
    }

    private void Write()
    {
        _file ??= store.CreateTemporary();
        store.Files.Write(_file.Stream, _buffer.AsSpan(0, _buffered));
        _buffered = 0;
    }

    private async Task DiscardingAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            await DiscardAsync().ConfigureAwait(false);
            if (exception is IOException or UnauthorizedAccessException)
            {
                throw store.Failure(exception);
            }

            throw;
        }
    }

    private async Task DiscardAsync()
    {
        _state = State.Discarded;
        if (_file is { } file)
        {
            // The token of whoever writes may be cancelled: that is why we are here.
            await store.Threads.RunAsync(() => store.Discard(file), CancellationToken.None).ConfigureAwait(false);
        }

        ReturnBuffer();
    }

    private void ReturnBuffer()
    {
        if (_buffer is { } buffer)
        {
            _buffer = null;
            ArrayPool<byte>.Shared.Return(buffer);
        }

        _hash?.Dispose();
    }

    private void ThrowUnlessWriting()
    {
        if (_state != State.Writing)
        {
            throw new InvalidOperationException($"The instance is {_state.ToString().ToLowerInvariant()}; nothing more can be written to it.");
        }
    }
}
