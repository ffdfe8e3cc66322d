using System.Buffers.Binary;

namespace Gantry.Dicom.Imaging.Tests;

public sealed class PixelDataTests : IDisposable
{
    private static readonly TransferSyntax Rle = new(Uids.RLELossless);
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"gantry-pixels-{Guid.NewGuid():N}.dcm");

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Native_frames_are_found_in_both_byte_orders(bool isBigEndian)
    {
        var bytes = new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 };
        var dataSet = Described(rows: 1, columns: 3, bits: 16, frames: 2).Set(new DicomBytes(Tags.PixelData, Vr.OW, bytes, isBigEndian)).Build();
        using var pixels = PixelData.Of(dataSet, isBigEndian ? TransferSyntax.ExplicitVRBigEndian : TransferSyntax.ExplicitVRLittleEndian);

        Assert.Equal(isBigEndian ? [8, 7, 10, 9, 12, 11] : [7, 8, 9, 10, 11, 12], pixels.Decode(2, PixelCodecs.BuiltIn).Samples.ToArray());
    }

    [Fact]
    public void Bytes_in_big_endian_words_are_found_where_frames_begin_within_a_word()
    {
        // 1 2 3 | 4 5 6, in words of two bytes each of which is swapped
        var dataSet = Described(rows: 1, columns: 3, bits: 8, frames: 2).Set(new DicomBytes(Tags.PixelData, Vr.OW, new byte[] { 2, 1, 4, 3, 6, 5 }, isBigEndian: true)).Build();
        using var pixels = PixelData.Of(dataSet, TransferSyntax.ExplicitVRBigEndian);

        Assert.Equal([1, 2, 3], pixels.ReadStored(1).ToArray());
        Assert.Equal([4, 5, 6], pixels.ReadStored(2).ToArray());
    }

    [Fact]
    public void Frames_of_single_bits_begin_anywhere_in_a_byte()
    {
        // 5 pixels a frame: 10101 | 01110 | 11111, the first in the least significant bit
        var dataSet = Described(rows: 1, columns: 5, bits: 1, frames: 3).Set(new DicomBytes(Tags.PixelData, Vr.OB, new byte[] { 0b1101_0101, 0b0111_1101 })).Build();
        using var pixels = PixelData.Of(dataSet, TransferSyntax.ExplicitVRLittleEndian);

        Assert.Equal([0b10101], pixels.ReadStored(1).ToArray());
        Assert.Equal([0b01110], pixels.ReadStored(2).ToArray());
        Assert.Equal([0b11111], pixels.ReadStored(3).ToArray());
    }

    [Fact]
    public void Planes_become_pixels_and_shared_chrominances_are_repeated()
    {
        var planes = Described(rows: 1, columns: 2, bits: 8, frames: 1).Set(Tags.SamplesPerPixel, 3).Set(Tags.PhotometricInterpretation, "RGB").Set(Tags.PlanarConfiguration, 1)
            .Set(new DicomBytes(Tags.PixelData, Vr.OB, new byte[] { 1, 2, 3, 4, 5, 6 })).Build();
        using var rgb = PixelData.Of(planes, TransferSyntax.ExplicitVRLittleEndian);
        Assert.Equal([1, 3, 5, 2, 4, 6], rgb.Decode(1, PixelCodecs.BuiltIn).Samples.ToArray());

        var shared = Described(rows: 1, columns: 2, bits: 8, frames: 1).Set(Tags.SamplesPerPixel, 3).Set(Tags.PhotometricInterpretation, "YBR_FULL_422").Set(Tags.PlanarConfiguration, 0)
            .Set(new DicomBytes(Tags.PixelData, Vr.OB, new byte[] { 10, 20, 30, 40 })).Build();
        using var ybr = PixelData.Of(shared, TransferSyntax.ExplicitVRLittleEndian);
        var decoded = ybr.Decode(1, PixelCodecs.BuiltIn);
        Assert.Equal([10, 30, 40, 20, 30, 40], decoded.Samples.ToArray());
        Assert.Equal(PhotometricInterpretation.YbrFull, decoded.Description.PhotometricInterpretation);
    }

    public static TheoryData<string> Habits => ["one fragment a frame", "two fragments a frame, basic table", "two fragments a frame, extended table", "two fragments a frame, a table of zeros", "two fragments a frame, no table"];

    [Theory]
    [MemberData(nameof(Habits))]
    public void Each_habit_of_fragments_gives_the_frames_in_memory_and_of_a_file(string habit)
    {
        var frames = Enumerable.Range(0, 3).Select(frame => (byte[])[0xFF, 0xD8, 0xFF, (byte)frame, .. Enumerable.Repeat((byte)frame, 2 + (2 * frame))]).ToArray();
        var fragments = habit.StartsWith("one", StringComparison.Ordinal) ? frames : [.. frames.SelectMany(frame => (byte[][])[frame[..4], frame[4..]])];
        long[] offsets = [0, 22, 46];
        var basic = habit.Contains("basic", StringComparison.Ordinal) ? offsets.SelectMany(offset => BitConverter.GetBytes((uint)offset)).ToArray()
            : habit.Contains("zeros", StringComparison.Ordinal) ? new byte[12] : [];
        var builder = Described(rows: 4, columns: 4, bits: 8, frames: 3)
            .Set(Tags.SOPClassUID, Uids.SecondaryCaptureImageStorage).Set(Tags.SOPInstanceUID, new Uid("2.25.1"))
            .Set(new DicomFragments(Tags.PixelData, Vr.OB, basic, [.. fragments.Select(fragment => (ReadOnlyMemory<byte>)fragment)]));
        if (habit.Contains("extended", StringComparison.Ordinal))
        {
            builder.Set(Tags.ExtendedOffsetTable, offsets.SelectMany(BitConverter.GetBytes).ToArray(), Vr.OV);
        }

        var dataSet = builder.Build();
        File.WriteAllBytes(_path, DicomFile.ToArray(dataSet, Rle));
        using var inMemory = PixelData.Of(dataSet, Rle);
        var stored = DicomFile.Open(_path, new DataSetReaderOptions { MaximumValueBytes = 4 });
        using var inFile = PixelData.OfFile(_path, DicomFile.Open(_path), Assert.Single(stored.Reading.Skipped, skipped => skipped.Tag == Tags.PixelData));

        foreach (var frame in (int[])[3, 1, 2])
        {
            Assert.Equal(frames[frame - 1], inMemory.ReadStored(frame).ToArray());
            Assert.Equal(frames[frame - 1], inFile.ReadStored(frame).ToArray());
        }
    }

    [Fact]
    public void A_frame_of_a_large_file_is_read_without_the_others()
    {
        const int FrameBytes = 1 << 20;
        var bytes = new byte[12 * FrameBytes];
        for (var frame = 0; frame < 12; frame++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(frame * FrameBytes), frame + 1);
        }

        var dataSet = Described(rows: 1024, columns: 1024, bits: 8, frames: 12).Set(Tags.SOPClassUID, Uids.SecondaryCaptureImageStorage).Set(Tags.SOPInstanceUID, new Uid("2.25.1"))
            .Set(new DicomBytes(Tags.PixelData, Vr.OB, bytes)).Build();
        File.WriteAllBytes(_path, DicomFile.ToArray(dataSet, TransferSyntax.ExplicitVRLittleEndian));

        using var pixels = PixelData.Open(_path);
        Assert.False(pixels.DataSet.Contains(Tags.PixelData));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(11, BinaryPrimitives.ReadInt32LittleEndian(pixels.ReadStored(11).Span));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, FrameBytes, FrameBytes + 100_000);
    }

    [Fact]
    public void What_is_not_there_is_said()
    {
        var tooShort = Described(rows: 2, columns: 2, bits: 16, frames: 2).Set(new DicomBytes(Tags.PixelData, Vr.OW, new byte[12])).Build();
        using var pixels = PixelData.Of(tooShort, TransferSyntax.ExplicitVRLittleEndian);

        Assert.Equal(8, pixels.ReadStored(1).Length);
        Assert.Contains("16", Assert.Throws<PixelDataException>(() => pixels.ReadStored(2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => pixels.ReadStored(3));
        Assert.Throws<PixelDataException>(() => PixelData.Of(DicomDataSet.Empty, TransferSyntax.ExplicitVRLittleEndian));
        Assert.Throws<PixelDataException>(() => PixelData.Of(new DicomDataSetBuilder().Set(new DicomBytes(Tags.PixelData, Vr.OW, new byte[12])).Build(), TransferSyntax.ExplicitVRLittleEndian));
        using var unknown = PixelData.Of(
            Described(2, 2, 8, 1).Set(new DicomFragments(Tags.PixelData, Vr.OB, default, [new byte[4]])).Build(), new TransferSyntax(new Uid("1.2.840.10008.1.2.4.100")));
        Assert.Contains("1.2.840.10008.1.2.4.100", Assert.Throws<PixelDataException>(() => unknown.Decode(1, PixelCodecs.BuiltIn)).Message, StringComparison.Ordinal);
    }

    internal static DicomDataSetBuilder Described(int rows, int columns, int bits, int frames) => new DicomDataSetBuilder()
        .Set(Tags.Rows, rows).Set(Tags.Columns, columns).Set(Tags.SamplesPerPixel, 1).Set(Tags.PhotometricInterpretation, "MONOCHROME2")
        .Set(Tags.BitsAllocated, bits).Set(Tags.BitsStored, bits).Set(Tags.HighBit, bits - 1).Set(Tags.PixelRepresentation, 0).Set(Tags.NumberOfFrames, frames);
}
