using System.IO.Pipelines;

namespace Gantry.Plugins.FileStore;

/// <summary>The data set of a stored file. Whoever copies all of it has it read straight into the memory that it goes out from.</summary>
/// <param name="file">The file, at the beginning of the data set; closed on completion.</param>
internal sealed class StoredDataSet(Stream file) : PipeReader
{
    private const int LeastBytes = 16 * 1024, FlushBytes = 256 * 1024;

    // A read never fills the rest of a partly consumed block: few long reads are faster than many short ones.
    private static readonly StreamPipeReaderOptions Reading = new(bufferSize: StoredFile.ReadBytes, minimumReadSize: StoredFile.ReadBytes);

    private readonly PipeReader _inner = Create(file, Reading);
    private bool _hasBegun;

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed) => _inner.AdvanceTo(consumed);

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => _inner.AdvanceTo(consumed, examined);

    /// <inheritdoc/>
    public override void CancelPendingRead() => _inner.CancelPendingRead();

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null) => _inner.Complete(exception);

    /// <inheritdoc/>
    public override ValueTask CompleteAsync(Exception? exception = null) => _inner.CompleteAsync(exception);

    /// <inheritdoc/>
    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        _hasBegun = true;
        return _inner.ReadAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override bool TryRead(out ReadResult result)
    {
        _hasBegun = true;
        return _inner.TryRead(out result);
    }

    /// <inheritdoc/>
    protected override ValueTask<ReadResult> ReadAtLeastAsyncCore(int minimumSize, CancellationToken cancellationToken)
    {
        _hasBegun = true;
        return _inner.ReadAtLeastAsync(minimumSize, cancellationToken);
    }

    /// <inheritdoc/>
    public override Task CopyToAsync(Stream destination, CancellationToken cancellationToken = default)
    {
        _hasBegun = true;
        return _inner.CopyToAsync(destination, cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task CopyToAsync(PipeWriter destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        if (_hasBegun)
        {
            await _inner.CopyToAsync(destination, cancellationToken).ConfigureAwait(false); // with what is buffered here
            return;
        }

        _hasBegun = true;
        for (var (unflushed, count) = (0, -1); count != 0;)
        {
            count = await file.ReadAsync(destination.GetMemory(LeastBytes), cancellationToken).ConfigureAwait(false);
            destination.Advance(count);
            unflushed += count;
            if (unflushed < FlushBytes && (count > 0 || unflushed == 0))
            {
                continue;
            }

            unflushed = 0;
            var flushed = await destination.FlushAsync(cancellationToken).ConfigureAwait(false);
            if (flushed.IsCanceled)
            {
                throw new OperationCanceledException("The flush of the pipe was cancelled.");
            }

            if (flushed.IsCompleted)
            {
                return; // nobody reads it any more
            }
        }
    }
}
