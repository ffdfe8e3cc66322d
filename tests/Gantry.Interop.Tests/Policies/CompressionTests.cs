using Gantry.Dicom;

namespace Gantry.Interop.Tests;

/// <summary>Images that are compressed on their way into the store, sent and fetched by DCMTK.</summary>
public sealed class CompressionTests(PolicyGantry shared) : IClassFixture<PolicyGantry>
{
    [Fact]
    public async Task An_image_is_kept_compressed_is_known_when_it_comes_again_and_comes_back_as_it_was()
    {
        var dcmtk = Dcmtk.OrSkip("PACKED");
        using var folder = new TemporaryFolder();
        var pixels = Enumerable.Range(0, 1024 * 1024 * 2).Select(at => (byte)(at % 2 == 0 ? at / 2048 : 0)).ToArray();
        var sample = Samples.Make(pixelBytes: 0, more: image => image.Set(Tags.Rows, 1024).Set(Tags.Columns, 1024).Set(Tags.PixelData, pixels, Vr.OW));
        await File.WriteAllBytesAsync(Path.Combine(folder.Folder("images"), "image.dcm"), sample.File(), TestContext.Current.CancellationToken);

        (await dcmtk.StoreAsync(shared.Gantry.DicomPort, folder.Folder("images"))).Succeeded();
        (await dcmtk.StoreAsync(shared.Gantry.DicomPort, folder.Folder("images"))).Succeeded();

        var stored = new FileInfo(Assert.Single(Directory.GetFiles(shared.Gantry.DataFolder, $"{sample.Instance}-*.dcm", SearchOption.AllDirectories)));
        Assert.InRange(stored.Length, 1_000, pixels.Length / 4);
        Assert.DoesNotContain(sample.Instance.Value, (await shared.Gantry.CliAsync("conflicts", "--json")).Succeeded().Output, StringComparison.Ordinal);
        Assert.Equal(Uids.JPEGLSLossless, DicomFile.Open(stored.FullName, new DataSetReaderOptions { MaximumValueBytes = 1024 }).TransferSyntax.Uid);
        (await shared.Gantry.CliAsync("verify")).Succeeded();

        (await dcmtk.GetAsync(shared.Gantry.DicomPort, "+xe", folder.Folder("got"), "-S", "QueryRetrieveLevel=STUDY", $"StudyInstanceUID={sample.Study}")).Succeeded();
        var got = DicomFile.Read(await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(folder.Folder("got"))), TestContext.Current.CancellationToken));
        Assert.Equal(DataSetDigest.Of(DataSetReader.Read(sample.DataSet, sample.TransferSyntax)), DataSetDigest.Of(got.DataSet));

        var counted = (await shared.Gantry.CliAsync("--json", "statistics", "--by", "ae")).Succeeded().Output;
        Assert.Contains("\"name\": \"PACKED\"", counted, StringComparison.Ordinal);
        Assert.Contains("\"instances\": 1,", counted, StringComparison.Ordinal); // the second was the same

        using var http = new HttpClient();
        var metrics = await http.GetStringAsync(shared.Gantry.AdminUrl + "/metrics", TestContext.Current.CancellationToken);
        Assert.Contains("gantry_storage_compressions_total{", metrics, StringComparison.Ordinal);
    }
}
