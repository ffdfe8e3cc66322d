namespace Gantry.Contracts.Testing.Tests;

public sealed class WebContributionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gantry-").FullName;

    public WebContributionTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "wwwroot", "parts"));
        File.WriteAllText(Path.Combine(_folder, "plugin.js"), "");
        foreach (var script in (string[])["a.js", "parts/b.mjs", "a.css"])
        {
            File.WriteAllText(Path.Combine(_folder, "wwwroot", script), "");
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("board", "Board", Rights.Search, "a.js", "acme-board", null)]
    [InlineData("b-2", "B", Rights.Anyone, "parts/b.mjs", "a-b-c2", null)]
    [InlineData("Board", "B", Rights.Search, "a.js", "acme-board", "'Board' is no id")]
    [InlineData("", "B", Rights.Search, "a.js", "acme-board", "'' is no id")]
    [InlineData("a\n", "B", Rights.Search, "a.js", "acme-board", "is no id")]
    [InlineData("a/b", "B", Rights.Search, "a.js", "acme-board", "'a/b' is no id")]
    [InlineData("a", "", Rights.Search, "a.js", "acme-board", "The title of a is empty")]
    [InlineData("a", "B", "", "a.js", "acme-board", "a names no right")]
    [InlineData("a", "B", Rights.All, "a.js", "acme-board", "a names no right")]
    [InlineData("a", "B", Rights.Search, "../plugin.js", "acme-board", "'../plugin.js' of a is no path")]
    [InlineData("a", "B", Rights.Search, "parts/../../plugin.js", "acme-board", "is no path")]
    [InlineData("a", "B", Rights.Search, "/etc/a.js", "acme-board", "is no path")]
    [InlineData("a", "B", Rights.Search, "parts\\b.js", "acme-board", "is no path")]
    [InlineData("a", "B", Rights.Search, "a.css", "acme-board", "'a.css' of a is no path of a script")]
    [InlineData("a", "B", Rights.Search, "gone.js", "acme-board", "The script of a is not in the folder: wwwroot/gone.js.")]
    [InlineData("a", "B", Rights.Search, "a.js", "board", "'board' of a is no name of a custom element")]
    [InlineData("a", "B", Rights.Search, "a.js", "acme-board><script>", "is no name of a custom element")]
    public void What_would_not_show_is_told_in_a_sentence(string id, string title, string right, string script, string element, string? fault)
    {
        foreach (var contribution in (WebContribution[])[new WebPage(id, title, right, script, element), new WebButton(id, title, right, script, element)])
        {
            var found = contribution.FindFault(_folder);
            Assert.True(fault is null ? found is null : found?.Contains(fault, StringComparison.Ordinal), found);
        }
    }

    [Theory]
    [InlineData("letters", true)]
    [InlineData("$a_1", true)]
    [InlineData("1a", false)]
    [InlineData("a.b", false)]
    [InlineData("", false)]
    public void A_column_names_a_function(string function, bool isGood) =>
        Assert.Equal(isGood, new WebColumn("a", "A", Rights.Search, "a.js", function).FindFault(_folder) is null);

    [Fact]
    public void Two_of_an_id_are_one_too_many() => Assert.Equal(
        "It adds two things to the workstation with the id a.",
        WebContribution.FindFault([new WebColumn("a", "A", Rights.Search, "a.js", "f"), new WebPage("a", "A", Rights.Search, "a.js", "x-y")], _folder));
}
