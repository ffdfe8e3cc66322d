using System.Text.RegularExpressions;

namespace Gantry.Architecture.Tests;

/// <summary>Where things are.</summary>
public sealed partial class LayoutTests
{
    private static readonly string[] Folders = [".ci", "contracts", "dicom", "host", "plugin-template", "plugins", "tests", "tools"];
    private static readonly string[] TestsOfNoProject = ["Gantry.Architecture", "Gantry.Interop", "Gantry.Fuzz"];

    [Fact]
    public void The_top_holds_only_the_folders_of_the_design() => Assert.All(
        Checkout.Files.Where(file => file.Contains('/', StringComparison.Ordinal)).Select(file => file[..file.IndexOf('/', StringComparison.Ordinal)]).Distinct(),
        folder => Assert.Contains(folder, Folders));

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Checkout.FullPath("Host.sln")).Replace('\\', '/');
        Assert.All(
            ProjectFile.All.Where(project => project.Layer != "plugin-template"),
            project => Assert.Contains($"\"{project.Path}\"", solution, StringComparison.Ordinal));
    }

    [Fact]
    public void The_filter_that_a_plain_run_builds_has_every_plugin()
    {
        var filter = File.ReadAllText(Checkout.FullPath("plugins/Plugins.slnf"));
        Assert.All(
            ProjectFile.All.Where(project => project.Layer == "plugins" && project.PluginId is not null),
            project => Assert.Contains($"\"{project.Path}\"", filter, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_test_project_is_named_after_the_project_that_it_tests() => Assert.All(
        ProjectFile.All.Where(project => project.Layer == "tests" && project.Name.EndsWith(".Tests", StringComparison.Ordinal)),
        project =>
        {
            var tested = project.Name[..^".Tests".Length];
            Assert.True(
                TestsOfNoProject.Contains(tested) || ProjectFile.All.Any(other => other.Name == tested || other.Name.StartsWith(tested + ".", StringComparison.Ordinal)),
                $"{project} tests nothing.");
            Assert.Equal($"tests/{project.Name}", project.Folder);
        });

    [Fact]
    public void Every_plugin_has_a_README_beside_it() => Assert.All(
        ProjectFile.All.Where(project => project.Layer == "plugins"), project => Assert.Contains($"{project.Folder}/README.md", Checkout.Files));

    [Fact]
    public void Plugin_ids_are_the_projects_own_and_dotted()
    {
        var plugins = ProjectFile.All.Where(project => project.Layer == "plugins" && project.PluginId is not null).ToList();
        Assert.NotEmpty(plugins);
        Assert.All(plugins, project => Assert.Matches(PluginIdPattern(), project.PluginId));
        Assert.Equal(plugins.Count, plugins.Select(project => project.PluginId).Distinct().Count());
    }

    [Fact]
    public void The_scripts_can_be_run()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no mode bits.");
            return;
        }

        foreach (var script in (string[])["tools/run", "tools/build", "tools/test", "tools/test-report", "tools/check", "tools/pack", "tools/bench", "tools/readytorun", ".ci/run"])
        {
            Assert.True(File.GetUnixFileMode(Checkout.FullPath(script)).HasFlag(UnixFileMode.UserExecute), script);
        }
    }

    [GeneratedRegex(@"^gantry(\.[a-z0-9]+(-[a-z0-9]+)*)+\z")]
    private static partial Regex PluginIdPattern();
}
