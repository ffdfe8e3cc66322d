using System.Buffers;

namespace Gantry.Dicom.Tests;

public sealed class DeidentifiedFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gantry-deidentification-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string, bool> Syntaxes => new()
    {
        { "1.2.840.10008.1.2", false },
        { "1.2.840.10008.1.2.1", false },
        { "1.2.840.10008.1.2.2", false },
        { "1.2.840.10008.1.2.1.99", false },
        { "1.2.840.10008.1.2.4.50", true },
    };

    [Theory]
    [MemberData(nameof(Syntaxes))]
    public async Task Large_pixel_data_is_carried_over_byte_for_byte(string syntax, bool isEncapsulated)
    {
        var pixels = new byte[3_000_000];
        new Random(1).NextBytes(pixels);
        var source = await WriteAsync("in", new TransferSyntax(new Uid(syntax)), isEncapsulated
            ? new DicomFragments(Tags.PixelData, Vr.OB, default, [pixels.AsMemory(0, 1_999_998), pixels.AsMemory(1_999_998)])
            : new DicomBytes(Tags.PixelData, Vr.OW, pixels));
        var destination = Path.Combine(_folder, "out");

        var result = await new Deidentifier().DeidentifyFileAsync(source, destination, TestContext.Current.CancellationToken);

        var file = DicomFile.Read(await File.ReadAllBytesAsync(destination, TestContext.Current.CancellationToken));
        Assert.Equal(syntax, file.TransferSyntax.Uid.Value);
        Assert.Equal(file.DataSet.GetString(Tags.SOPInstanceUID), file.FileMeta!.MediaStorageSopInstanceUid!.Value.Value);
        Assert.Null(file.DataSet[Tags.DataSetTrailingPadding]);
        Assert.Equal("YES", result.DataSet.GetString(Tags.PatientIdentityRemoved));
        Assert.Equal(pixels, isEncapsulated
            ? ((DicomFragments)file.DataSet[Tags.PixelData]!).Fragments.SelectMany(fragment => fragment.ToArray())
            : file.DataSet.GetBytes(Tags.PixelData).ToArray());
        Assert.Equal(["in", "out"], Directory.EnumerateFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Preamble_and_file_meta_information_say_nothing_of_the_source()
    {
        var path = await WriteAsync("in", TransferSyntax.ExplicitVRLittleEndian, new DicomBytes(Tags.PixelData, Vr.OW, new byte[2]));
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        "PREAMBLE"u8.CopyTo(bytes);
        var output = new ArrayBufferWriter<byte>();

        new Deidentifier().Deidentify(DicomFile.Read(bytes), output);

        Assert.True(bytes.AsSpan().IndexOf("STORESCP"u8) > 0 && bytes.AsSpan().IndexOf("SECRET"u8) > 0);
        foreach (var word in new[] { "PREAMBLE"u8.ToArray(), "STORESCP"u8.ToArray(), "SECRET"u8.ToArray(), "1.2.3.1"u8.ToArray(), "ANON^ONE"u8.ToArray() })
        {
            Assert.True(output.WrittenSpan.IndexOf(word) < 0);
        }

        Assert.Equal(new byte[128], output.WrittenSpan[..128].ToArray());
    }

    [Fact]
    public async Task An_existing_file_is_not_replaced_and_nothing_is_left()
    {
        var source = await WriteAsync("in", TransferSyntax.ExplicitVRLittleEndian, new DicomBytes(Tags.PixelData, Vr.OW, new byte[2_000_000]));
        await File.WriteAllTextAsync(Path.Combine(_folder, "out"), "mine", TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<IOException>(async () =>
            await new Deidentifier().DeidentifyFileAsync(source, Path.Combine(_folder, "out"), TestContext.Current.CancellationToken));

        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(_folder, "out"), TestContext.Current.CancellationToken));
        Assert.Equal(2, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public async Task Elements_that_follow_large_pixel_data_out_of_order_are_not_carried_over()
    {
        var source = await WriteAsync("in", TransferSyntax.ExplicitVRLittleEndian, new DicomBytes(Tags.PixelData, Vr.OW, new byte[2_000_000]));
        var late = DataSetWriter.ToArray(new DicomDataSetBuilder().Add(Tags.PatientAddress, "SECRET").Build(), TransferSyntax.ExplicitVRLittleEndian);
        var all = await File.ReadAllBytesAsync(source, TestContext.Current.CancellationToken);
        var end = all.Length - 16; // before the padding
        await File.WriteAllBytesAsync(source, [.. all[..end], .. late], TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<DeidentificationException>(async () =>
            await new Deidentifier().DeidentifyFileAsync(source, Path.Combine(_folder, "out"), TestContext.Current.CancellationToken));

        Assert.Equal([source], Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task A_file_that_was_not_read_whole_is_refused()
    {
        var source = await WriteAsync("in", TransferSyntax.ExplicitVRLittleEndian, new DicomBytes(Tags.PixelData, Vr.OW, new byte[4_000]));
        var file = await DicomFile.OpenAsync(source, new DataSetReaderOptions { MaximumValueBytes = 1_000 }, TestContext.Current.CancellationToken);

        Assert.Throws<ArgumentException>(() => new Deidentifier().Deidentify(file, new ArrayBufferWriter<byte>()));
    }

    private async Task<string> WriteAsync(string name, TransferSyntax syntax, DicomElement pixels)
    {
        var dataSet = new DicomDataSetBuilder()
            .Add(Tags.SOPClassUID, Uids.SecondaryCaptureImageStorage).Add(Tags.SOPInstanceUID, "1.2.3.1").Add(Tags.PatientID, "P1").Add(Tags.PatientName, "ANON^ONE")
            .Add(Tags.BitsAllocated, 16).Add(pixels).Add(Tags.DataSetTrailingPadding, new byte[4]).Build();
        var meta = FileMetaInformation.Create(
            Uids.SecondaryCaptureImageStorage, new Uid("1.2.3.1"), syntax, new AETitle("STORESCP")).Elements.ToBuilder()
            .Add(Tags.PrivateInformationCreatorUID, "1.2.3.77").Add(Tags.PrivateInformation, "SECRET"u8.ToArray()).Build();
        var output = new ArrayBufferWriter<byte>();
        DicomFile.Write(new FileMetaInformation(meta), dataSet, output);
        var path = Path.Combine(_folder, name);
        await File.WriteAllBytesAsync(path, output.WrittenMemory.ToArray(), TestContext.Current.CancellationToken);
        return path;
    }
}
