using System.Buffers;
using System.IO.Compression;

namespace Gantry.Dicom.Tests;

public class HostileInputTests
{
    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(1_000_000, false)]
    public void Nesting_has_a_limit(int depth, bool isRead)
    {
        var bytes = new DataSetBytes();
        for (var i = 0; i < depth; i++)
        {
            bytes.Implicit(0x0008_1140, 0xFFFF_FFFF).Item();
        }

        for (var i = 0; i < depth; i++)
        {
            bytes.EndItem().EndSequence();
        }

        if (isRead)
        {
            Assert.Single(DataSetReader.Read(bytes.ToArray(), TransferSyntax.ImplicitVRLittleEndian));
        }
        else
        {
            var exception = Assert.Throws<DicomEncodingException>(() => DataSetReader.Read(bytes.ToArray(), TransferSyntax.ImplicitVRLittleEndian));
            Assert.Contains("64", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_million_empty_items_cost_little_each()
    {
        var bytes = new DataSetBytes().Long(0x0008_1140, "SQ", 0xFFFF_FFFF);
        for (var i = 0; i < 1_000_000; i++)
        {
            bytes.Item(0);
        }

        var array = bytes.EndSequence().ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var items = DataSetReader.Read(array, TransferSyntax.ExplicitVRLittleEndian).GetItems(Tags.ReferencedImageSequence);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(1_000_000, items.Length);
        Assert.True(allocated < 16 * array.Length, $"{allocated} bytes for {array.Length}.");
    }

    [Theory]
    [InlineData(0xC000_0000)]
    [InlineData(0x7FFF_FFF0)]
    [InlineData(0xFFFF_FFFE)]
    public void A_stated_length_allocates_nothing(uint length)
    {
        var bytes = new DataSetBytes().Long(0x7FE0_0010, "OB", length, new byte[100]).ToArray();
        var scanner = new DataSetScanner(TransferSyntax.ExplicitVRLittleEndian, new DataSetReaderOptions { MaximumBytes = long.MaxValue });
        var before = GC.GetAllocatedBytesForCurrentThread();
        var exception = Record.Exception(() =>
        {
            scanner.Scan(new ReadOnlySequence<byte>(bytes), isCompleted: false, out var consumed);
            scanner.Scan(new ReadOnlySequence<byte>(bytes, (int)consumed, bytes.Length - (int)consumed), isCompleted: true, out _);
        });
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.IsType<DicomEncodingException>(exception);
        Assert.True(allocated < 64 * 1024, $"{allocated} bytes.");
    }

    [Fact]
    public void What_is_longer_than_the_limit_is_refused_before_it_is_read()
    {
        var bytes = new DataSetBytes().Long(0x7FE0_0010, "OB", 2_000, new byte[2_000]).ToArray();

        Assert.Throws<DicomEncodingException>(() => DataSetReader.Read(bytes, TransferSyntax.ExplicitVRLittleEndian, new DataSetReaderOptions { MaximumBytes = 1_000 }));
    }

    [Fact]
    public void A_deflate_bomb_is_refused()
    {
        using var deflated = new MemoryStream();
        using (var deflate = new DeflateStream(deflated, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(new DataSetBytes().Long(0x7FE0_0010, "OB", 0x3FFF_FFFE).ToArray());
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 100; i++)
            {
                deflate.Write(zeros);
            }
        }

        var bySize = new DataSetReaderOptions { MaximumInflatedBytes = 1 << 20, MaximumValueBytes = 1_000 };
        var byRatio = new DataSetReaderOptions { MaximumValueBytes = 1_000 };
        Assert.Contains("limit", Assert.Throws<DicomEncodingException>(() => DataSetReader.Read(deflated.ToArray(), TransferSyntax.DeflatedExplicitVRLittleEndian, bySize)).Message, StringComparison.Ordinal);
        Assert.Contains("512 times", Assert.Throws<DicomEncodingException>(() => DataSetReader.Read(deflated.ToArray(), TransferSyntax.DeflatedExplicitVRLittleEndian, byRatio)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_bytes_are_refused_or_read_but_nothing_else()
    {
        var random = new Random(7);
        TransferSyntax[] syntaxes = [TransferSyntax.ImplicitVRLittleEndian, TransferSyntax.ExplicitVRLittleEndian, TransferSyntax.ExplicitVRBigEndian, TransferSyntax.DeflatedExplicitVRLittleEndian];
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = new byte[random.Next(80)];
            random.NextBytes(bytes);
            for (var i = 0; i < bytes.Length; i += 4)
            {
                bytes[i] = random.Next(3) == 0 ? (byte)random.Next(3) : bytes[i];
            }

            if (Record.Exception(() => DataSetReader.Read(bytes, syntaxes[round % 4])) is { } exception)
            {
                Assert.IsType<DicomEncodingException>(exception);
            }

            if (Record.Exception(() => DicomFile.Read(bytes)) is { } fileException)
            {
                Assert.IsType<DicomEncodingException>(fileException);
            }
        }
    }

    [Theory]
    [InlineData("SQ")]
    [InlineData("UN")]
    [InlineData("LO")]
    public void An_undefined_length_that_nothing_ends_is_refused(string vr)
    {
        // A short form has no undefined length: FFFFH is 65,535 bytes.
        var bytes = Vr.Parse(vr).IsLongForm
            ? new DataSetBytes().Long(0x0008_1140, vr, 0xFFFF_FFFF).Item().ToArray()
            : new DataSetBytes().Bytes(0x08, 0x00, 0x50, 0x00, (byte)vr[0], (byte)vr[1], 0xFF, 0xFF, 0x41, 0x42).ToArray();

        Assert.Throws<DicomEncodingException>(() => DataSetReader.Read(bytes, TransferSyntax.ExplicitVRLittleEndian));
    }

    [Fact]
    public void An_element_beyond_the_end_of_its_item_is_refused()
    {
        var bytes = new DataSetBytes()
            .Long(0x0008_1140, "SQ", 8 + 10)
            .Item(10).Short(0x0008_1150, "UI", "1234"u8)
            .Short(0x0010_0010, "PN", "ANON^ONE"u8)
            .ToArray();

        var exception = Assert.Throws<DicomEncodingException>(() => DataSetReader.Read(bytes, TransferSyntax.ExplicitVRLittleEndian));
        Assert.Equal(new Tag(0x0008_1150), exception.Tag);
        Assert.Equal(20, exception.Offset);
    }
}
