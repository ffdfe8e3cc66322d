namespace Gantry.Dicom.Imaging;

/// <summary>The files and folders of a folder, as an image has them.</summary>
internal static class IsoTree
{
    private const int MaximumDepth = 8; // ECMA-119 §6.8.2.1, the root included

    /// <summary>Reads a folder and all below it; the same folder gives the same tree.</summary>
    /// <exception cref="IOException">It cannot be read, is too deep, or has a file or a name that an image cannot have.</exception>
    public static IsoNode Of(string folder)
    {
        var root = new IsoNode { Name = "", Children = [] };
        Fill(root, new DirectoryInfo(folder), 1);
        return root;
    }

    /// <summary>All folders, each level in the order of a path table (ECMA-119 §6.9.1).</summary>
    public static List<IsoNode> Folders(IsoNode root, Comparison<IsoNode> order)
    {
        var folders = new List<IsoNode> { root };
        for (var i = 0; i < folders.Count; i++)
        {
            folders.AddRange(Sorted(folders[i], order).Where(child => child.IsFolder));
        }

        return folders;
    }

    /// <summary>All files.</summary>
    public static IEnumerable<IsoNode> Files(IsoNode root) =>
        Folders(root, static (left, right) => string.CompareOrdinal(left.Identifier, right.Identifier)).SelectMany(folder => folder.Children!.Where(child => !child.IsFolder));

    /// <summary>What is in a folder, in order.</summary>
    public static IEnumerable<IsoNode> Sorted(IsoNode folder, Comparison<IsoNode> order) => folder.Children!.Order(Comparer<IsoNode>.Create(order));

    private static void Fill(IsoNode node, DirectoryInfo folder, int depth)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var entries = folder.EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal).ToList();

        // What has a name of level 1 keeps it, whatever comes before it.
        foreach (var entry in entries.OrderBy(entry => IsoNames.Unique(entry.Name, entry is DirectoryInfo, []).TrimEnd('.') == entry.Name ? 0 : 1))
        {
            if (entry.LinkTarget is not null)
            {
                throw new IOException($"{entry.FullName} is a link, which an image cannot have.");
            }

            var identifier = IsoNames.Unique(entry.Name, entry is DirectoryInfo, taken);
            var name = IsoNames.Joliet(entry.Name);
            if (entry is DirectoryInfo below)
            {
                if (depth == MaximumDepth)
                {
                    throw new IOException($"{entry.FullName} is more than {MaximumDepth} folders deep.");
                }

                var child = new IsoNode { Name = name, Identifier = identifier, Parent = node, Children = [] };
                node.Children!.Add(child);
                Fill(child, below, depth + 1);
            }
            else
            {
                node.Children!.Add(new IsoNode { Name = name, Identifier = identifier, Parent = node, Source = entry.FullName, Length = Checked((FileInfo)entry) });
            }
        }
    }

    private static long Checked(FileInfo file) => file.Length <= uint.MaxValue
        ? file.Length
        : throw new IOException($"{file.FullName} is {file.Length} bytes, more than the 4 GiB that a file may have on a disc.");
}
