using System.IO.Pipelines;

namespace Gantry.Plugins.DicomWeb;

/// <summary>Passes bytes on, and flushes them once there are many: each flush wakes whoever sends, which takes longer than to write a small part.</summary>
/// <remarks>What is left in the end is for the one whose writer it is to flush.</remarks>
/// <param name="inner">Where to; not completed here.</param>
internal sealed class GatheringWriter(PipeWriter inner) : PipeWriter
{
    /// <summary>How many bytes are gathered before a flush is one.</summary>
    public const int FlushBytes = 128 * 1024;

    private int _gathered;

    public override void Advance(int bytes)
    {
        _gathered += bytes;
        inner.Advance(bytes);
    }

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    /// <summary>Does nothing: the pipe is the caller's.</summary>
    public override void Complete(Exception? exception = null)
    {
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (_gathered < FlushBytes)
        {
            return cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<FlushResult>(cancellationToken) : default;
        }

        _gathered = 0;
        return inner.FlushAsync(cancellationToken);
    }

    public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);
}
