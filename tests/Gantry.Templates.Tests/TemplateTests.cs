using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gantry.Templates.Tests;

/// <summary>What the templates make builds and passes its tests outside the repository, from the packages alone.</summary>
public sealed partial class TemplateTests(Vendor vendor) : IAsyncLifetime
{
    public static TheoryData<string> Names => [.. Vendor.Solutions.Keys];

    [Theory, MemberData(nameof(Names))]
    public async Task What_a_template_makes_passes_its_tests_and_has_a_folder_to_drop_in(string name)
    {
        var solution = Vendor.Solutions[name];

        // The tests are a program; dotnet test, the way of most, takes many times as long, and is taken for one solution of each template.
        var run = (await (solution.IsTestedByDotnet
            ? vendor.DotnetAsync(null, "test", solution.TestProject, "--no-build", "--nologo")
            : vendor.DotnetAsync(null, vendor.BuiltTests(solution), "-noLogo", "-noColor"))).Succeeded();

        var passed = (solution.IsTestedByDotnet ? PassedPattern() : TotalPattern()).Match(run.Output);
        Assert.True(passed.Success && int.Parse(passed.Groups[1].Value) >= solution.Tests, run.Output);
        var folder = vendor.Built(solution);
        using var manifest = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "plugin.json"), TestContext.Current.CancellationToken));
        Assert.Equal(solution.PluginId, manifest.RootElement.GetProperty("id").GetString());
        Assert.Equal($"{name}.dll", manifest.RootElement.GetProperty("assembly").GetString());
        Assert.DoesNotContain(
            Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(Path.GetFileName),
            file => file is "Gantry.Contracts.dll" or "Gantry.Dicom.dll" or "System.Composition.AttributedModel.dll" or "Microsoft.Extensions.Logging.Abstractions.dll");
        Assert.DoesNotContain(
            Directory.EnumerateFiles(vendor.Folder.File(name), "*", SearchOption.AllDirectories).Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal)),
            file => (file + File.ReadAllText(file)).Contains("vendor", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_solution_file_of_a_template_builds_too()
    {
        const string Name = "Acme.2nd.Journal";
        (await vendor.DotnetAsync(Name, "build", "--no-restore", "-v", "quiet", "-nologo")).Succeeded();
    }

    [Fact]
    public async Task Publishing_gives_the_same_folder()
    {
        var solution = Vendor.Solutions["Acme.Catalog"];
        var published = vendor.Folder.File("published");

        (await vendor.DotnetAsync(null, "publish", solution.Project, "-c", "Debug", "--no-build", "-v", "quiet", "-nologo", "-o", published)).Succeeded();

        Assert.Equal(Files(vendor.Built(solution)), Files(published));

        static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file)).Where(file => Path.GetExtension(file) is not (".xml" or ".pdb")).Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task Packages_that_are_on_no_feed_are_found_in_the_folder_given()
    {
        (await vendor.DotnetAsync(null, "new", "gantry-observer", "-n", "Elsewhere", "--packages", "over/there", "--debug:custom-hive", vendor.Folder.File("hive"))).Succeeded();
        Assert.Contains("value=\"over/there\"", await File.ReadAllTextAsync(vendor.Folder.File("Elsewhere/nuget.config"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.False(File.Exists(vendor.Folder.File("Mover/nuget.config")));
    }

    public async ValueTask InitializeAsync() => await vendor.ReadyAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [GeneratedRegex(@"Passed! +- Failed: +0, Passed: +(\d+), Skipped: +0,")]
    private static partial Regex PassedPattern();

    [GeneratedRegex(@" Total: (\d+), Errors: 0, Failed: 0, Skipped: 0, ")]
    private static partial Regex TotalPattern();
}
