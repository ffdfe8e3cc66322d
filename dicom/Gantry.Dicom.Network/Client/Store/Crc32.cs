namespace Gantry.Dicom.Network;

/// <summary>The CRC-32 of ZIP archives (APPNOTE.TXT §4.4.7).</summary>
internal sealed class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(Remainder)];

    private uint _value = uint.MaxValue;

    public uint Value => ~_value;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        var value = _value;
        foreach (var one in bytes)
        {
            value = Table[(byte)(value ^ one)] ^ (value >> 8);
        }

        _value = value;
    }

    private static uint Remainder(int index)
    {
        var value = (uint)index;
        for (var bit = 0; bit < 8; bit++)
        {
            value = (value & 1) != 0 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1;
        }

        return value;
    }
}
