using System.Buffers.Binary;
using System.Text;

namespace Gantry.Dicom.Imaging;

/// <summary>One of the two trees of an image: by ISO 9660 names, or by Joliet's (ECMA-119 §9.1, §9.4).</summary>
internal sealed class IsoHierarchy
{
    private const int DotRecord = 34;
    private readonly bool _isJoliet;
    private readonly DateTimeOffset _at;
    private readonly List<IsoNode> _folders;
    private readonly Dictionary<IsoNode, (int Number, uint Sector, int Bytes)> _places = [];

    public IsoHierarchy(IsoNode root, bool isJoliet, DateTimeOffset at)
    {
        (_isJoliet, _at) = (isJoliet, at);
        _folders = IsoTree.Folders(root, Order);
        PathTableBytes = _folders.Sum(folder => EntryBytes(folder));
    }

    /// <summary>The bytes of a path table.</summary>
    public int PathTableBytes { get; }

    /// <summary>The sectors of a path table; there are two.</summary>
    public uint PathTableSectors => IsoSector.Count(PathTableBytes);

    /// <summary>The first sector of the table for little endian; the one for big endian follows.</summary>
    public uint PathTableSector { get; private set; }

    /// <summary>Says where the tables are.</summary>
    /// <returns>The sector behind them.</returns>
    public uint PlaceTables(uint sector)
    {
        PathTableSector = sector;
        return sector + (2 * PathTableSectors);
    }

    /// <summary>Says where the folders are.</summary>
    /// <returns>The sector behind them.</returns>
    public uint PlaceFolders(uint sector)
    {
        for (var i = 0; i < _folders.Count; i++)
        {
            var bytes = FolderBytes(_folders[i]);
            _places[_folders[i]] = (i + 1, sector, bytes);
            sector += IsoSector.Count(bytes);
        }

        return sector;
    }

    /// <summary>The record of the root, as a volume descriptor has it.</summary>
    public byte[] Root() => Record(_folders[0], [0]);

    /// <summary>Writes both path tables.</summary>
    public void WriteTables(Stream output)
    {
        output.Write(Table(isBigEndian: false));
        output.Write(Table(isBigEndian: true));
    }

    /// <summary>Writes the folders.</summary>
    public void WriteFolders(Stream output)
    {
        foreach (var folder in _folders)
        {
            var bytes = new byte[IsoSector.Bytes * (int)IsoSector.Count(_places[folder].Bytes)];
            var position = 0;
            foreach (var record in (IEnumerable<byte[]>)[Record(folder, [0]), Record(folder.Parent ?? folder, [1]), .. Records(folder)])
            {
                position = IsoSector.Fit(position, record.Length);
                record.CopyTo(bytes, position);
                position += record.Length;
            }

            output.Write(bytes);
        }
    }

    private IEnumerable<byte[]> Records(IsoNode folder) => IsoTree.Sorted(folder, Order).Select(child => Record(child, NameOf(child)));

    // No record crosses the border of a sector (ECMA-119 §6.8.1.1).
    private int FolderBytes(IsoNode folder)
    {
        var position = 2 * DotRecord;
        foreach (var child in IsoTree.Sorted(folder, Order))
        {
            var length = RecordBytes(NameOf(child).Length);
            position = IsoSector.Fit(position, length) + length;
        }

        return (int)IsoSector.Count(position) * IsoSector.Bytes;
    }

    private byte[] Record(IsoNode node, byte[] name)
    {
        var record = new byte[RecordBytes(name.Length)];
        var (sector, length) = node.IsFolder ? (_places[node].Sector, (uint)_places[node].Bytes) : (node.FileSector, (uint)node.Length);
        record[0] = (byte)record.Length;
        IsoSector.Both(record.AsSpan(2), sector);
        IsoSector.Both(record.AsSpan(10), length);
        ((byte[])[
            (byte)(_at.Year - 1900), (byte)_at.Month, (byte)_at.Day, (byte)_at.Hour, (byte)_at.Minute, (byte)_at.Second,
            (byte)(sbyte)(_at.Offset.TotalMinutes / 15)]).CopyTo(record.AsSpan(18));
        record[25] = (byte)(node.IsFolder ? 2 : 0);
        IsoSector.Both(record.AsSpan(28), (ushort)1);
        record[32] = (byte)name.Length;
        name.CopyTo(record.AsSpan(33));
        return record;
    }

    private byte[] Table(bool isBigEndian)
    {
        var table = new byte[PathTableSectors * IsoSector.Bytes];
        var position = 0;
        foreach (var folder in _folders)
        {
            var name = folder.Parent is null ? [0] : NameOf(folder);
            var entry = table.AsSpan(position);
            var (sector, parent) = (_places[folder].Sector, (ushort)_places[folder.Parent ?? folder].Number);
            entry[0] = (byte)name.Length;
            if (isBigEndian)
            {
                BinaryPrimitives.WriteUInt32BigEndian(entry[2..], sector);
                BinaryPrimitives.WriteUInt16BigEndian(entry[6..], parent);
            }
            else
            {
                BinaryPrimitives.WriteUInt32LittleEndian(entry[2..], sector);
                BinaryPrimitives.WriteUInt16LittleEndian(entry[6..], parent);
            }

            name.CopyTo(entry[8..]);
            position += EntryBytes(folder);
        }

        return table;
    }

    private int EntryBytes(IsoNode folder) => IsoSector.Even(8 + (folder.Parent is null ? 1 : NameOf(folder).Length));

    private static int RecordBytes(int name) => IsoSector.Even(33 + name);

    private byte[] NameOf(IsoNode node) => _isJoliet
        ? Encoding.BigEndianUnicode.GetBytes(node.IsFolder ? node.Name : node.Name + ";1")
        : Encoding.ASCII.GetBytes(node.IsFolder ? node.Identifier : node.Identifier + ";1");

    private int Order(IsoNode left, IsoNode right) => string.CompareOrdinal(_isJoliet ? left.Name : left.Identifier, _isJoliet ? right.Name : right.Identifier);
}
