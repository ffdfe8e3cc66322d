using Gantry.Dicom;

namespace Gantry.Plugins.FileStore.Tests;

public class InstanceLocationTests
{
    private const string Random = "0123456789abcdef0123456789abcdef";

    [Fact]
    public void A_location_is_read_back_and_fits_the_catalog()
    {
        var longest = new Uid(string.Concat(Enumerable.Repeat("1.", 31)) + "12");
        Assert.Equal(64, longest.Value.Length);

        var location = InstanceLocation.New(longest, longest);

        Assert.True(InstanceLocation.TryParse(location.Text, out var parsed));
        Assert.Equal(location, parsed);
        Assert.True(location.Text.Length <= 255);
    }

    [Fact]
    public void Instances_of_one_study_share_its_folder()
    {
        var first = InstanceLocation.New(new Uid("2.25.1"), new Uid("2.25.2"));
        var second = InstanceLocation.New(new Uid("2.25.1"), new Uid("2.25.3"));

        Assert.Equal(first.Folders, second.Folders);
        Assert.EndsWith("/2.25.1", first.Folders.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public void Instances_without_a_study_have_a_place()
    {
        var location = InstanceLocation.New(default, new Uid("2.25.2"));

        Assert.Contains("/no-study/2.25.2-", location.Text, StringComparison.Ordinal);
        Assert.True(InstanceLocation.TryParse(location.Text, out _));
    }

    [Theory]
    [InlineData("2026-01/02/2.25.1/2.25.2-" + Random + ".dcm", true)]
    [InlineData("2026-13/02/2.25.1/2.25.2-" + Random + ".dcm", false)]
    [InlineData("2026-00/02/2.25.1/2.25.2-" + Random + ".dcm", false)]
    [InlineData("2026-01/32/2.25.1/2.25.2-" + Random + ".dcm", false)]
    [InlineData("2026-01/ab/2.25.1/2.25.2-" + Random + ".dcm", false)]
    [InlineData("2026-+1/02/2.25.1/2.25.2-" + Random + ".dcm", false)]
    [InlineData("ab/123/2.25.1/2.25.2-" + Random + ".dcm", false)]
    public void A_location_by_day_is_read_and_nothing_that_only_resembles_it(string text, bool isOne)
    {
        Assert.Equal(isOne, InstanceLocation.TryParse(text, out var location));
        Assert.True(!isOne || location.Folders.SequenceEqual(["2026-01", "2026-01/02", "2026-01/02/2.25.1"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("/etc/passwd")]
    [InlineData("../../x")]
    [InlineData("..\\..\\x")]
    [InlineData("C:\\x")]
    [InlineData("con")]
    [InlineData("ab/cd/2.25.1/../../../../etc/passwd")]
    [InlineData("../cd/2.25.1/2.25.2-" + Random + ".dcm")]
    [InlineData("ab/../2.25.1/2.25.2-" + Random + ".dcm")]
    [InlineData("ab/cd/../2.25.2-" + Random + ".dcm")]
    [InlineData("ab/cd/./2.25.2-" + Random + ".dcm")]
    [InlineData("ab/cd/2.25.1/..-" + Random + ".dcm")]
    [InlineData("ab/cd/2.25.1/-" + Random + ".dcm")]
    [InlineData("ab/cd/2.25.1/2.25.2-" + Random + ".dcm\0")]
    [InlineData("ab/cd/2.25.1\0/2.25.2-" + Random + ".dcm")]
    [InlineData("ab/cd/2.25.1 /2.25.2-" + Random + ".dcm")]
    [InlineData("AB/cd/2.25.1/2.25.2-" + Random + ".dcm")]
    [InlineData("ab/cd/2.25.1/2.25.2-" + Random + ".tmp")]
    [InlineData("ab/cd/2.25.1/2.25.2" + Random + ".dcm")]
    [InlineData("/ab/cd/2.25.1/2.25.2-" + Random + ".dcm")]
    [InlineData("ab/cd/2.25.1/x/2.25.2-" + Random + ".dcm")]
    public async Task Anything_else_is_no_location(string text)
    {
        Assert.False(InstanceLocation.TryParse(text, out _));

        await using var fixture = await StoreFixture.StartAsync();
        await Assert.ThrowsAsync<FileNotFoundException>(async () => await fixture.Store.OpenAsync(text, TestContext.Current.CancellationToken));
        await fixture.Store.DeleteAsync(text, TestContext.Current.CancellationToken);
    }
}
