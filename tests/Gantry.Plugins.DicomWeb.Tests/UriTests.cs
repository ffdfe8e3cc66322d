using Gantry.Dicom;

namespace Gantry.Plugins.DicomWeb.Tests;

/// <summary>WADO-URI.</summary>
public class UriTests
{
    private const string Instance = "requestType=WADO&studyUID=2.25.10&seriesUID=2.25.100&objectUID=2.25.100.1";

    [Theory]
    [InlineData("", "image/jpeg", 0xFF)]
    [InlineData("contentType=image/png", "image/png", 0x89)]
    [InlineData("contentType=text/plain,image/png;q=0.5,image/jpeg;q=0.4", "image/png", 0x89)]
    [InlineData("contentType=image/*&imageQuality=10&rows=1&columns=1&frameNumber=1&charset=utf-8", "image/jpeg", 0xFF)]
    [InlineData("contentType=application/dicom", "application/dicom", 0)]
    [InlineData("contentType=application/dicom&transferSyntax=1.2.840.10008.1.2.4.50", "application/dicom", 0)] // which there is not: in the default
    public async Task An_instance_comes_as_what_the_client_takes(string query, string type, int first)
    {
        using var fixture = await WebFixture.MakeAsync();

        var response = await fixture.Uri.HandleAsync(WebFixture.Request("wado", $"{Instance}&{query}"), TestContext.Current.CancellationToken);

        Assert.Equal((200, type), (response.Status, response.ContentType));
        Assert.Equal(first, (await WebFixture.BodyAsync(response))[0]);
    }

    [Fact]
    public async Task A_file_is_that_of_the_instance_and_who_has_it_is_told_so()
    {
        using var fixture = await WebFixture.MakeAsync();

        var response = await fixture.Uri.HandleAsync(WebFixture.Request("wado", $"{Instance}&contentType=application/dicom"), TestContext.Current.CancellationToken);
        var again = await fixture.Uri.HandleAsync(
            WebFixture.Request("wado", $"{Instance}&contentType=application/dicom", knows: WebFixture.Header(response, "ETag")!), TestContext.Current.CancellationToken);
        var other = await fixture.Uri.HandleAsync(WebFixture.Request("wado", Instance, knows: WebFixture.Header(response, "ETag")!), TestContext.Current.CancellationToken);

        Assert.Equal("2.25.100.1", DicomFile.Read(await WebFixture.BodyAsync(response)).DataSet.GetString(Tags.SOPInstanceUID));
        Assert.Equal((304, 200), (again.Status, other.Status));
    }

    [Fact]
    public async Task A_report_comes_as_a_file_unless_an_image_is_asked_for()
    {
        using var fixture = await WebFixture.MakeAsync();
        await fixture.AddWithoutImageAsync("2.25.50", "2.25.500", 1);
        const string Report = "requestType=WADO&studyUID=2.25.50&seriesUID=2.25.500&objectUID=2.25.500.1";

        var file = await fixture.Uri.HandleAsync(WebFixture.Request("wado", Report), TestContext.Current.CancellationToken);
        var image = await fixture.Uri.HandleAsync(WebFixture.Request("wado", $"{Report}&contentType=image/jpeg"), TestContext.Current.CancellationToken);

        Assert.Equal((200, "application/dicom", 404), (file.Status, file.ContentType, image.Status));
    }

    [Fact]
    public async Task A_region_is_a_part_of_the_image_and_a_window_changes_its_grey()
    {
        using var fixture = await WebFixture.MakeAsync();

        var right = await fixture.Uri.HandleAsync(
            WebFixture.Request("wado", $"{Instance}&contentType=image/png&region=0.5,0.0,1.0,1.0&windowCenter=128&windowWidth=256"), TestContext.Current.CancellationToken);
        var dark = await fixture.Uri.HandleAsync(WebFixture.Request("wado", $"{Instance}&contentType=image/png&windowCenter=1000&windowWidth=10"), TestContext.Current.CancellationToken);

        var (width, pixels) = Png.Read(await WebFixture.BodyAsync(right));
        Assert.Equal(1, width);
        Assert.Equal([85, 1], pixels);
        Assert.All(Png.Read(await WebFixture.BodyAsync(dark)).Pixels, pixel => Assert.Equal(0, pixel));
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("requestType=OTHER&studyUID=2.25.10&seriesUID=2.25.100&objectUID=2.25.100.1", 400)]
    [InlineData("requestType=WADO&studyUID=2.25.10&seriesUID=2.25.100", 400)]
    [InlineData("requestType=WADO&studyUID=nonsense&seriesUID=2.25.100&objectUID=2.25.100.1", 400)]
    [InlineData(Instance + "&objectUID=2.25.100.2", 400)]
    [InlineData("requestType=WADO&studyUID=2.25.10&seriesUID=2.25.100&objectUID=2.25.404", 404)]
    [InlineData(Instance + "&anonymize=yes", 400)]
    [InlineData(Instance + "&annotation=patient", 400)]
    [InlineData(Instance + "&presentationUID=2.25.1", 400)]
    [InlineData(Instance + "&contentType=text/html", 406)]
    [InlineData(Instance + "&contentType=nonsense", 400)]
    [InlineData(Instance + "&contentType=application/dicom&rows=5", 400)]
    [InlineData(Instance + "&frameNumber=0", 400)]
    [InlineData(Instance + "&contentType=image/jpeg&frameNumber=2", 404)]
    [InlineData(Instance + "&rows=0", 400)]
    [InlineData(Instance + "&columns=100000", 400)]
    [InlineData(Instance + "&imageQuality=101", 400)]
    [InlineData(Instance + "&windowCenter=1", 400)]
    [InlineData(Instance + "&region=0.5,0,0.5,1", 400)]
    [InlineData(Instance + "&region=0,0,1,2", 400)]
    [InlineData(Instance + "&transferSyntax=x", 400)]
    public async Task What_cannot_be_had_is_refused(string query, int status)
    {
        using var fixture = await WebFixture.MakeAsync();

        Assert.Equal(status, (await fixture.Uri.HandleAsync(WebFixture.Request("wado", query), TestContext.Current.CancellationToken)).Status);
    }

    [Fact]
    public async Task What_a_caller_may_not_see_is_as_what_is_not_there()
    {
        using var fixture = await WebFixture.MakeAsync();
        fixture.Scopes.Scope = new Contracts.CatalogScope(new DicomDataSetBuilder().Add(Tags.PatientID, "P2").Build());

        Assert.Equal(404, (await fixture.Uri.HandleAsync(WebFixture.Request("wado", Instance), TestContext.Current.CancellationToken)).Status);
    }
}
