namespace Gantry.Plugins.DicomWeb.Tests;

public class MetadataCacheTests
{
    [Fact]
    public async Task Metadata_are_read_once_and_anew_where_an_instance_comes()
    {
        using var fixture = await WebFixture.MakeAsync();
        var first = await WebFixture.BodyAsync(await AskAsync(fixture));
        fixture.Store.Fault = new IOException("Gone."); // what is kept needs no instance any more
        var again = await AskAsync(fixture);
        Assert.Equal(first, await WebFixture.BodyAsync(again));
        Assert.Equal(first.Length, again.Length);

        fixture.Store.Fault = null;
        await fixture.AddAsync("2.25.10", "2.25.100", 3, "CT");
        Assert.Equal(5, (await WebFixture.JsonAsync(await AskAsync(fixture))).Length);
        Assert.Equal(304, (await AskAsync(fixture, WebFixture.Header(await AskAsync(fixture), "ETag")!)).Status);
    }

    [Fact]
    public async Task Nothing_is_kept_where_the_setting_says_so()
    {
        using var fixture = await WebFixture.MakeAsync();
        fixture.Settings.Current = new DicomWebSettings { MetadataMegabytes = 0 };
        await WebFixture.BodyAsync(await AskAsync(fixture));
        fixture.Store.Fault = new IOException("Gone.");

        await Assert.ThrowsAnyAsync<IOException>(async () => await WebFixture.BodyAsync(await AskAsync(fixture)));
    }

    [Fact]
    public async Task Many_instances_come_in_their_order()
    {
        using var fixture = await WebFixture.MakeAsync();
        for (var number = 1; number <= 60; number++)
        {
            await fixture.AddAsync("2.25.70", "2.25.700", number, "CT", side: number == 30 ? 2_100 : 2); // one of them is long
        }

        var metadata = await WebFixture.JsonAsync(await fixture.Metadata.HandleAsync(WebFixture.Request("studies/2.25.70/metadata"), TestContext.Current.CancellationToken));

        Assert.Equal(Enumerable.Range(1, 60).Select(number => $"{number}"), metadata.Select(dataSet => WebFixture.Value(dataSet, "00200013")));
        Assert.All(metadata, dataSet => Assert.StartsWith(WebFixture.Url, dataSet.GetProperty("7FE00010").GetProperty("BulkDataURI").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_not_asked_for_the_longest_time_makes_room()
    {
        var cache = new MetadataCache(new Contracts.Testing.TestPluginSettings<DicomWebSettings>(new DicomWebSettings { MetadataMegabytes = 1 }));
        var bytes = new byte[100_000];
        for (var i = 0; i < 10; i++)
        {
            cache.Keep($"{i}", bytes);
        }

        Assert.NotNull(cache.Find("0"));
        cache.Keep("10", bytes);
        cache.Keep("too long", new byte[cache.Longest + 1]);

        Assert.NotNull(cache.Find("0"));
        Assert.NotNull(cache.Find("10"));
        Assert.Null(cache.Find("1"));
        Assert.Null(cache.Find("too long"));
    }

    private static ValueTask<Contracts.WebResponse> AskAsync(WebFixture fixture, string knows = "") =>
        fixture.Metadata.HandleAsync(WebFixture.Request("studies/2.25.10/metadata", knows: knows), TestContext.Current.CancellationToken);
}
