using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;
using Microsoft.Extensions.Time.Testing;

namespace Gantry.Plugins.Move.Tests;

/// <summary>Sending in a transfer syntax that whoever ordered it prefers, with the plugin as a host runs it.</summary>
public sealed class SendingTests : IAsyncDisposable
{
    private static readonly AETitle Destination = new("SINK");
    private static readonly TransferSyntax JpegLs = new(Uids.JPEGLSLossless), Jpeg2000 = new(Uids.JPEG2000Lossless), Baseline = new(Uids.JPEGBaseline8Bit);
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero));
    private readonly TestServices _services = new("gantry.move");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gantry-sending");
    private readonly InMemoryAE _sink;
    private PluginHarness? _plugin;

    public SendingTests()
    {
        _services.With<TimeProvider>(_time);
        _sink = _services.RemoteNodes.Add(Destination);
    }

    public async ValueTask DisposeAsync()
    {
        await (_plugin?.DisposeAsync() ?? ValueTask.CompletedTask);
        _services.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Images_come_in_it_with_their_pixels_and_their_UIDs_and_all_else_as_it_is_stored()
    {
        var image = Image("2.25.7.1");
        await StoreAsync(image, TransferSyntax.ExplicitVRLittleEndian);
        await StoreAsync(image.ToBuilder().Set(Tags.SOPInstanceUID, "2.25.7.2").Build(), new TransferSyntax(Uids.JPEGLosslessSV1));
        var report = new DicomDataSetBuilder()
            .Add(Tags.SOPClassUID, Uids.BasicTextSRStorage).Add(Tags.SOPInstanceUID, "2.25.7.3").Add(Tags.StudyInstanceUID, "2.25.7").Add(Tags.SeriesInstanceUID, "2.25.7.9").Build();
        await StoreAsync(report, TransferSyntax.ExplicitVRLittleEndian);

        await SendAsync(JpegLs);

        Assert.Equal([JpegLs, JpegLs, TransferSyntax.ExplicitVRLittleEndian], _sink.Received.Select(received => received.TransferSyntax));
        Assert.Equal(["2.25.7.1", "2.25.7.2", "2.25.7.3"], _sink.Received.Select(received => received.SopInstance.Value));
        Assert.All(_sink.Received.Take(2), received => Assert.Equal(image.GetBytes(Tags.PixelData).ToArray(), PixelsOf(received)));
    }

    [Fact]
    public async Task What_the_destination_does_not_take_or_what_has_lost_something_already_comes_as_it_is_stored()
    {
        await StoreAsync(Image("2.25.7.1"), TransferSyntax.ExplicitVRLittleEndian);
        await StoreAsync(Image("2.25.7.2", bits: 8), Baseline);
        _sink.Accepts = (_, syntax) => syntax != Jpeg2000;
        await SendAsync(Jpeg2000);
        Assert.Equal([TransferSyntax.ExplicitVRLittleEndian, Baseline], _sink.Received.Select(received => received.TransferSyntax));
    }

    [Fact]
    public async Task What_cannot_be_encoded_in_it_comes_as_it_is_stored()
    {
        var wide = Image("2.25.7.1", bits: 32); // JPEG-LS has 16 bits at most
        await StoreAsync(wide, TransferSyntax.ExplicitVRLittleEndian);

        await SendAsync(JpegLs);

        var received = Assert.Single(_sink.Received);
        Assert.Equal(TransferSyntax.ExplicitVRLittleEndian, received.TransferSyntax);
        Assert.Equal(DataSetDigest.Of(wide), DataSetDigest.Of(DataSetReader.Read(received.DataSet, received.TransferSyntax)));
    }

    private async Task SendAsync(TransferSyntax syntax)
    {
        var (token, now) = (TestContext.Current.CancellationToken, _time.GetUtcNow());
        var order = new RetrievalJob
        {
            Requestor = new AETitle("GANTRY"),
            TransferSyntax = syntax,
            Identifier = new DicomDataSetBuilder().Set(Tags.QueryRetrieveLevel, "IMAGE").Build(),
            Instances =
            [
                .. _services.Catalog.Entries.Select(entry => new RetrievalInstance(
                    new(new Uid(entry.Attributes.GetString(Tags.SOPClassUID)!), new Uid(entry.Attributes.GetString(Tags.SOPInstanceUID)!)), null)),
            ],
        };
        var job = new Job { Uid = Uid.New(), Peer = Destination, Priority = 1, CreatedAt = now, DueAt = now, Attributes = order.ToAttributes() };
        await _services.RetrieveQueue.AddAsync(job, token);
        _plugin = await PluginHarness.StartAsync(typeof(MoveHandler).Assembly, _services);
        for (var tries = 0; (await _services.RetrieveQueue.GetAsync(job.Uid, token))?.Job.State != JobState.Done; tries++)
        {
            Assert.True(tries < 3_000, "It was not sent.");
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10, token);
        }
    }

    private async Task StoreAsync(DicomDataSet dataSet, TransferSyntax syntax)
    {
        var (source, converted) = (Path.Combine(_folder.FullName, $"{Guid.NewGuid():N}"), Path.Combine(_folder.FullName, $"{Guid.NewGuid():N}"));
        await File.WriteAllBytesAsync(source, DicomFile.ToArray(dataSet, TransferSyntax.ExplicitVRLittleEndian), TestContext.Current.CancellationToken);
        if (syntax.IsEncapsulated)
        {
            PixelConverter.Convert(source, converted, syntax, new PixelConversionOptions { KeepsSopInstance = true }, TestContext.Current.CancellationToken);
        }

        var file = DicomFile.Open(syntax.IsEncapsulated ? converted : source);
        var bytes = (await File.ReadAllBytesAsync(syntax.IsEncapsulated ? converted : source, TestContext.Current.CancellationToken)).AsMemory((int)file.DataSetOffset);
        var (sopClass, sopInstance) = (new Uid(file.DataSet.GetString(Tags.SOPClassUID)!), new Uid(file.DataSet.GetString(Tags.SOPInstanceUID)!));
        var stored = _services.InstanceStore.Add(new InstanceDescription { SopClass = sopClass, SopInstance = sopInstance, TransferSyntax = syntax }, bytes);
        await _services.Catalog.AddAsync([new CatalogEntry { Attributes = file.DataSet, TransferSyntax = syntax, Stored = stored, ReceivedAt = _time.GetUtcNow() }], CancellationToken.None);
    }

    private byte[] PixelsOf(ReceivedInstance received)
    {
        var (compressed, native) = (Path.Combine(_folder.FullName, $"{Guid.NewGuid():N}"), Path.Combine(_folder.FullName, $"{Guid.NewGuid():N}"));
        File.WriteAllBytes(compressed, DicomFile.ToArray(DataSetReader.Read(received.DataSet, received.TransferSyntax), received.TransferSyntax));
        PixelConverter.Convert(compressed, native, TransferSyntax.ExplicitVRLittleEndian);
        return DicomFile.Open(native).DataSet.GetBytes(Tags.PixelData).ToArray();
    }

    private static DicomDataSet Image(string sopInstance, int bits = 16)
    {
        var pixels = new byte[64 * 64 * bits / 8];
        for (var at = 0; at < pixels.Length; at++)
        {
            pixels[at] = (byte)(at / 16);
        }

        return new DicomDataSetBuilder()
            .Add(Tags.SOPClassUID, Uids.SecondaryCaptureImageStorage).Add(Tags.SOPInstanceUID, sopInstance).Add(Tags.StudyInstanceUID, "2.25.7").Add(Tags.SeriesInstanceUID, "2.25.7.8")
            .Add(Tags.SamplesPerPixel, 1).Add(Tags.PhotometricInterpretation, "MONOCHROME2").Add(Tags.Rows, 64).Add(Tags.Columns, 64)
            .Add(Tags.BitsAllocated, bits).Add(Tags.BitsStored, bits).Add(Tags.HighBit, bits - 1).Add(Tags.PixelRepresentation, 0)
            .Add(Tags.PixelData, pixels, bits == 8 ? Vr.OB : Vr.OW)
            .Build();
    }
}
