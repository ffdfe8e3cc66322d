using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Tests.Plugins;

public sealed class FolderReportTests
{
    [Fact]
    public async Task A_new_version_would_take_the_place_of_the_one_that_serves()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("CatalogueOne");

        var report = FolderReport.Make(Fixture.Folder("CatalogueTwo"), world.Registry);

        Assert.Equal(("fixture.catalogue", "2.0.0"), (report.Id, report.Version));
        Assert.Equal(
            [new FolderFinding(FindingSeverity.Information, "It would take the place of fixture.catalogue 1.0.0 (generation 1).")], Without(report));
    }

    [Fact]
    public async Task A_service_that_is_missing_is_a_warning()
    {
        await using var world = new PluginWorld();

        var report = FolderReport.Make(Fixture.Folder("FinderOne"), world.Registry);

        Assert.Equal(
            [
                new FolderFinding(FindingSeverity.Warning, "It requires ICatalog, which no plugin provides now; its operations would be refused."),
                new FolderFinding(FindingSeverity.Information, "No version of it serves now; it would be the first."),
            ],
            Without(report));
    }

    [Fact]
    public async Task A_service_that_another_plugin_provides_and_a_folder_that_cannot_load_are_errors()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("CatalogueOne");
        var second = world.Drop("CatalogueTwo", "acme.catalogue");
        var manifest = Path.Combine(second, "plugin.json");
        await File.WriteAllTextAsync(
            manifest,
            (await File.ReadAllTextAsync(manifest, TestContext.Current.CancellationToken)).Replace("fixture.catalogue", "acme.catalogue", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);

        var clash = FolderReport.Make(second, world.Registry);
        File.Delete(manifest);
        var broken = FolderReport.Make(second, world.Registry);

        Assert.Equal(new FolderFinding(FindingSeverity.Error, "It provides ICatalog, which fixture.catalogue provides already."), clash.Findings[0]);
        Assert.Equal([new FolderFinding(FindingSeverity.Error, "There is no plugin.json in the folder.")], broken.Findings);
        Assert.Single(world.Registry.Slots);
    }

    [Fact]
    public async Task A_file_that_its_group_can_write_is_a_warning()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no mode bits.");
        await using var world = new PluginWorld();
        var folder = world.Drop("CatalogueOne");
        FolderEntries.Allow(Path.Combine(folder, "CatalogueOne.dll"), UnixFileMode.GroupWrite);

        var report = FolderReport.Make(folder, world.Registry);

        Assert.Contains(new FolderFinding(FindingSeverity.Warning, "CatalogueOne.dll can be written by others than its owner."), report.Findings);
    }

    // Whether the build's own folders can be written by a group depends on the umask of whoever built.
    private static IEnumerable<FolderFinding> Without(FolderReport report) =>
        report.Findings.Where(finding => !finding.Text.EndsWith("can be written by others than its owner.", StringComparison.Ordinal));
}
