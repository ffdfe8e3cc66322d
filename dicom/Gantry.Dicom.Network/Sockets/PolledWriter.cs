using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;

namespace Gantry.Dicom.Network;

/// <summary>What is sent on a socket: gathered in blocks, which go when they are flushed, on the thread of who flushes.</summary>
/// <remarks>A flush that was cancelled keeps what did not go for the next one.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "Completing gives everything back.")]
internal sealed class PolledWriter(PolledSocket socket) : PipeWriter
{
    private const int BlockLength = 65_536;
    private const int MostBlocks = 16; // in one call

    private readonly Queue<ArraySegment<byte>> _full = [];
    private readonly List<ArraySegment<byte>> _gathered = [];
    private byte[] _block = [];
    private int _written; // into the block
    private int _sent; // of the first block that has not gone
    private long _unflushed;
    private int _isCancelled;
    private bool _isCompleted;

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => _unflushed;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _block.AsMemory(_written);
    }

    public override Span<byte> GetSpan(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _block.AsSpan(_written);
    }

    public override void Advance(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)bytes, (uint)(_block.Length - _written), nameof(bytes));
        _written += bytes;
        _unflushed += bytes;
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isCompleted, this);
        return TrySend() ? new ValueTask<FlushResult>(Result()) : FlushSlowlyAsync(cancellationToken);
    }

    public override void CancelPendingFlush()
    {
        Volatile.Write(ref _isCancelled, 1);
        socket.WakeWriter();
    }

    public override void Complete(Exception? exception = null)
    {
        _isCompleted = true;
        while (_full.TryDequeue(out var block))
        {
            ArrayPool<byte>.Shared.Return(block.Array!);
        }

        GiveBack();
    }

    private async ValueTask<FlushResult> FlushSlowlyAsync(CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.UnsafeRegister(static socket => ((PolledSocket)socket!).WakeWriter(), socket);
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Volatile.Read(ref _isCancelled) != 0)
            {
                break;
            }

            await socket.WaitWritableAsync().ConfigureAwait(false);
        }
        while (!TrySend());

        return Result();
    }

    private FlushResult Result() => new(isCanceled: Interlocked.Exchange(ref _isCancelled, 0) != 0, isCompleted: false);

    // True where all has gone; the memory goes back then: who is idle holds none.
    private bool TrySend()
    {
        while (_unflushed > 0)
        {
            var count = _full.Count == 0 ? socket.Send(_block.AsSpan(_sent, _written - _sent)) : socket.Send(Gathered());
            if (count == 0)
            {
                return false;
            }

            _unflushed -= count;
            _sent += count;
            while (_full.TryPeek(out var block) && _sent >= block.Count)
            {
                _sent -= block.Count;
                ArrayPool<byte>.Shared.Return(_full.Dequeue().Array!);
            }
        }

        GiveBack();
        _sent = 0;
        return true;
    }

    // What does not fill its block goes with the one before: alone it would cost as much as a full one, and wake the peer for a few bytes.
    private List<ArraySegment<byte>> Gathered()
    {
        _gathered.Clear();
        var sent = _sent;
        foreach (var block in _full)
        {
            if (_gathered.Count == MostBlocks)
            {
                return _gathered;
            }

            _gathered.Add(block[sent..]);
            sent = 0;
        }

        if (_written > 0)
        {
            _gathered.Add(new ArraySegment<byte>(_block, 0, _written));
        }

        return _gathered;
    }

    private void MakeRoom(int sizeHint)
    {
        ObjectDisposedException.ThrowIf(_isCompleted, this);
        if (_block.Length - _written >= Math.Max(sizeHint, 1))
        {
            return;
        }

        if (_written == 0)
        {
            GiveBack();
        }
        else
        {
            _full.Enqueue(new ArraySegment<byte>(_block, 0, _written));
        }

        (_block, _written) = (ArrayPool<byte>.Shared.Rent(Math.Max(sizeHint, BlockLength)), 0);
    }

    private void GiveBack()
    {
        if (_block.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_block);
            (_block, _written) = ([], 0);
        }
    }
}
