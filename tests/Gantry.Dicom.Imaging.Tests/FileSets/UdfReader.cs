using System.Buffers.Binary;
using System.Text;

namespace Gantry.Dicom.Imaging.Tests;

/// <summary>Reads the UDF of an image by its own structures alone (ECMA-167 parts 3 and 4, UDF 1.02): anchor, volume descriptors, file set, file entries, directories.</summary>
internal sealed class UdfReader
{
    private const int Sector = 2_048, AnchorSector = 256;
    private readonly Stream _image;
    private readonly long _partition;

    public UdfReader(Stream image)
    {
        _image = image;
        var anchor = Descriptor(AnchorSector, 2);
        var (sectors, first) = (Number(anchor, 16) / Sector, Number(anchor, 20));
        byte[]? volume = null;
        for (var sector = first; sector < first + sectors; sector++)
        {
            var descriptor = Read((long)sector * Sector, Sector);
            switch (BinaryPrimitives.ReadUInt16LittleEndian(descriptor))
            {
                case 5:
                    _partition = Number(descriptor, 188);
                    break;
                case 6:
                    volume = descriptor;
                    break;
                case 8:
                    sector = first + sectors;
                    break;
            }
        }

        Assert.NotNull(volume);
        Assert.Equal((uint)Sector, Number(volume, 212));
        var fileSet = Descriptor(_partition + Number(volume, 252), 256);
        Fill("", Number(fileSet, 404));
    }

    /// <summary>The files by their paths: where their bytes are.</summary>
    public Dictionary<string, List<(long Offset, long Length)>> Files { get; } = [];

    /// <summary>The names of the volume recognition sequence (ECMA-167 2/8.3).</summary>
    public static List<string> Recognition(Stream image)
    {
        var names = new List<string>();
        for (var sector = 16; sector < 32; sector++)
        {
            image.Position = ((long)sector * Sector) + 1;
            var name = new byte[5];
            image.ReadExactly(name);
            names.Add(Encoding.ASCII.GetString(name));
        }

        return names;
    }

    public long LengthOf(string path) => Files[path].Sum(extent => extent.Length);

    public byte[] Bytes(string path) => [.. Files[path].SelectMany(extent => Read(extent.Offset, (int)extent.Length))];

    private void Fill(string above, uint block)
    {
        var entries = Entry(block).SelectMany(extent => Read(extent.Offset, (int)extent.Length)).ToArray();
        for (var at = 0; at < entries.Length;)
        {
            var entry = entries.AsSpan(at);
            Assert.Equal(257, BinaryPrimitives.ReadUInt16LittleEndian(entry));
            var (characteristics, nameLength, useLength) = (entry[18], entry[19], BinaryPrimitives.ReadUInt16LittleEndian(entry[36..]));
            if ((characteristics & 0x08) == 0) // not the folder above
            {
                var name = entry.Slice(38 + useLength, nameLength);
                var path = above + (name[0] == 16 ? Encoding.BigEndianUnicode : Encoding.Latin1).GetString(name[1..]);
                var of = BinaryPrimitives.ReadUInt32LittleEndian(entry[24..]);
                if ((characteristics & 0x02) != 0)
                {
                    Fill(path + "/", of);
                }
                else
                {
                    Files.Add(path, Entry(of));
                }
            }

            at += (38 + useLength + nameLength + 3) / 4 * 4;
        }
    }

    private List<(long Offset, long Length)> Entry(uint block)
    {
        var at = (_partition + block) * Sector;
        var entry = Descriptor(_partition + block, 261);
        var (length, attributes, allocations) = (BinaryPrimitives.ReadInt64LittleEndian(entry.AsSpan(56)), Number(entry, 168), Number(entry, 172));
        var start = (int)(176 + attributes);
        if ((entry[34] & 7) == 3)
        {
            return [(at + start, length)];
        }

        Assert.Equal(0, entry[34] & 7); // short allocation descriptors
        var extents = new List<(long, long)>();
        for (var i = start; i < start + allocations; i += 8)
        {
            extents.Add(((_partition + Number(entry, i + 4)) * Sector, Number(entry, i) & 0x3FFF_FFFF));
        }

        Assert.Equal(length, extents.Sum(extent => extent.Item2));
        return extents;
    }

    private byte[] Descriptor(long sector, ushort tag)
    {
        var descriptor = Read(sector * Sector, Sector);
        Assert.Equal(tag, BinaryPrimitives.ReadUInt16LittleEndian(descriptor));
        Assert.Equal(descriptor[4], (byte)descriptor.Take(16).Where((_, index) => index != 4).Sum(one => one));
        return descriptor;
    }

    private byte[] Read(long offset, int length)
    {
        var bytes = new byte[length];
        _image.Position = offset;
        _image.ReadExactly(bytes);
        return bytes;
    }

    private static uint Number(byte[] descriptor, int at) => BinaryPrimitives.ReadUInt32LittleEndian(descriptor.AsSpan(at));
}
