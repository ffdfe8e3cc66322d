using System.Buffers;
using System.Collections.Concurrent;

namespace Gantry.Host.Listener;

/// <summary>A pool of pinned blocks of one size. Blocks given back beyond a limit go to the garbage collector.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class LargeBlockPool : MemoryPool<byte>
{
    public const int BlockSize = 64 * 1024;
    private const int MaximumFreeBlocks = 512; // 32 MB
    private readonly ConcurrentQueue<Block> _free = new();
    private int _count;
    private volatile bool _isDisposed;

    public override int MaxBufferSize => BlockSize;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockSize);
        if (!_free.TryDequeue(out var block))
        {
            return new Block(this, GC.AllocateUninitializedArray<byte>(BlockSize, pinned: true));
        }

        Interlocked.Decrement(ref _count);
        block.IsRented = true;
        return block;
    }

    protected override void Dispose(bool disposing)
    {
        _isDisposed = true;
        _free.Clear();
    }

    private void Return(Block block)
    {
        if (_isDisposed || Interlocked.Increment(ref _count) > MaximumFreeBlocks)
        {
            Interlocked.Decrement(ref _count);
            return;
        }

        _free.Enqueue(block);
    }

    private sealed class Block(LargeBlockPool pool, byte[] array) : IMemoryOwner<byte>
    {
        public bool IsRented { get; set; } = true;

        public Memory<byte> Memory => array;

        public void Dispose()
        {
            if (IsRented)
            {
                IsRented = false;
                pool.Return(this);
            }
        }
    }
}
