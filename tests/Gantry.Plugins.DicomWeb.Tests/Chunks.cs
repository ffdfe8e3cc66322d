namespace Gantry.Plugins.DicomWeb.Tests;

/// <summary>Bytes that come a few at a time.</summary>
internal sealed class Chunks(byte[] bytes, int size) : MemoryStream(bytes, writable: false)
{
    public static Chunks Of(ReadOnlyMemory<byte> bytes, int size) => new(bytes.ToArray(), size);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
}
