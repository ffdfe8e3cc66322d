using System.Buffers;
using System.IO.Pipelines;

namespace Gantry.Plugins.DicomWeb;

/// <summary>Passes bytes on, and keeps them too, as long as they are not too many.</summary>
/// <param name="inner">Where to; not completed here.</param>
/// <param name="longest">The most bytes that are kept.</param>
internal sealed class KeptWriter(PipeWriter inner, int longest) : PipeWriter
{
    private readonly ArrayBufferWriter<byte> _kept = new();
    private Memory<byte> _lent;
    private bool _isTooLong;

    /// <summary>All that was written; null where it was too much.</summary>
    public ReadOnlyMemory<byte>? Kept => _isTooLong ? default(ReadOnlyMemory<byte>?) : _kept.WrittenMemory; // a bare null would be empty memory

    public override void Advance(int bytes)
    {
        if (!_isTooLong && _kept.WrittenCount + bytes > longest)
        {
            _isTooLong = true;
            _kept.ResetWrittenCount();
        }

        if (!_isTooLong)
        {
            _kept.Write(_lent.Span[..bytes]);
        }

        _lent = default;
        inner.Advance(bytes);
    }

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    /// <summary>Does nothing: the pipe is the caller's.</summary>
    public override void Complete(Exception? exception = null)
    {
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => inner.FlushAsync(cancellationToken);

    public override Memory<byte> GetMemory(int sizeHint = 0) => _lent = inner.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
}
