using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace Gantry.Host.Listener;

/// <summary>Gives Kestrel blocks of 64 KB in place of 4 KB: what one receive takes in decides how fast large objects come.</summary>
internal sealed class LargeBlockPoolFactory : IMemoryPoolFactory<byte>
{
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new LargeBlockPool();
}
