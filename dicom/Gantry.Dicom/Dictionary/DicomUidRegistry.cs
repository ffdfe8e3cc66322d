using System.Diagnostics.CodeAnalysis;

namespace Gantry.Dicom;

/// <summary>The registry of UIDs (PS3.6 Annex A): name and type of each, context groups included.</summary>
/// <remarks>The table is read in place; nothing is built at start. Safe for concurrent use.</remarks>
public static class DicomUidRegistry
{
    /// <summary>All entries, in ordinal order of the UIDs.</summary>
    public static IEnumerable<DicomUidEntry> Entries
    {
        get
        {
            for (var i = 0; i < UidData.Offsets.Length; i++)
            {
                yield return EntryAt(i);
            }
        }
    }

    /// <summary>Looks a UID up.</summary>
    /// <returns>False where the standard does not define it.</returns>
    public static bool TryGet(Uid uid, [NotNullWhen(true)] out DicomUidEntry? entry)
    {
        var index = DataTable.Search(UidData.Text, UidData.Offsets, uid.Value);
        entry = index < 0 ? null : EntryAt(index);
        return entry is not null;
    }

    /// <summary>The name of a UID; the UID itself where the standard does not define it. For people to read.</summary>
    public static string GetName(Uid uid) => TryGet(uid, out var entry) ? entry.Name : uid.Value;

    private static DicomUidEntry EntryAt(int index)
    {
        var fields = DataTable.Fields(UidData.Text, UidData.Offsets[index], 5);
        return new(Uid.OfValid(fields[0]), fields[1], fields[2], fields[3], fields[4] == "R");
    }
}
