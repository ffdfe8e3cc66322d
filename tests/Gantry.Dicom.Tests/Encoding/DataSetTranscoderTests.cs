using System.IO.Pipelines;

namespace Gantry.Dicom.Tests;

public class DataSetTranscoderTests
{
    private static readonly TransferSyntax Implicit = TransferSyntax.ImplicitVRLittleEndian;
    private static readonly TransferSyntax Explicit = TransferSyntax.ExplicitVRLittleEndian;
    private static readonly TransferSyntax BigEndian = TransferSyntax.ExplicitVRBigEndian;
    private static readonly TransferSyntax Jpeg = new(new Uid("1.2.840.10008.1.2.4.70"));

    [Fact]
    public async Task Implicit_elements_get_the_representations_of_the_dictionary()
    {
        var source = new DataSetBytes()
            .Implicit(0x0008_0016, 4, "1.2\0"u8)
            .Implicit(0x0009_0010, 4, "ACME"u8)
            .Implicit(0x0009_1001, 2, 1, 2)
            .Implicit(0x0028_0103, 2, 1, 0)
            .Implicit(0x0028_0106, 2, 0xFF, 0xFF)
            .Implicit(0x0028_3010, 0xFFFF_FFFF).Item()
            .Implicit(0x0028_3002, 6, 1, 0, 0xFE, 0xFF, 16, 0)
            .Implicit(0x0028_3006, 2, 3, 4)
            .EndItem().EndSequence()
            .Implicit(0x4321_1234, 2, 5, 6)
            .Implicit(0x7FE0_0008, 4, 1, 2, 3, 4)
            .Implicit(0x7FE0_0009, 8, 1, 2, 3, 4, 5, 6, 7, 8)
            .Implicit(0x7FE0_0010, 2, 7, 8)
            .ToArray();
        var expected = new DataSetBytes()
            .Short(0x0008_0016, "UI", "1.2\0"u8)
            .Short(0x0009_0010, "LO", "ACME"u8)
            .Long(0x0009_1001, "UN", 2, 1, 2)
            .Short(0x0028_0103, "US", 1, 0)
            .Short(0x0028_0106, "SS", 0xFF, 0xFF)
            .Long(0x0028_3010, "SQ", 0xFFFF_FFFF).Item()
            .Short(0x0028_3002, "SS", 1, 0, 0xFE, 0xFF, 16, 0)
            .Long(0x0028_3006, "OW", 2, 3, 4)
            .EndItem().EndSequence()
            .Long(0x4321_1234, "UN", 2, 5, 6)
            .Long(0x7FE0_0008, "OF", 4, 1, 2, 3, 4)
            .Long(0x7FE0_0009, "OD", 8, 1, 2, 3, 4, 5, 6, 7, 8)
            .Long(0x7FE0_0010, "OW", 2, 7, 8)
            .ToArray();

        Assert.Equal(expected, await Transcoding.ConvertAsync(source, Implicit, Explicit));
    }

    [Fact]
    public async Task Unsigned_pixels_make_the_choice_unsigned_again_after_an_item_that_is_signed()
    {
        var source = new DataSetBytes()
            .Implicit(0x0028_0103, 2, 0, 0)
            .Implicit(0x0088_0200, 28).Item(20)
            .Implicit(0x0028_0103, 2, 1, 0)
            .Implicit(0x0028_0106, 2, 0xFF, 0xFF)
            .Implicit(0x0028_0106, 2, 0xFF, 0xFF)
            .ToArray();

        var converted = DataSetReader.Read(await Transcoding.ConvertAsync(source, Implicit, Explicit), Explicit);

        Assert.Equal(Vr.SS, converted.GetItems(Tags.IconImageSequence)[0][Tags.SmallestImagePixelValue]!.Vr);
        Assert.Equal(Vr.US, converted[Tags.SmallestImagePixelValue]!.Vr);
    }

