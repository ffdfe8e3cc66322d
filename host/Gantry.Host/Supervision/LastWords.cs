using System.Text;

namespace Gantry.Host.Supervision;

/// <summary>Passes on what a process writes, and keeps the end of it.</summary>
internal sealed class LastWords
{
    private const int Kept = 128 << 10;
    private readonly byte[] _bytes = new byte[2 * Kept];
    private int _count;

    public async Task ReadAsync(Stream from, Stream to)
    {
        var buffer = new byte[4_096];
        int count;
        while ((count = await from.ReadAsync(buffer).ConfigureAwait(false)) > 0)
        {
            await to.WriteAsync(buffer.AsMemory(0, count)).ConfigureAwait(false);
            await to.FlushAsync().ConfigureAwait(false);
            Keep(buffer.AsSpan(0, count));
        }
    }

    public override string ToString() => Encoding.UTF8.GetString(_bytes.AsSpan(Math.Max(0, _count - Kept), Math.Min(_count, Kept)));

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (_count + bytes.Length > _bytes.Length)
        {
            _bytes.AsSpan(_count - Kept, Kept).CopyTo(_bytes);
            _count = Kept;
        }

        bytes.CopyTo(_bytes.AsSpan(_count));
        _count += bytes.Length;
    }
}
