namespace Gantry.Dicom.Imaging;

/// <summary>Where everything is in an image: what stands before the files, the files one behind the other, and the padding.</summary>
internal sealed class IsoLayout
{
    private const uint SystemSectors = 16;
    private const uint PaddingSectors = 150; // drives read ahead, and take the end of the medium for a fault

    private IsoLayout(byte[] head, List<IsoNode> files, long length) => (Head, Files, Length) = (head, files, length);

    /// <summary>The bytes behind the last file.</summary>
    public static int PaddingBytes => (int)PaddingSectors * IsoSector.Bytes;

    /// <summary>Descriptors, path tables and folders: whole sectors.</summary>
    public byte[] Head { get; }

    /// <summary>The files in the order of their sectors. Empty ones are among them, and have none.</summary>
    public IReadOnlyList<IsoNode> Files { get; }

    /// <summary>The bytes of the image.</summary>
    public long Length { get; }

    /// <summary>The layout of a folder's image.</summary>
    /// <exception cref="IOException">The folder cannot be read, or has what an image cannot have.</exception>
    public static IsoLayout Of(string folder, string volume, DateTimeOffset at)
    {
        var root = IsoTree.Of(folder);
        var files = IsoTree.Files(root).ToList();
        var (plain, joliet) = (new IsoHierarchy(root, isJoliet: false, at), new IsoHierarchy(root, isJoliet: true, at));
        var end = Place(files, joliet.PlaceFolders(plain.PlaceFolders(joliet.PlaceTables(plain.PlaceTables(SystemSectors + 3))))) + PaddingSectors;

        using var head = new MemoryStream();
        head.Write(new byte[SystemSectors * IsoSector.Bytes]);
        head.Write(IsoDescriptor.Of(plain, isJoliet: false, volume, end, at));
        head.Write(IsoDescriptor.Of(joliet, isJoliet: true, volume, end, at));
        head.Write(IsoDescriptor.Terminator());
        plain.WriteTables(head);
        joliet.WriteTables(head);
        plain.WriteFolders(head);
        joliet.WriteFolders(head);
        return new IsoLayout(head.ToArray(), files, (long)end * IsoSector.Bytes);
    }

    private static uint Place(List<IsoNode> files, uint sector)
    {
        foreach (var file in files)
        {
            file.FileSector = file.Length == 0 ? 0 : sector;
            sector = checked(sector + IsoSector.Count(file.Length));
        }

        return sector;
    }
}
