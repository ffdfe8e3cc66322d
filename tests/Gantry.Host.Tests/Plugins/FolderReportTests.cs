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
                new FolderFinding(FindingSeverity.Warning, "It requires ICatalog, which no plugin provides now; it would wait for one."),
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

        Assert.Equal(new FolderFinding(FindingSeverity.Error, "acme.catalogue provides ICatalog, which fixture.catalogue provides already."), clash.Findings[0]);
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

    [Fact]
    public async Task A_sop_class_that_another_plugin_serves_is_an_error_before_anything_is_loaded()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("CatalogueOne");
        await world.DropAndLoadAsync("FinderOne");
        var second = world.Drop("FinderTwo", "acme.finder");
        var manifest = Path.Combine(second, "plugin.json");
        await File.WriteAllTextAsync(
            manifest, (await File.ReadAllTextAsync(manifest, TestContext.Current.CancellationToken)).Replace("fixture.finder", "acme.finder", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);

        var clash = FolderReport.Make(second, world.Registry);
        var next = FolderReport.Make(Fixture.Folder("FinderTwo"), world.Registry);

        Assert.Equal(
            new FolderFinding(FindingSeverity.Error, "acme.finder serves CFind of 1.2.840.10008.5.1.4.1.2.2.1, which fixture.finder serves already."), clash.Findings[0]);
        Assert.DoesNotContain(next.Findings, finding => finding.Severity == FindingSeverity.Error);
    }

    [Fact]
    public async Task What_is_not_an_assembly_is_an_error()
    {
        await using var world = new PluginWorld();
        var folder = world.Drop("CatalogueOne");
        await File.WriteAllBytesAsync(Path.Combine(folder, "CatalogueOne.dll"), new byte[3_000], TestContext.Current.CancellationToken);

        var report = FolderReport.Make(folder, world.Registry);

        Assert.Equal(new FolderFinding(FindingSeverity.Error, "CatalogueOne.dll is not an assembly."), report.Findings[0]);
    }

    [Fact]
    public async Task A_missing_signature_is_an_error_where_one_is_required()
    {
        await using var world = new PluginWorld(signatures: Host.Plugins.Signatures.SignaturePolicy.Require);

        var report = FolderReport.Make(world.Drop("CatalogueOne"), world.Registry, world.Signatures);

        Assert.Equal(new FolderFinding(FindingSeverity.Error, "It is not signed, and Gantry:Signatures requires that."), report.Findings[0]);
    }

    // Whether the build's own folders can be written by a group depends on the umask of whoever built.
    private static IEnumerable<FolderFinding> Without(FolderReport report) =>
        report.Findings.Where(finding => !finding.Text.EndsWith("can be written by others than its owner.", StringComparison.Ordinal));
}
