using System.Buffers.Binary;

namespace Gantry.Dicom.Imaging;

/// <summary>Segmented palettes (PS3.3 §C.7.9.2): 0 entries as they are, 1 a line to a value, 2 earlier segments again.</summary>
internal static class PaletteSegments
{
    /// <summary>The entries; null where the segments do not make so many.</summary>
    public static ushort[]? Expand(DicomBytes data, int count)
    {
        var words = new ushort[data.Value.Length / 2];
        for (var index = 0; index < words.Length; index++)
        {
            var word = data.Value.Span[(2 * index)..];
            words[index] = data.IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(word) : BinaryPrimitives.ReadUInt16LittleEndian(word);
        }

        var entries = new List<ushort>(count);
        var at = 0;
        while (at < words.Length && TryExpand(words, ref at, entries, count, mayRepeat: true))
        {
        }

        return entries.Count == count ? [.. entries] : null;
    }

    // False at the end, and where what follows is no segment.
    private static bool TryExpand(ushort[] words, ref int at, List<ushort> entries, int most, bool mayRepeat)
    {
        if (at + 2 > words.Length)
        {
            return false;
        }

        var (operation, length) = (words[at], (int)words[at + 1]);
        at += 2;
        switch (operation)
        {
            case 0 when at + length <= words.Length && entries.Count + length <= most:
                entries.AddRange(words.AsSpan(at, length));
                at += length;
                return true;
            case 1 when at < words.Length && entries.Count > 0 && entries.Count + length <= most:
                int from = entries[^1], to = words[at++];
                for (var step = 1; step <= length; step++)
                {
                    entries.Add((ushort)(from + (int)Math.Round((to - from) * (double)step / length)));
                }

                return true;
            case 2 when mayRepeat && at + 2 <= words.Length:
                var offset = (words[at] | (words[at + 1] << 16)) / 2;
                at += 2;
                for (; length > 0; length--)
                {
                    if (offset < 0 || !TryExpand(words, ref offset, entries, most, mayRepeat: false))
                    {
                        return false;
                    }
                }

                return true;
            default:
                return false;
        }
    }
}