    [Fact]
    public async Task Sequences_of_every_form_end_where_they_ended()
    {
        var source = new DataSetBytes()
            .Long(0x0008_1110, "SQ", 8).Item(0)
            .Long(0x0008_1115, "SQ", 0xFFFF_FFFF).EndSequence()
            .Long(0x0008_1140, "SQ", 44).Item(36)
            .Long(0x0040_A168, "SQ", 24).Item().Short(0x0008_0100, "SH").EndItem()
            .Long(0x0009_1002, "UN", 0xFFFF_FFFF).Item(10).Implicit(0x0008_0100, 2, "A "u8).EndSequence()
            .Short(0x0010_0010, "PN", "A^B "u8)
            .ToArray();
        var expected = new DataSetBytes()
            .Implicit(0x0008_1110, 0xFFFF_FFFF).Item().EndItem().EndSequence()
            .Implicit(0x0008_1115, 0xFFFF_FFFF).EndSequence()
            .Implicit(0x0008_1140, 0xFFFF_FFFF).Item()
            .Implicit(0x0040_A168, 0xFFFF_FFFF).Item().Implicit(0x0008_0100, 0).EndItem().EndSequence()
            .EndItem().EndSequence()
            .Implicit(0x0009_1002, 0xFFFF_FFFF).Item().Implicit(0x0008_0100, 2, "A "u8).EndItem().EndSequence()
            .Implicit(0x0010_0010, 4, "A^B "u8)
            .ToArray();

        Assert.Equal(expected, await Transcoding.ConvertAsync(source, Explicit, Implicit));
    }

    [Theory, InlineData(0xFFFE), InlineData(0xFFFF), InlineData(0x1_0000), InlineData(200_000)]
    public async Task A_value_too_long_for_the_short_form_becomes_unknown_and_stays_little_endian(int length)
    {
        var value = new byte[length];
        new Random(length).NextBytes(value);
        var source = new DataSetBytes().Implicit(0x0018_6058, (uint)length, value).ToArray();
        var even = length + (length % 2);

        foreach (var to in new[] { Explicit, BigEndian })
        {
            var element = Assert.IsType<DicomBytes>(Assert.Single(DataSetReader.Read(await Transcoding.ConvertAsync(source, Implicit, to, pieceLength: 1_001), to)));
            Assert.Equal((length == 0xFFFE ? Vr.UL : Vr.UN, even), (element.Vr, element.Value.Length));
            if (element.Vr == Vr.UN)
            {
                Assert.Equal(value, element.Value[..length].ToArray());
            }
        }
    }

    [Theory, InlineData(1), InlineData(3), InlineData(7), InlineData(64), InlineData(100_000)]
    public async Task A_long_value_is_swapped_however_it_is_cut(int pieceLength)
    {
        var value = new byte[(64 * 1024) + 8];
        new Random(1).NextBytes(value);
        foreach (var vr in new[] { Vr.OW, Vr.OF, Vr.OD, Vr.OB })
        {
            var dataSet = new DicomDataSetBuilder().Set(new DicomBytes(new Tag(0x0009_1001), vr, value)).Build();
            var bytes = DataSetWriter.ToArray(dataSet, BigEndian);

            Assert.Equal(DataSetWriter.ToArray(dataSet, Explicit), await Transcoding.ConvertAsync(bytes, BigEndian, Explicit, pieceLength));
            Assert.Equal(bytes, await Transcoding.ConvertAsync(DataSetWriter.ToArray(dataSet, Explicit), Explicit, BigEndian, pieceLength));
        }
    }

    [Theory, InlineData(5), InlineData(70_001)]
    public async Task An_odd_length_becomes_even(int length)
    {
        var source = new DataSetBytes().Long(0x0009_1001, "OW", (uint)length, new byte[length]).Long(0x0042_0011, "OB", (uint)length, new byte[length]).ToArray();

        var converted = DataSetReader.Read(await Transcoding.ConvertAsync(source, Explicit, BigEndian), BigEndian);

        Assert.All(converted, element => Assert.Equal(length + 1, Assert.IsType<DicomBytes>(element).Value.Length));
    }

    [Fact]
    public async Task Group_lengths_are_left_out()
    {
        var source = new DataSetBytes().Implicit(0x0008_0000, 4, 99, 0, 0, 0).Implicit(0x0008_0005, 0).Implicit(0x0009_0000, 4, 1, 1, 1, 1).ToArray();

        Assert.Equal(new DataSetBytes().Short(0x0008_0005, "CS").ToArray(), await Transcoding.ConvertAsync(source, Implicit, Explicit));
    }

