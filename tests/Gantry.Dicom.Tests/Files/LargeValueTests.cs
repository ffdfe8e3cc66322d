namespace Gantry.Dicom.Tests;

public class LargeValueTests
{
    private static readonly DataSetReaderOptions UpTo1KiB = new() { MaximumValueBytes = 1_024 };

    [Fact]
    public async Task A_file_of_more_than_4_GiB_is_read_around_its_values_and_they_are_streams()
    {
        const uint Length = 0xFFFF_FFF0; // of the value; the file has holes, so it takes no space
        byte[] end = [1, 2, 3, 4];
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            await using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite);
            stream.Write(new DataSetBytes().Short(0x0008_0060, "CS", "CT"u8).Long(0x7FE0_0010, "OB", Length).ToArray());
            stream.Seek(Length - end.Length, SeekOrigin.Current);
            stream.Write(end);
            stream.Write(new DataSetBytes().Long(0xFFFC_FFFC, "OB", 200, new byte[200]).ToArray());
            stream.Position = 0;

            var file = await DicomFile.ReadAsync(stream, UpTo1KiB, TestContext.Current.CancellationToken);

            Assert.Equal([Tags.Modality, Tags.DataSetTrailingPadding], file.DataSet.Select(element => element.Tag));
            var pixels = Assert.Single(file.Reading.Skipped);
            Assert.Equal(new SkippedElement(Tags.PixelData, Vr.OB, 0, 10, Length, 22, Length), pixels);
            Assert.Equal(stream.Length, file.Reading.ConsumedBytes);
            await using var value = file.OpenValue(pixels, stream);
            Assert.Equal(Length, value.Length);
            Assert.Equal(0, value.ReadByte());
            stream.Position = pixels.ValueOffset + Length - end.Length; // what a reader of all of it comes to in the end
            Assert.Equal(end, (byte[])[(byte)stream.ReadByte(), (byte)stream.ReadByte(), (byte)stream.ReadByte(), (byte)stream.ReadByte()]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("1.2.840.10008.1.2")]
    [InlineData("1.2.840.10008.1.2.1")]
    [InlineData("1.2.840.10008.1.2.2")]
    [InlineData("1.2.840.10008.1.2.1.99")]
    public async Task Values_that_were_left_out_are_read_as_streams(string syntax)
    {
        var pixels = new byte[300_000];
        new Random(3).NextBytes(pixels);
        var instance = new DicomDataSetBuilder()
            .Set(Tags.SOPClassUID, Uids.SecondaryCaptureImageStorage).Set(Tags.SOPInstanceUID, new Uid("2.25.77"))
            .Set(Tags.IconImageSequence, new DicomDataSetBuilder().Set(Tags.PixelData, pixels.AsMemory(0, 5_000), Vr.OB).Build())
            .Set(Tags.PixelData, pixels, Vr.OB)
            .Set(Tags.DataSetTrailingPadding, new byte[4])
            .Build();
        using var stream = new MemoryStream([.. "before"u8, .. DicomFile.ToArray(instance, new TransferSyntax(new Uid(syntax)))]) { Position = 6 };

        var file = await DicomFile.ReadAsync(stream, UpTo1KiB, TestContext.Current.CancellationToken);

        Assert.True(file.DataSet.Contains(Tags.DataSetTrailingPadding));
        Assert.Equal([5_000L, 300_000L], file.Reading.Skipped.Select(skipped => skipped.Length));
        Assert.Equal(pixels[..5_000], Read(file.OpenValue(file.Reading.Skipped[0], stream)));
        Assert.Equal(pixels, Read(file.OpenValue(file.Reading.Skipped[1], stream)));
    }

    [Fact]
    public async Task Of_encapsulated_pixel_data_the_stream_has_the_items()
    {
        var bytes = new DataSetBytes()
            .Short(0x0008_0060, "CS", "CT"u8)
            .Long(0x7FE0_0010, "OB", 0xFFFF_FFFF).Item(0).Implicit(0xFFFE_E000, 1_000, new byte[1_000]).Implicit(0xFFFE_E000, 2_000, new byte[2_000]).EndSequence()
            .Long(0xFFFC_FFFC, "OB", 2, 0, 0)
            .ToArray();
        using var stream = new MemoryStream(bytes);

        var file = await DicomFile.ReadAsync(stream, UpTo1KiB, TestContext.Current.CancellationToken);

        Assert.Equal(bytes[22..^14], Read(file.OpenValue(Assert.Single(file.Reading.Skipped), stream)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(70_000)]
    public async Task A_file_that_ends_inside_a_value_that_is_left_out_is_refused(int present)
    {
        using var stream = new MemoryStream(new DataSetBytes().Short(0x0008_0060, "CS", "CT"u8).Long(0x7FE0_0010, "OB", 0x4000_0000, new byte[present]).ToArray());

        var exception = await Assert.ThrowsAsync<DicomEncodingException>(async () => await DicomFile.ReadAsync(stream, UpTo1KiB, TestContext.Current.CancellationToken));
        Assert.Equal(Tags.PixelData, exception.Tag);
    }

    [Fact]
    public async Task A_value_that_is_gone_is_told()
    {
        using var stream = new MemoryStream();
        stream.Write(new DataSetBytes().Short(0x0008_0060, "CS", "CT"u8).Long(0x7FE0_0010, "OB", 2_000, new byte[2_000]).ToArray());
        stream.Position = 0;
        var file = await DicomFile.ReadAsync(stream, UpTo1KiB, TestContext.Current.CancellationToken);
        stream.SetLength(1_000);

        Assert.Throws<EndOfStreamException>(() => Read(file.OpenValue(file.Reading.Skipped[0], stream)));
    }

    [Fact]
    public void Reading_around_values_gives_what_reading_through_them_gives()
    {
        foreach (var file in CorpusFiles.AllOrSkip().Where((_, index) => index % 5 == 0))
        {
            var bytes = file.Bytes();
            var options = new DataSetReaderOptions { MaximumValueBytes = 64, KeepsWhatPrecedesFault = true };
            var through = Outcome(() => DicomFile.Read(bytes, options));
            using var stream = new MemoryStream(bytes);
            var around = Outcome(() => DicomFile.ReadAsync(stream, options).AsTask().GetAwaiter().GetResult());

            Assert.Equal(through, around);
        }
    }

    private static string Outcome(Func<DicomFile> read)
    {
        try
        {
            var file = read();
            return $"{DataSetDigest.Of(file.DataSet)} {string.Join(',', file.Reading.Skipped)} {file.Reading.Fault?.Message}";
        }
        catch (DicomEncodingException exception)
        {
            return exception.Message;
        }
    }

    private static byte[] Read(Stream stream)
    {
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
