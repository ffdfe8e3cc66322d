using System.Diagnostics.CodeAnalysis;

namespace Gantry.Dicom;

/// <summary>The data dictionary (PS3.6): elements by tag and by keyword.</summary>
/// <remarks>The table's texts are read in place, nothing is built at start. Safe for concurrent use.</remarks>
public static class DicomDictionary
{
    // Copies, 30 KB: until code is optimized, each use of the generated spans would make objects, and these two are used for every element.
    private static readonly uint[] SortedTags = [.. DictionaryData.Tags];
    private static readonly ushort[] Vrs = [.. DictionaryData.Vrs];

    /// <summary>The number of entries, a repeating group counted once.</summary>
    public static int Count => DictionaryData.Tags.Length;

    /// <summary>All entries in tag order, those of repeating groups last.</summary>
    public static IEnumerable<DicomDictionaryEntry> Entries
    {
        get
        {
            for (var i = 0; i < Count; i++)
            {
                yield return EntryAt(i, new Tag(DictionaryData.Tags[i]));
            }
        }
    }

    /// <summary>Looks up an element of the standard; repeating groups such as (60xx,3000) are known.</summary>
    /// <returns>False for private elements and for tags that the standard does not define.</returns>
    public static bool TryGet(Tag tag, [NotNullWhen(true)] out DicomDictionaryEntry? entry)
    {
        var index = IndexOf(tag);
        entry = index < 0 ? null : EntryAt(index, tag);
        return entry is not null;
    }

    /// <summary>Looks up an element by its keyword, letter for letter.</summary>
    /// <returns>False where there is no such keyword.</returns>
    public static bool TryGet(ReadOnlySpan<char> keyword, [NotNullWhen(true)] out DicomDictionaryEntry? entry)
    {
        var index = IndexOf(keyword);
        entry = index < 0 ? null : EntryAt(index, new Tag(DictionaryData.Tags[index]));
        return entry is not null;
    }

    /// <summary>The tag of a keyword; for a repeating group that of its first group.</summary>
    /// <returns>False where there is no such keyword.</returns>
    public static bool TryGetTag(ReadOnlySpan<char> keyword, out Tag tag)
    {
        var index = IndexOf(keyword);
        tag = index < 0 ? default : new Tag(DictionaryData.Tags[index]);
        return index >= 0;
    }

    /// <summary>The keyword of a tag; empty for private elements and unknown tags.</summary>
    public static string GetKeyword(Tag tag) => TryGet(tag, out var entry) ? entry.Keyword : "";

    /// <summary>
    /// The VR of a tag without the help of its data set: that of PS3.6; of several OW before OB and US before SS; LO for the creator of a
    /// private block, UL for a group length, UN for all that is not known.
    /// </summary>
    public static Vr GetVr(Tag tag) => GetChoice(tag) switch
    {
        VrChoice.OBorOW or VrChoice.USorOW or VrChoice.USorSSorOW => Vr.OW,
        VrChoice.USorSS => Vr.US,
        VrChoice.None => Vr.UN,
        var single => new Vr((ushort)single),
    };

    /// <summary>The VR of a tag, or which choice of VRs it has.</summary>
    internal static VrChoice GetChoice(Tag tag)
    {
        if (tag.IsPrivate)
        {
            return (VrChoice)(tag.IsPrivateCreator ? Vr.LO : tag.IsGroupLength ? Vr.UL : Vr.UN).Code;
        }

        var index = IndexOf(tag);
        return index >= 0 ? (VrChoice)Vrs[index] : tag.IsGroupLength ? (VrChoice)Vr.UL.Code : VrChoice.None;
    }

    private static int IndexOf(Tag tag)
    {
        if (tag.IsPrivate)
        {
            return -1;
        }

        var tags = SortedTags;
        int low = 0, high = DictionaryData.ExactCount - 1; // the framework's search makes an object of what it looks for
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (tags[middle] == tag.Value)
            {
                return middle;
            }

            if (tags[middle] < tag.Value)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        if (tag.IsGroupLength || tag.Group is not (0x0020 or 0x0028 or 0x1000 or 0x1010 or (>= 0x5000 and <= 0x50FF) or (>= 0x6000 and <= 0x60FF) or (>= 0x7F00 and <= 0x7FFF)))
        {
            return -1;
        }

        var masks = DictionaryData.RepeatingMasks;
        for (var i = 0; i < masks.Length; i++)
        {
            if (((tag.Value ^ tags[DictionaryData.ExactCount + i]) & masks[i]) == 0)
            {
                return DictionaryData.ExactCount + i;
            }
        }

        return -1;
    }

    private static int IndexOf(ReadOnlySpan<char> keyword)
    {
        var order = DictionaryData.ByKeyword;
        int low = 0, high = order.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var comparison = DataTable.Compare(DataTable.First(DictionaryData.Text[DictionaryData.Offsets[order[middle]]..]), keyword);
            if (comparison == 0)
            {
                return order[middle];
            }

            if (comparison < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return -1;
    }

    private static DicomDictionaryEntry EntryAt(int index, Tag tag)
    {
        var fields = DataTable.Fields(DictionaryData.Text, DictionaryData.Offsets[index], 5);
        return new(tag, fields[0], fields[1], fields[2].Length == 0 ? [] : [.. fields[2].Split(" or ").Select(Vr.Parse)], fields[3], fields[4] == "R");
    }
}
