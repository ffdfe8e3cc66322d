using System.Buffers.Binary;

namespace Gantry.Dicom.Imaging;

/// <summary>Where frames begin, as an offset table says (PS3.5 §A.4, PS3.3 §C.7.6.3.1.8).</summary>
internal sealed class FrameTable
{
    private readonly long[] _offsets;

    private FrameTable(long[] offsets) => _offsets = offsets;

    /// <summary>The extended table, or the basic one; null where neither can be right.</summary>
    public static FrameTable? Read(ReadOnlySpan<byte> extended, ReadOnlySpan<byte> basic, int frames)
    {
        if (extended.Length == 8L * frames)
        {
            var offsets = new long[frames];
            for (var frame = 0; frame < frames; frame++)
            {
                offsets[frame] = BinaryPrimitives.ReadInt64LittleEndian(extended[(8 * frame)..]);
            }

            return IsRising(offsets) ? new FrameTable(offsets) : null;
        }

        if (basic.Length == 4L * frames)
        {
            var offsets = new long[frames];
            for (var frame = 0; frame < frames; frame++)
            {
                offsets[frame] = BinaryPrimitives.ReadUInt32LittleEndian(basic[(4 * frame)..]);
            }

            return IsRising(offsets) ? new FrameTable(offsets) : null;
        }

        return null;
    }

    public long Start(int frame) => _offsets[frame];

    public long End(int frame) => frame + 1 < _offsets.Length ? _offsets[frame + 1] : long.MaxValue;

    // Beyond 4 GiB a basic table begins again at 0, and some writers fill it with zeros.
    private static bool IsRising(long[] offsets)
    {
        if (offsets.Length == 0 || offsets[0] != 0)
        {
            return false;
        }

        for (var frame = 1; frame < offsets.Length; frame++)
        {
            if (offsets[frame] <= offsets[frame - 1])
            {
                return false;
            }
        }

        return true;
    }
}