    [Fact]
    public async Task What_is_encoded_otherwise_than_declared_is_converted_from_what_it_is()
    {
        var bytes = new DataSetBytes().Implicit(0x0008_0016, 4, "1.2\0"u8).Implicit(0x0010_0020, 2, "1 "u8).ToArray();

        Assert.Equal(bytes, await Transcoding.ConvertAsync(bytes, Explicit, Implicit));
    }

    [Fact]
    public async Task Nothing_becomes_nothing()
    {
        Assert.Empty(await Transcoding.ConvertAsync(default, Implicit, Explicit));
        var deflated = await Transcoding.ConvertAsync(default, Implicit, TransferSyntax.DeflatedExplicitVRLittleEndian);
        Assert.Empty(DataSetReader.Read(deflated, TransferSyntax.DeflatedExplicitVRLittleEndian));
    }

    [Fact]
    public async Task A_value_cut_short_is_found_before_any_byte_is_given()
    {
        var bytes = new DataSetBytes().Short(0x0008_0016, "UI", "1.2\0"u8).Long(0x7FE0_0010, "OW", 2_000_000, new byte[1_999_998]).ToArray();
        var reader = DataSetTranscoder.Convert(PipeReader.Create(new MemoryStream(bytes)), Explicit, Implicit, bytes.Length);

        var fault = await Assert.ThrowsAsync<DicomEncodingException>(async () => await reader.ReadAsync(TestContext.Current.CancellationToken));

        Assert.Equal(Tags.PixelData, fault.Tag);
        await Assert.ThrowsAsync<DicomEncodingException>(async () => await reader.ReadAsync(TestContext.Current.CancellationToken));
        await reader.CompleteAsync();
    }

    [Fact]
    public async Task Damage_far_behind_is_thrown_where_it_is_met()
    {
        var bytes = new DataSetBytes().Long(0x7FE0_0010, "OW", 2_000_000, new byte[2_000_000]).Short(0x7FE1_0010, "??", 1, 2).ToArray();
        var reader = DataSetTranscoder.Convert(PipeReader.Create(new MemoryStream(bytes)), Explicit, Implicit);
        long given = 0;

        await Assert.ThrowsAsync<DicomEncodingException>(async () =>
        {
            while (true)
            {
                var read = await reader.ReadAsync(TestContext.Current.CancellationToken);
                given += read.Buffer.Length;
                reader.AdvanceTo(read.Buffer.End);
            }
        });

        Assert.InRange(given, 1_500_000, 2_000_012);
        await reader.CompleteAsync();
    }

    [Fact]
    public async Task Encapsulated_pixel_data_in_a_native_syntax_is_refused()
    {
        var bytes = new DataSetBytes().Long(0x7FE0_0010, "OB", 0xFFFF_FFFF).Item(0).Item(2).Bytes(1, 2).EndSequence().ToArray();

        await Assert.ThrowsAsync<DicomEncodingException>(() => Transcoding.ConvertAsync(bytes, Explicit, Implicit));
        await Assert.ThrowsAsync<DicomEncodingException>(() => Transcoding.ConvertAsync(bytes, Explicit, BigEndian));
    }

    [Fact]
    public void Only_native_syntaxes_are_converted()
    {
        Assert.All(Transcoding.NativeSyntaxes, from => Assert.All(Transcoding.NativeSyntaxes, to => Assert.True(DataSetTranscoder.CanConvert(from, to))));
        Assert.False(DataSetTranscoder.CanConvert(Jpeg, Explicit));
        Assert.False(DataSetTranscoder.CanConvert(Explicit, Jpeg));
        Assert.False(DataSetTranscoder.CanConvert(default, Explicit));
        Assert.Throws<ArgumentException>(() => DataSetTranscoder.Convert(PipeReader.Create(Stream.Null), Jpeg, Explicit));
    }

