namespace Gantry.Tools.DictionaryGenerator;

/// <summary>The generated files of the dictionary.</summary>
public static class GeneratedSources
{
    /// <summary>File names and their texts, from the tables in a folder.</summary>
    public static IReadOnlyDictionary<string, string> Of(string tablesFolder)
    {
        var elements = ElementRow.ReadAll(Path.Combine(tablesFolder, "dictionary.csv"));
        var uids = UidRow.ReadAll(Path.Combine(tablesFolder, "uids.csv"));
        var contextGroups = UidRow.ReadAll(Path.Combine(tablesFolder, "uids-context-groups.csv"));
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Tags.g.cs"] = TagsSource.Write(elements),
            ["DictionaryData.g.cs"] = DictionaryDataSource.Write(elements),
            ["Uids.g.cs"] = UidsSource.Write(uids),
            ["UidData.g.cs"] = UidDataSource.Write([.. uids, .. contextGroups]),
            ["StorageSopClassData.g.cs"] = StorageSopClassDataSource.Write(Table.Read(Path.Combine(tablesFolder, "storage-sop-classes.csv"))),
            ["DeidentificationData.g.cs"] = DeidentificationDataSource.Write(Table.Read(Path.Combine(tablesFolder, "deidentification.csv"))),
        };
    }

    /// <summary>File names and their bytes, from the tables in a folder.</summary>
    public static IReadOnlyDictionary<string, byte[]> BinariesOf(string tablesFolder) => new Dictionary<string, byte[]>(StringComparer.Ordinal)
    {
        ["PrivateDictionary.g.bin"] = PrivateDictionarySource.Write(Table.Read(Path.Combine(tablesFolder, "private-dictionary.csv"))),
    };
}
