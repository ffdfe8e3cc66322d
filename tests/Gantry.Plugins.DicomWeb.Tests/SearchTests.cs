using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.DicomWeb.Tests;

public class SearchTests
{
    [Theory]
    [InlineData("studies", "", 2)]
    [InlineData("series", "", 3)]
    [InlineData("instances", "", 6)]
    [InlineData("studies/2.25.10/series", "", 2)]
    [InlineData("studies/2.25.10/instances", "", 4)]
    [InlineData("studies/2.25.10/series/2.25.100/instances", "", 2)]
    [InlineData("studies", "PatientID=P1", 1)]
    [InlineData("studies", "00100020=P1", 1)]
    [InlineData("studies", "PatientName=anon*", 2)]
    [InlineData("studies", "PatientName=ANON%5EZw%C3%B6lf", 1)]
    [InlineData("studies", "StudyDate=20240101-20241231", 1)]
    [InlineData("studies", "ModalitiesInStudy=MR", 1)]
    [InlineData("studies", "StudyInstanceUID=2.25.10%2C2.25.20", 2)]
    [InlineData("series", "Modality=CT", 2)]
    [InlineData("instances", "InstanceNumber=2", 3)]
    public async Task Each_resource_has_what_matches(string path, string query, int expected)
    {
        using var fixture = await WebFixture.MakeAsync();

        var matches = await WebFixture.JsonAsync(await SearchAsync(fixture, path, query));

        Assert.Equal(expected, matches.Length);
        Assert.All(matches, match => Assert.Equal("ARCHIVE", WebFixture.Value(match, "00080054")));
        Assert.All(matches, match => Assert.StartsWith(WebFixture.Url + "/studies/2.25.", WebFixture.Value(match, "00081190"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_match_is_204_without_a_body()
    {
        using var fixture = await WebFixture.MakeAsync();

        var response = await SearchAsync(fixture, "studies", "PatientID=NOBODY");

        Assert.Equal(204, response.Status);
        Assert.Null(response.Body);
    }

    [Theory]
    [InlineData("studies", "SOPInstanceUID=2.25.100.1", "lower level")]
    [InlineData("studies", "NoSuchKeyword=1", "no attribute")]
    [InlineData("studies", "limit=-1", "limit")]
    [InlineData("studies", "offset=x", "offset")]
    [InlineData("studies", "fuzzymatching=maybe", "fuzzymatching")]
    [InlineData("studies", "includefield=NoSuchKeyword", "no attribute")]
    [InlineData("studies", "PatientID=1&00100020=2", "more than once")]
    [InlineData("studies", "StudyInstanceUID=abc", "no UID")]
    [InlineData("studies/2.25.10/series", "StudyInstanceUID=2.25.20", "in the path")]
    [InlineData("studies", "PatientID.PatientName=1", "no attribute")]
    [InlineData("studies/not-a-uid/series", "", "UID")]
    public async Task What_cannot_be_searched_is_refused_in_a_sentence(string path, string query, string words)
    {
        using var fixture = await WebFixture.MakeAsync();

        var response = await SearchAsync(fixture, path, query);

        Assert.Equal(400, response.Status);
        Assert.Contains(words, response.Problem!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_are_the_whole_without_gap_or_overlap_and_all_but_the_last_say_that_there_is_more()
    {
        using var fixture = await WebFixture.MakeAsync();
        fixture.Settings.Current = new DicomWebSettings { MaximumMatches = 4 };
        var found = new List<string?>();

        foreach (var (query, isMore) in new[] { ("limit=1", true), ("offset=1&limit=100", true), ("offset=5&limit=1", false) })
        {
            var response = await SearchAsync(fixture, "instances", query);
            found.AddRange((await WebFixture.JsonAsync(response)).Select(match => WebFixture.Value(match, "00080018")));
            Assert.Equal(isMore, WebFixture.Header(response, "Warning") is not null);
        }

        Assert.Equal(6, found.Distinct().Count());
        Assert.Equal(6, found.Count);
        Assert.Equal(204, (await SearchAsync(fixture, "instances", "offset=6")).Status);
        Assert.Equal(204, (await SearchAsync(fixture, "instances", "offset=2147483647&limit=2147483647")).Status);
        Assert.Equal(204, (await SearchAsync(fixture, "instances", "limit=0")).Status);
    }

    [Fact]
    public async Task Attributes_are_returned_that_are_asked_for_and_all_that_are_known_where_all_are()
    {
        using var fixture = await WebFixture.MakeAsync();

        var plain = Assert.Single(await WebFixture.JsonAsync(await SearchAsync(fixture, "instances", "SOPInstanceUID=2.25.100.1")));
        var more = Assert.Single(await WebFixture.JsonAsync(await SearchAsync(fixture, "instances", "SOPInstanceUID=2.25.100.1&includefield=BitsStored,00280102")));
        var all = Assert.Single(await WebFixture.JsonAsync(await SearchAsync(fixture, "instances", "SOPInstanceUID=2.25.100.1&includefield=all")));

        Assert.Equal((null, "2"), (WebFixture.Value(plain, "00280101"), WebFixture.Value(plain, "00280010")));
        Assert.Equal(("8", "7"), (WebFixture.Value(more, "00280101"), WebFixture.Value(more, "00280102")));
        Assert.Equal(("8", "MONOCHROME2"), (WebFixture.Value(all, "00280101"), WebFixture.Value(all, "00280004")));
        Assert.False(all.TryGetProperty("00281050", out _)); // what the instance does not have
        Assert.True(plain.TryGetProperty("00080050", out _)); // what is required is there, though empty
    }

    [Fact]
    public async Task Who_has_the_answer_already_is_told_so()
    {
        using var fixture = await WebFixture.MakeAsync();
        var tag = WebFixture.Header(await SearchAsync(fixture, "studies", ""), "ETag")!;

        var again = await fixture.Search.HandleAsync(WebFixture.Request("studies", knows: tag), TestContext.Current.CancellationToken);
        await fixture.AddAsync("2.25.30", "2.25.300", 1, "CT");
        var changed = await fixture.Search.HandleAsync(WebFixture.Request("studies", knows: tag), TestContext.Current.CancellationToken);

        Assert.Equal(304, again.Status);
        Assert.Null(again.Body);
        Assert.Equal(200, changed.Status);
    }

    [Fact]
    public async Task A_caller_finds_what_the_caller_may_see()
    {
        using var fixture = await WebFixture.MakeAsync();
        fixture.Scopes.Scope = new CatalogScope(new DicomDataSetBuilder().Add(Tags.PatientID, "P2").Build());

        var match = Assert.Single(await WebFixture.JsonAsync(await SearchAsync(fixture, "studies", "")));

        Assert.Equal("2.25.20", WebFixture.Value(match, "0020000D"));
        Assert.Equal("reader", fixture.Scopes.Caller!.User!.Name);
    }

    [Theory]
    [InlineData("application/dicom+json", 200)]
    [InlineData("application/json", 200)]
    [InlineData("text/html, */*;q=0.1", 200)]
    [InlineData("application/dicom+xml", 406)]
    [InlineData("*/*;q=0", 406)]
    public async Task Only_what_the_client_takes_is_sent(string accept, int status)
    {
        using var fixture = await WebFixture.MakeAsync();

        Assert.Equal(status, (await fixture.Search.HandleAsync(WebFixture.Request("studies", accept: accept), TestContext.Current.CancellationToken)).Status);
    }

    private static async Task<WebResponse> SearchAsync(WebFixture fixture, string path, string query) =>
        await fixture.Search.HandleAsync(WebFixture.Request(path, query), TestContext.Current.CancellationToken);
}
