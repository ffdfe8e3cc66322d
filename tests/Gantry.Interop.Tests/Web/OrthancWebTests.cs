using System.Net;
using System.Text.Json.Nodes;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>Orthanc stores to Gantry, searches it and retrieves from it by DICOMweb.</summary>
public sealed class OrthancWebTests(SharedGantry shared) : IClassFixture<SharedGantry>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private GantryProcess Gantry => shared.Gantry;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_Orthanc_stores_it_finds_and_retrieves_with_the_same_bytes()
    {
        await using var orthanc = await OrthancWeb.StartAsync(_folder.Folder("orthanc"), Gantry, Gantry.AdminToken);
        var study = Uid.New();
        Sample[] sent = [.. Enumerable.Range(1, 5).Select(number => Samples.Make(study, number: number, patientId: "ORTHANCWEB", pixelBytes: 200_000))];
        var instances = new List<string>();
        foreach (var sample in sent)
        {
            instances.Add(await orthanc.UploadAsync(sample.File()));
        }

        await orthanc.StoreByWebAsync(instances);

        var matches = await orthanc.SearchByWebAsync("/studies", new JsonObject { ["00100020"] = "ORTHANCW*" });
        Assert.Equal(study.Value, Assert.Single(matches)!["0020000D"]!["Value"]!.GetValue<string>());
        Assert.Equal(5, (await orthanc.SearchByWebAsync($"/studies/{study}/instances", [])).Count);

        var kept = Uid.New();
        Sample[] own = [.. Enumerable.Range(1, 4).Select(number => Samples.Make(kept, number: number, patientId: "WEBTOORTHANC", pixelBytes: 200_000))];
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(Gantry.DicomPort, own));
        await orthanc.RetrieveByWebAsync(kept.Value, own[0].Series.Value);
        Assert.Equal(6, await orthanc.CountAsync());
        await orthanc.RetrieveByWebAsync(kept.Value);
        var files = await orthanc.FilesAsync();
        Assert.Equal(9, files.Count);
        Assert.All(own, sample => Assert.Equal(sample.DataSet, files[sample.Instance.Value].DataSet.ToArray()));

        await AssertStoredAsync(sent);
    }

    private async Task AssertStoredAsync(IEnumerable<Sample> samples)
    {
        using var client = Gantry.Http("/dicom-web/");
        client.DefaultRequestHeaders.Accept.ParseAdd("application/dicom; transfer-syntax=*");
        foreach (var sample in samples)
        {
            using var response = await client.GetAsync($"studies/{sample.Study}/series/{sample.Series}/instances/{sample.Instance}", TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(sample.DataSet, Part10.Read(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).DataSet.ToArray());
        }
    }
}
