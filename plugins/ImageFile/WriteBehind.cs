using Gantry.Dicom;

namespace Gantry.Plugins.ImageFile;

/// <summary>
/// A file that goes to the disk while it is written: the system would wait until it is told, and then whoever has told it waits for all at once. What the disk says is
/// thrown by the next write, or by <see cref="Complete"/>.
/// </summary>
/// <remarks>One writer at a time, but for <see cref="Wrote"/>. What goes through this goes to a file without a buffer of its own. The file is the caller's, who closes it after this.</remarks>
internal sealed class WriteBehind(FileStream file) : Stream
{
    private const long Ahead = 16L << 20; // what may wait in memory before the disk gets it
    private readonly Lock _gate = new();
    private Task _flushing = Task.CompletedTask;
    private long _unflushed;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => file.Length;

    /// <inheritdoc/>
    public override long Position
    {
        get => file.Position;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        file.Write(buffer);
        Wrote(buffer.Length);
    }

    /// <summary>Takes note of bytes that were written to the file, by whatever thread and way.</summary>
    /// <exception cref="IOException">The disk could not take what was written before.</exception>
    public void Wrote(long bytes)
    {
        lock (_gate)
        {
            _unflushed += bytes;
            if (_unflushed >= Ahead && _flushing.IsCompleted)
            {
                _flushing.GetAwaiter().GetResult();
                _unflushed = 0;
                _flushing = Task.Run(() => DurableFile.Flush(file.SafeFileHandle));
            }
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush() => file.Flush();

    /// <summary>Sees to it that all is on the disk.</summary>
    /// <exception cref="IOException">The disk could not take it, now or before.</exception>
    public void Complete()
    {
        _flushing.GetAwaiter().GetResult();
        DurableFile.Flush(file);
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // The file may not be closed while the disk is told of it. What that says counts no more: the file is given up, or was completed.
        ((IAsyncResult)_flushing).AsyncWaitHandle.WaitOne();
        base.Dispose(disposing);
    }
}
