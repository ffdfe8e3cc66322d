using System.Buffers.Binary;

namespace Gantry.Host.Databases;

/// <summary>A digest of many records that does not depend on their order: the sum of theirs.</summary>
internal sealed class RecordDigest
{
    private UInt128 _sum;

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    public void Add(ReadOnlySpan<byte> digest)
    {
        _sum += BinaryPrimitives.ReadUInt128BigEndian(digest);
        Count++;
    }

    public override string ToString() => _sum.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);
}
