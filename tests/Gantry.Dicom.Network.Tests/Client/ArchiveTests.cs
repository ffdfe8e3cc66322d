using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.IO.Compression;
using Gantry.Dicom.Network.Tests.Support;

namespace Gantry.Dicom.Network.Tests.Client;

/// <summary>ZIP archives as sources of instances, made by .NET's own writer and damaged by hand.</summary>
public sealed class ArchiveTests : IDisposable
{
    private const uint DirectorySignature = 0x0201_4B50;

    private readonly string _folder = Directory.CreateTempSubdirectory("gantry-archive-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, InlineData(CompressionLevel.NoCompression), InlineData(CompressionLevel.Optimal)]
    public async Task What_is_in_an_archive_is_sent_short_or_long_wherever_its_names_lead(CompressionLevel level)
    {
        var archive = Zip(level, ("a/1", File(1)), ("../../2.dcm", File(2)), ("/etc/3", File(3, 1_500_000)), ("C:\\4", File(4, 3_000_000)), ("empty/", []), ("DICOMDIR", File(5)));

        var (outcomes, received) = await StoreAsync(StoreSource.OfPath(archive));

        Assert.All(outcomes, outcome => Assert.Equal(StoreResult.Stored, outcome.Result));
        Assert.Equal(["2.25.1", "2.25.2", "2.25.3", "2.25.4"], received.Keys.Order());
        Assert.Equal($"{archive}!../../2.dcm", outcomes.Single(outcome => outcome.SopInstanceUid.Value == "2.25.2").Source.Name);
        Assert.All(received, one => Assert.True(File(int.Parse(one.Key[5..], null), one.Value.Length > 2_000_000 ? 3_000_000 : one.Value.Length > 1_000_000 ? 1_500_000 : 100).AsSpan().EndsWith(one.Value)));
        Assert.Equal([archive], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task Each_file_that_is_damaged_encrypted_or_no_instance_is_told_and_the_others_are_sent()
    {
        var archive = Zip(CompressionLevel.Optimal, ("1", File(1)), ("2", File(2)), ("3", File(3)), ("4", File(4)), ("5", File(5, 1_200_000)), ("6", new byte[500]), ("7", File(7)));
        Change(archive, 1, header => header[16]++); // another CRC
        Change(archive, 2, header => header[8] |= 1); // encrypted
        Change(archive, 3, header => header[10] = 14); // LZMA
        Change(archive, 4, header => header[16]++);

        var (outcomes, received) = await StoreAsync(StoreSource.OfPath(archive));

        Assert.Equal(["2.25.1", "2.25.7"], received.Keys.Order());
        var reasons = outcomes.Where(outcome => !outcome.IsStored).ToDictionary(outcome => outcome.Source.Name[^1], outcome => outcome.Message!);
        Assert.Equal(['2', '3', '4', '5', '6'], reasons.Keys.Order());
        Assert.StartsWith("It is damaged", reasons['2'], StringComparison.Ordinal);
        Assert.StartsWith("It is damaged", reasons['5'], StringComparison.Ordinal);
        Assert.Equal("It is encrypted.", reasons['3']);
        Assert.StartsWith("It is compressed by method 14", reasons['4'], StringComparison.Ordinal);
        Assert.StartsWith("Not a DICOM file", reasons['6'], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_longer_or_shorter_than_its_archive_says_is_not_sent()
    {
        var archive = Zip(CompressionLevel.Optimal, ("1", File(1, 50_000)), ("2", File(2, 50_000)));
        Change(archive, 0, header => BinaryPrimitives.WriteUInt32LittleEndian(header[24..], 10_000));
        Change(archive, 1, header => BinaryPrimitives.WriteUInt32LittleEndian(header[24..], 900_000));

        var (outcomes, received) = await StoreAsync(StoreSource.OfPath(archive));

        Assert.Empty(received);
        Assert.Equal(["It is longer than the archive says.", "It is damaged: these are not the bytes that were put into the archive."], outcomes.Select(outcome => outcome.Message));
    }

    // 3,000 entries that are all the same bytes of the archive, each a gigabyte of zeros, as it says.
    [Fact]
    public async Task A_bomb_is_read_no_further_than_a_multiple_of_its_length()
    {
        var archive = Zip(CompressionLevel.Optimal, [.. Enumerable.Range(0, 3_000).Select(i => ($"{i}", File(i)))]);
        for (var i = 0; i < 3_000; i++)
        {
            Change(archive, i, header => BinaryPrimitives.WriteUInt32LittleEndian(header[24..], 1_000_000_000));
        }

        var sources = StoreSource.OfArchive(archive).ToList();

        Assert.Equal(3_000, sources.Count);
        var (outcomes, _) = await StoreAsync(sources.TakeLast(10).ToAsyncEnumerable());
        Assert.All(outcomes, outcome => Assert.Contains("200 times as long", outcome.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lengths_that_do_not_fit_into_32_bits_are_read_from_where_they_stand()
    {
        var archive = Path.Combine(_folder, "large.zip");
        var file = File(1);
        await System.IO.File.WriteAllBytesAsync(archive, LargeZip(file), TestContext.Current.CancellationToken);

        var (_, received) = await StoreAsync(StoreSource.OfPath(archive));

        Assert.True(file.AsSpan().EndsWith(Assert.Single(received).Value));
    }

    [Fact]
    public async Task However_an_archive_is_cut_or_changed_nothing_but_a_reason_comes_of_it()
    {
        var whole = await System.IO.File.ReadAllBytesAsync(Zip(CompressionLevel.Optimal, ("1", File(1)), ("two", File(2))), TestContext.Current.CancellationToken);
        var random = new Random(7);
        var archive = Path.Combine(_folder, "changed.zip");
        for (var round = 0; round < 1_500; round++)
        {
            var bytes = round < 500 ? whole[..random.Next(4, whole.Length)] : (byte[])whole.Clone();
            for (var change = 0; round >= 500 && change < 3; change++)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            await System.IO.File.WriteAllBytesAsync(archive, bytes, TestContext.Current.CancellationToken);
            try
            {
                foreach (var source in StoreSource.OfArchive(archive).Take(100))
                {
                    (await source.OpenAsync(TestContext.Current.CancellationToken)).Dispose();
                }
            }
            catch (Exception exception) when (exception is IOException or DicomEncodingException)
            {
                // What it is told as.
            }
        }
    }

    [Fact]
    public async Task A_path_is_what_it_names()
    {
        var archive = Zip(CompressionLevel.Optimal, ("1", File(1)));
        await System.IO.File.WriteAllBytesAsync(Path.Combine(_folder, "2.dcm"), File(2), TestContext.Current.CancellationToken);
        await System.IO.File.WriteAllBytesAsync(Path.Combine(_folder, "dicomdir"), File(3), TestContext.Current.CancellationToken);

        Assert.Equal([$"{archive}!1"], await NamesAsync(archive));
        Assert.Equal([Path.Combine(_folder, "2.dcm")], await NamesAsync(Path.Combine(_folder, "2.dcm")));
        Assert.Equal([Path.Combine(_folder, "2.dcm"), archive], await NamesAsync(_folder));
        await Assert.ThrowsAsync<DicomEncodingException>(() => NamesAsync(Path.Combine(_folder, "dicomdir")));
        await Assert.ThrowsAsync<FileNotFoundException>(() => NamesAsync(Path.Combine(_folder, "absent")));

        static async Task<List<string>> NamesAsync(string path) => await StoreSource.OfPath(path).Select(source => source.Name).ToListAsync();
    }

    private static async Task<(List<StoreOutcome> Outcomes, ConcurrentDictionary<string, byte[]> Received)> StoreAsync(IAsyncEnumerable<StoreSource> sources)
    {
        var received = new ConcurrentDictionary<string, byte[]>();
        await using var peer = new ClientPeer
        {
            OnRequest = async (request, _, cancellationToken) =>
            {
                using var copy = new MemoryStream();
                await request.DataSet!.CopyToAsync(copy, cancellationToken);
                received[request.Command.SopInstanceUid.Value] = copy.ToArray();
                return DimseStatus.Success;
            },
        };
        await using var client = peer.CreateClient();
        var outcomes = new Outcomes();
        await client.StoreAsync(sources, new StoreOptions { MaximumAssociations = 1, Progress = outcomes }, TestContext.Current.CancellationToken);
        return ([.. outcomes.InOrder], received);
    }

    private static byte[] File(int number, int pixelBytes = 100)
    {
        var pixels = new byte[pixelBytes];
        new Random(number).NextBytes(pixels);
        return DicomFile.ToArray(
            new DicomDataSetBuilder().Set(Tags.SOPClassUID, Uids.CTImageStorage).Set(Tags.SOPInstanceUID, $"2.25.{number}").Set(Tags.PixelData, pixels, Vr.OW).Build(),
            TransferSyntax.ExplicitVRLittleEndian);
    }

    private string Zip(CompressionLevel level, params (string Name, byte[] Content)[] entries)
    {
        var path = Path.Combine(_folder, "archive.zip");
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, content) in entries)
        {
            using var entry = archive.CreateEntry(name, level).Open();
            entry.Write(content);
        }

        return path;
    }

    private delegate void HeaderChange(Span<byte> header);

    // Changes the header of an entry in the directory at the archive's end.
    private static void Change(string archive, int number, HeaderChange change)
    {
        var bytes = System.IO.File.ReadAllBytes(archive);
        var at = (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(bytes.Length - 6));
        for (; number > 0; number--)
        {
            at += 46 + bytes[at + 28] + (bytes[at + 29] << 8) + bytes[at + 30] + (bytes[at + 31] << 8) + bytes[at + 32] + (bytes[at + 33] << 8);
        }

        Assert.Equal(DirectorySignature, BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at)));
        change(bytes.AsSpan(at));
        System.IO.File.WriteAllBytes(archive, bytes);
    }

    // One file, stored, in an archive whose every number stands in its 64-bit place.
    private static byte[] LargeZip(byte[] file)
    {
        using var output = new MemoryStream();
        using var writer = new BinaryWriter(output);
        var crc = new Crc32();
        crc.Append(file);
        writer.Write(0x0403_4B50u);
        Write16(writer, 45, 0, 0, 0, 0);
        writer.Write(crc.Value);
        writer.Write(uint.MaxValue);
        writer.Write(uint.MaxValue);
        Write16(writer, 1, 0);
        writer.Write((byte)'1');
        writer.Write(file);
        var directory = output.Position;
        writer.Write(DirectorySignature);
        Write16(writer, 45, 45, 0, 0, 0, 0);
        writer.Write(crc.Value);
        writer.Write(uint.MaxValue);
        writer.Write(uint.MaxValue);
        Write16(writer, 1, 32, 0, 0, 0);
        writer.Write(0u);
        writer.Write(uint.MaxValue);
        writer.Write((byte)'1');
        Write16(writer, 0x5455, 0, 1, 24); // a field of another kind comes first
        writer.Write((long)file.Length);
        writer.Write((long)file.Length);
        writer.Write(0L);
        var end = output.Position;
        writer.Write(0x0606_4B50u);
        writer.Write(44L);
        Write16(writer, 45, 45);
        writer.Write(0L);
        writer.Write(1L);
        writer.Write(1L);
        writer.Write(end - directory);
        writer.Write(directory);
        writer.Write(0x0706_4B50u);
        writer.Write(0u);
        writer.Write(end);
        writer.Write(1u);
        writer.Write(0x0605_4B50u);
        Write16(writer, 0, 0, 0xFFFF, 0xFFFF);
        writer.Write(uint.MaxValue);
        writer.Write(uint.MaxValue);
        Write16(writer, 0);
        writer.Flush();
        return output.ToArray();
    }

    private static void Write16(BinaryWriter writer, params ReadOnlySpan<int> values)
    {
        foreach (var value in values)
        {
            writer.Write((ushort)value);
        }
    }
}
