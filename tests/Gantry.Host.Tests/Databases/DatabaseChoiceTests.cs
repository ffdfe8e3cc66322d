using Gantry.Host.Databases;

namespace Gantry.Host.Tests.Databases;

public sealed class DatabaseChoiceTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gantry-");

    private string File => Path.Combine(_folder.FullName, "catalog.json");

    [Fact]
    public void What_moves_have_left_is_kept()
    {
        var choice = new DatabaseChoice(File, "one");
        Assert.Equal(("one", null, false), (choice.Current, choice.Standby, choice.IsToSwitch));
        choice.Begin("two");
        choice = new DatabaseChoice(File, "one");
        Assert.Equal(("one", "two", true), (choice.Current, choice.Standby, choice.IsToSwitch));
        choice.Switch();
        choice = new DatabaseChoice(File, "one");
        Assert.Equal(("two", "one", false), (choice.Current, choice.Standby, choice.IsToSwitch));
        choice.AskToSwitch();
        Assert.True(choice.IsToSwitch);
        choice.Switch();
        choice.Switch();
        choice.End();
        choice = new DatabaseChoice(File, "one");
        Assert.Equal(("two", null, false), (choice.Current, choice.Standby, choice.IsToSwitch));
    }

    [Fact]
    public void Who_changes_the_settings_afterwards_means_it()
    {
        new DatabaseChoice(File, "one").Begin("two");
        var choice = new DatabaseChoice(File, "three");
        Assert.Equal(("three", null), (choice.Current, choice.Standby));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"current\":")]
    public void A_damaged_file_is_refused(string content)
    {
        System.IO.File.WriteAllText(File, content);
        Assert.Contains("is damaged", Assert.Throws<InvalidDataException>(() => new DatabaseChoice(File, "one")).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
