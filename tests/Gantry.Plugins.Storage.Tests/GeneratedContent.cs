using System.Buffers;
using System.IO.Pipelines;

namespace Gantry.Plugins.Storage.Tests;

/// <summary>A pipe that gives a start and then a block over and over, up to a length, without holding more than one block.</summary>
internal sealed class GeneratedContent(byte[] start, byte[] block, long length) : PipeReader
{
    private ReadOnlySequence<byte> _current = new(start);
    private long _given = start.Length;

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (_current.IsEmpty)
        {
            var next = (int)Math.Min(block.Length, length - _given);
            _current = new ReadOnlySequence<byte>(block, 0, next);
            _given += next;
        }

        return ValueTask.FromResult(new ReadResult(_current, isCanceled: false, isCompleted: _given == length));
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        _current = _current.Slice(consumed);
        if (!_current.IsEmpty && _given < length)
        {
            // A leftover is put before the next block, as a real pipe would.
            var rest = _current.ToArray();
            var next = (int)Math.Min(block.Length, length - _given);
            _current = new ReadOnlySequence<byte>([.. rest, .. block.AsSpan(0, next)]);
            _given += next;
        }
    }

    public override bool TryRead(out ReadResult result) => throw new NotSupportedException();

    public override void CancelPendingRead() => throw new NotSupportedException();

    public override void Complete(Exception? exception = null)
    {
    }
}