    [Fact]
    public async Task A_reader_may_leave_bytes_and_come_back_for_more()
    {
        var value = new byte[700_000];
        new Random(2).NextBytes(value);
        var bytes = new DataSetBytes().Long(0x7FE0_0010, "OW", (uint)value.Length, value).ToArray();
        var reader = DataSetTranscoder.Convert(PipeReader.Create(new MemoryStream(bytes)), Explicit, Implicit, bytes.Length);

        var first = await reader.ReadAtLeastAsync(600_000, TestContext.Current.CancellationToken);
        var length = first.Buffer.Length;
        reader.AdvanceTo(first.Buffer.GetPosition(10));
        Assert.True(reader.TryRead(out var again));
        Assert.Equal(length - 10, again.Buffer.Length);
        reader.AdvanceTo(again.Buffer.Start);
        var rest = await Transcoding.ReadAllAsync(reader);

        Assert.Equal(value[2..], rest); // 10 bytes: the header, and 2 of the value
        await reader.CompleteAsync();
    }

    [Fact]
    public async Task A_cancelled_read_says_so_and_the_next_goes_on()
    {
        var pipe = new Pipe();
        var reader = DataSetTranscoder.Convert(pipe.Reader, Explicit, Implicit);
        var reading = reader.ReadAsync(TestContext.Current.CancellationToken);
        reader.CancelPendingRead();
        var cancelled = await reading;
        Assert.True(cancelled.IsCanceled);
        reader.AdvanceTo(cancelled.Buffer.Start);

        await pipe.Writer.WriteAsync(new DataSetBytes().Short(0x0010_0020, "LO", "1 "u8).ToArray(), TestContext.Current.CancellationToken);
        await pipe.Writer.CompleteAsync();

        Assert.Equal(new DataSetBytes().Implicit(0x0010_0020, 2, "1 "u8).ToArray(), await Transcoding.ReadAllAsync(reader));
    }

    [Fact]
    public async Task Memory_does_not_grow_with_the_length_of_a_value()
    {
        const long length = 1L << 31;
        var header = new byte[12];
        new DataSetBytes().Long(0x7FE0_0010, "OW", (uint)length).ToArray().CopyTo(header, 0);
        var reader = DataSetTranscoder.Convert(PipeReader.Create(new EndlessStream(header, length)), Explicit, Implicit, header.Length + length);
        var before = GC.GetAllocatedBytesForCurrentThread();
        long given = 0;
        long largest = 0;
        ReadResult read;
        do
        {
            read = await reader.ReadAsync(TestContext.Current.CancellationToken);
            largest = Math.Max(largest, read.Buffer.Length);
            given += read.Buffer.Length;
            reader.AdvanceTo(read.Buffer.End);
        }
        while (!read.IsCompleted);

        Assert.Equal(8 + length, given);
        Assert.InRange(largest, 1, 1 << 20);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 128L << 20);
        await reader.CompleteAsync();
    }

    [Fact]
    public async Task A_deflated_data_set_is_inflated_little_by_little()
    {
        const int length = 60_000_000;
        var dataSet = new DicomDataSetBuilder().Set(new DicomBytes(Tags.PixelData, Vr.OW, new byte[length])).Build();
        var deflated = DataSetWriter.ToArray(dataSet, TransferSyntax.DeflatedExplicitVRLittleEndian);
        var reader = DataSetTranscoder.Convert(PipeReader.Create(new MemoryStream(deflated)), TransferSyntax.DeflatedExplicitVRLittleEndian, Implicit);
        long given = 0;
        ReadResult read;
        do
        {
            read = await reader.ReadAsync(TestContext.Current.CancellationToken);
            Assert.InRange(read.Buffer.Length, 0, 4 << 20);
            given += read.Buffer.Length;
            reader.AdvanceTo(read.Buffer.End);
        }
        while (!read.IsCompleted);

        Assert.Equal(8 + length, given);
        await reader.CompleteAsync();
    }

    private sealed class EndlessStream(byte[] header, long zeros) : Stream
    {
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            if (_position < header.Length)
            {
                header.AsSpan((int)_position, 1).CopyTo(buffer);
                _position++;
                return 1;
            }

            var count = (int)Math.Min(buffer.Length, header.Length + zeros - _position);
            buffer[..count].Clear();
            _position += count;
            return count;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
