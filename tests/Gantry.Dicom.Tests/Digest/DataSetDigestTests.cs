using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using FsCheck.Xunit;

namespace Gantry.Dicom.Tests;

public class DataSetDigestTests(ITestOutputHelper output)
{
    [Fact]
    public void The_text_has_a_line_for_each_element()
    {
        var bytes = new DataSetBytes()
            .Short(0x0008_0000, "UL", [4, 0, 0, 0])
            .Short(0x0008_0060, "CS", "CT"u8)
            .Long(0x0008_1140, "SQ", 0xFFFF_FFFF)
            .Item(0)
            .Item().Short(0x0008_1150, "UI", "1234"u8).Long(0x0008_1199, "SQ", 0).EndItem()
            .EndSequence()
            .Short(0x0010_0010, "PN", [])
            .Long(0x7FE0_0010, "OB", 0xFFFF_FFFF).Item(0).Item(2).Bytes(1, 2).EndSequence()
            .ToArray();

        string[] lines =
        [
            $"00080060 2 {Sha256("CT"u8)}",
            "00081140 SQ 2",
            $"00081140[1].00081150 4 {Sha256("1234"u8)}",
            "00081140[1].00081199 SQ 0",
            $"00100010 0 {Sha256([])}",
            "7FE00010 ENC 2",
            $"7FE00010#0 0 {Sha256([])}",
            $"7FE00010#1 2 {Sha256([1, 2])}",
        ];
        Assert.Equal(new DataSetDigest(6, Sha256(Encoding.ASCII.GetBytes(string.Join('\n', lines)))), DataSetDigest.Of(DataSetReader.Read(bytes, TransferSyntax.ExplicitVRLittleEndian)));
    }

    [Fact]
    public void Nothing_has_the_digest_of_an_empty_text() =>
        Assert.Equal(new DataSetDigest(0, Sha256([])), DataSetDigest.Of(DicomDataSet.Empty));

    [Property(Arbitrary = [typeof(DataSetGenerator)], MaxTest = 100)]
    public async Task<bool> A_file_has_the_digest_of_its_data_set_in_whatever_pieces_it_comes(DicomDataSet dataSet, byte size)
    {
        var meta = FileMetaInformation.Create(new Uid("2.25.1"), new Uid("2.25.2"), TransferSyntax.DeflatedExplicitVRLittleEndian);
        var file = new ArrayBufferWriter<byte>();
        DicomFile.Write(meta, dataSet, file);
        var expected = DataSetDigest.Of(dataSet);

        using var pieces = new PieceStream(file.WrittenMemory.ToArray(), (size % 37) + 1);
        return DataSetDigest.OfFile(file.WrittenMemory) == expected && await DataSetDigest.OfFileAsync(pieces) == expected;
    }

    [Fact]
    public void What_waits_for_the_end_of_a_sequence_is_in_proportion_to_its_bytes()
    {
        const int Depth = 60;
        var bytes = new DataSetBytes();
        for (var i = 0; i < Depth; i++)
        {
            bytes.Implicit(0x0008_1140, 0xFFFF_FFFF).Item();
        }

        for (var i = 0; i < 100_000; i++)
        {
            bytes.Implicit(0x0008_1150, 2).Bytes(0x31, 0x00);
        }

        for (var i = 0; i < Depth; i++)
        {
            bytes.EndItem().EndSequence();
        }

        var array = bytes.ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var digest = DataSetDigest.OfFile(array);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        output.WriteLine($"{allocated} bytes for {array.Length}");
        Assert.Equal(Depth + 100_000, digest.ElementCount);
        Assert.True(allocated < 32 * array.Length, $"{allocated} bytes for {array.Length}.");
    }

    [Fact]
    public async Task A_damaged_file_has_no_digest()
    {
        using var text = new MemoryStream("This is no DICOM file."u8.ToArray());
        await Assert.ThrowsAsync<DicomEncodingException>(async () => await DataSetDigest.OfFileAsync(text, TestContext.Current.CancellationToken));
        using var empty = new MemoryStream();
        await Assert.ThrowsAsync<DicomEncodingException>(async () => await DataSetDigest.OfFileAsync(empty, TestContext.Current.CancellationToken));

        var cut = new DataSetBytes().Short(0x0008_0060, "CS", "CT"u8).Long(0x7FE0_0010, "OB", 100, new byte[60]).ToArray();
        Assert.Equal(Tags.PixelData, Assert.Throws<DicomEncodingException>(() => DataSetDigest.OfFile(cut)).Tag);
    }

    private static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private sealed class PieceStream(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
    }
}
