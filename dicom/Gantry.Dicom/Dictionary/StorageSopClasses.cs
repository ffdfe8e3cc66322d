using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Gantry.Dicom;

/// <summary>The SOP classes of the storage service classes (PS3.4 §B.5, §GG.3).</summary>
/// <remarks>Safe for concurrent use.</remarks>
public static class StorageSopClasses
{
    private static readonly Lazy<FrozenDictionary<Uid, StorageSopClass>> ByUid = new(() => All.ToFrozenDictionary(sopClass => sopClass.Uid));
    private static readonly Lazy<ImmutableArray<StorageSopClass>> InOrder = new(ReadAll);

    /// <summary>All of them, retired ones included, in ordinal order of the UIDs.</summary>
    public static ImmutableArray<StorageSopClass> All => InOrder.Value;

    /// <summary>True for a storage SOP class of the standard.</summary>
    public static bool Contains(Uid uid) => ByUid.Value.ContainsKey(uid);

    /// <summary>Looks a SOP class up.</summary>
    /// <returns>False where it is not a storage SOP class of the standard.</returns>
    public static bool TryGet(Uid uid, [NotNullWhen(true)] out StorageSopClass? sopClass) => ByUid.Value.TryGetValue(uid, out sopClass);

    private static ImmutableArray<StorageSopClass> ReadAll()
    {
        var all = ImmutableArray.CreateBuilder<StorageSopClass>(StorageSopClassData.Offsets.Length);
        foreach (var offset in StorageSopClassData.Offsets)
        {
            var fields = DataTable.Fields(StorageSopClassData.Text, offset, 8);
            var kind = Enum.Parse<StorageSopClassKind>(fields[4], ignoreCase: true);
            all.Add(new(Uid.OfValid(fields[0]), fields[1], fields[2], fields[3], kind, fields[5], fields[6] == "P", fields[7] == "R"));
        }

        return all.MoveToImmutable();
    }
}
