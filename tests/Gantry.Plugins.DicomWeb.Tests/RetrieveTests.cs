using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.DicomWeb.Tests;

public class RetrieveTests
{
    private const string Instance = "studies/2.25.10/series/2.25.100/instances/2.25.100.1";

    [Theory]
    [InlineData("studies/2.25.10", 4)]
    [InlineData("studies/2.25.10/series/2.25.100", 2)]
    [InlineData(Instance, 1)]
    public async Task Instances_come_in_parts_each_a_file(string path, int expected)
    {
        using var fixture = await WebFixture.MakeAsync();

        var response = await fixture.Instances.HandleAsync(WebFixture.Request(path), TestContext.Current.CancellationToken);

        Assert.Equal(200, response.Status);
        Assert.StartsWith("multipart/related; type=\"application/dicom\"; boundary=", response.ContentType, StringComparison.Ordinal);
        var parts = Parts.Of(response.ContentType!, await WebFixture.BodyAsync(response));
        Assert.Equal(expected, parts.Count);
        Assert.All(parts, part => Assert.StartsWith("Content-Type: application/dicom; transfer-syntax=1.2.840.10008.1.2.1", part.Headers, StringComparison.Ordinal));
        Assert.Equal(expected, parts.Select(part => DicomFile.Read(part.Content).DataSet.GetString(Tags.SOPInstanceUID)).Distinct().Count());
    }

    [Fact]
    public async Task One_instance_may_be_the_body()
    {
        using var fixture = await WebFixture.MakeAsync();

        var response = await fixture.Instances.HandleAsync(WebFixture.Request(Instance, accept: "application/dicom"), TestContext.Current.CancellationToken);
        var several = await fixture.Instances.HandleAsync(WebFixture.Request("studies/2.25.10", accept: "application/dicom"), TestContext.Current.CancellationToken);

        var file = DicomFile.Read(await WebFixture.BodyAsync(response));
        Assert.Equal("2.25.100.1", file.DataSet.GetString(Tags.SOPInstanceUID));
        Assert.Equal(new byte[] { 0, 85, 170, 1 }, file.DataSet.GetBytes(Tags.PixelData).ToArray());
        Assert.Equal(406, several.Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("multipart/related; type=\"application/dicom\"; transfer-syntax=*")]
    [InlineData("multipart/related; type=application/dicom; transfer-syntax=1.2.840.10008.1.2.1")]
    public async Task What_the_web_never_sends_is_sent_as_explicit_vr_little_endian(string accept)
    {
        using var fixture = await WebFixture.MakeAsync();
        await fixture.AddAsync("2.25.40", "2.25.400", 1, "CT", TransferSyntax.ImplicitVRLittleEndian);
        await fixture.AddAsync("2.25.40", "2.25.400", 2, "CT", TransferSyntax.ExplicitVRBigEndian);

        var response = await fixture.Instances.HandleAsync(WebFixture.Request("studies/2.25.40", accept: accept), TestContext.Current.CancellationToken);

        var parts = Parts.Of(response.ContentType!, await WebFixture.BodyAsync(response));
        Assert.Equal(2, parts.Count);
        Assert.All(parts, part => Assert.Equal(TransferSyntax.ExplicitVRLittleEndian, DicomFile.Read(part.Content).FileMeta!.TransferSyntax));
    }

    [Theory]
    [InlineData("multipart/related; type=\"application/dicom\"; transfer-syntax=1.2.840.10008.1.2.4.50")]
    [InlineData("multipart/related; type=\"application/dicom\"; transfer-syntax=1.2.840.10008.1.2")]
    [InlineData("text/html")]
    public async Task What_the_server_does_not_have_is_not_acceptable(string accept)
    {
        using var fixture = await WebFixture.MakeAsync();

        Assert.Equal(406, (await fixture.Instances.HandleAsync(WebFixture.Request(Instance, accept: accept), TestContext.Current.CancellationToken)).Status);
    }

    [Theory]
    [InlineData("studies/2.25.999", 404)]
    [InlineData("studies/2.25.10/series/2.25.200", 404)]
    [InlineData("studies/nonsense", 400)]
    public async Task What_is_not_there_is_not_found(string path, int status)
    {
        using var fixture = await WebFixture.MakeAsync();

        Assert.Equal(status, (await fixture.Instances.HandleAsync(WebFixture.Request(path), TestContext.Current.CancellationToken)).Status);
        Assert.Equal(status, (await fixture.Metadata.HandleAsync(WebFixture.Request(path + "/metadata"), TestContext.Current.CancellationToken)).Status);
    }

    [Fact]
    public async Task What_a_caller_may_not_see_is_as_what_is_not_there()
    {
        using var fixture = await WebFixture.MakeAsync();
        fixture.Scopes.Scope = new CatalogScope(new DicomDataSetBuilder().Add(Tags.PatientID, "P2").Build());

        Assert.Equal(404, (await fixture.Instances.HandleAsync(WebFixture.Request(Instance), TestContext.Current.CancellationToken)).Status);
        Assert.Equal(404, (await fixture.Metadata.HandleAsync(WebFixture.Request(Instance + "/metadata"), TestContext.Current.CancellationToken)).Status);
        Assert.Equal(404, (await fixture.Frames.HandleAsync(WebFixture.Request(Instance + "/frames/1"), TestContext.Current.CancellationToken)).Status);
        Assert.Equal(404, (await fixture.Rendered.HandleAsync(WebFixture.Request(Instance + "/rendered"), TestContext.Current.CancellationToken)).Status);
        Assert.Equal(404, (await fixture.Thumbnails.HandleAsync(WebFixture.Request(Instance + "/thumbnail"), TestContext.Current.CancellationToken)).Status);
    }

    [Fact]
    public async Task Metadata_have_all_attributes_and_where_the_pixel_data_are()
    {
        using var fixture = await WebFixture.MakeAsync();

        var response = await fixture.Metadata.HandleAsync(WebFixture.Request("studies/2.25.10/metadata"), TestContext.Current.CancellationToken);

        var dataSets = await WebFixture.JsonAsync(response);
        Assert.Equal(4, dataSets.Length);
        Assert.All(dataSets, dataSet => Assert.Equal("8", WebFixture.Value(dataSet, "00280101")));
        var one = dataSets.Single(dataSet => WebFixture.Value(dataSet, "00080018") == "2.25.100.1");
        Assert.Equal($"{WebFixture.Url}/{Instance}/bulkdata/7FE00010", one.GetProperty("7FE00010").GetProperty("BulkDataURI").GetString());
        var again = await fixture.Metadata.HandleAsync(
            WebFixture.Request("studies/2.25.10/metadata", knows: WebFixture.Header(response, "ETag")!), TestContext.Current.CancellationToken);
        Assert.Equal(304, again.Status);
    }

    [Fact]
    public async Task An_instance_whose_bytes_are_gone_fails_before_the_first_byte()
    {
        using var fixture = await WebFixture.MakeAsync();
        foreach (var location in fixture.Store.Locations)
        {
            await fixture.Store.DeleteAsync(location, TestContext.Current.CancellationToken);
        }

        var response = await fixture.Instances.HandleAsync(WebFixture.Request(Instance), TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<IOException>(() => WebFixture.BodyAsync(response));
    }
}
