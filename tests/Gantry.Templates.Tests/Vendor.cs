using Gantry.Templates.Tests;

[assembly: AssemblyFixture(typeof(Vendor))]

namespace Gantry.Templates.Tests;

/// <summary>
/// A vendor's machine: the packages, as tools/pack makes them, and one solution made of each template. What it restores comes from these packages and from
/// what this machine has restored for the tests; caches, settings and templates of the user are left alone.
/// </summary>
public sealed class Vendor : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<Task> _ready;

    public Vendor() => _ready = new Lazy<Task>(MakeAsync);

    /// <summary>The solutions, by the name each was made with. Names that are no identifiers, on purpose.</summary>
    public static IReadOnlyDictionary<string, Solution> Solutions { get; } = new Solution[]
    {
        new("Acme.Worklist-2", "acme.worklist-2", 4, "gantry-handler") { IsTestedByDotnet = true },
        new("Acme.class", "acme.class", 3, "gantry-handler", "--operation", "CStore"),
        new("Mover", "acme.mover", 4, "gantry-handler", "--operation", "CMove", "--plugin-id", "acme.mover"),
        new("Acme Getter", "local.acme-getter", 3, "gantry-handler", "--operation", "CGet"),
        new("Acme.Steps", "acme.steps", 3, "gantry-handler", "--operation", "NCreate"),
        new("Acme.Change", "acme.change", 3, "gantry-handler", "--operation", "NSet"),
        new("Acme.Attributes", "acme.attributes", 3, "gantry-handler", "--operation", "NGet"),
        new("Acme.Removal", "acme.removal", 2, "gantry-handler", "--operation", "NDelete"),
        new("Acme.Commitment", "acme.commitment", 4, "gantry-handler", "--operation", "NAction"),
        new("Acme.Events", "acme.events", 3, "gantry-handler", "--operation", "NEventReport"),
        new("Acme.2nd.Journal", "acme.2nd.journal", 4, "gantry-observer") { IsTestedByDotnet = true },
        new("Acme.Burner", "acme.burner", 11, "gantry-device"),
        new("Acme.Catalog", "acme.catalog", 100, "gantry-dal") { IsTestedByDotnet = true },
        new("Acme.3rd-Look", "acme.3rd-look", 10, "gantry-web"),
    }.ToDictionary(solution => solution.Name);

    internal TemporaryFolder Folder => _folder;

    /// <summary>Waits until everything is built; the first test that asks starts it.</summary>
    public Task ReadyAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "tools/pack is a script for bash.");
        return _ready.Value;
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The folder that was built of a solution's plugin, as it would be dropped into a host.</summary>
    public string Built(Solution solution)
    {
        var output = _folder.File(Path.Combine(Path.GetDirectoryName(solution.Project)!, "bin"));
        return Path.GetDirectoryName(Assert.Single(Directory.GetFiles(output, "plugin.json", SearchOption.AllDirectories)))!;
    }

    /// <summary>The program that a solution's tests are.</summary>
    public string BuiltTests(Solution solution) => Assert.Single(Directory.GetFiles(
        _folder.File(Path.Combine(Path.GetDirectoryName(solution.TestProject)!, "bin")), $"{solution.Name}.Tests.dll", SearchOption.AllDirectories));

    /// <summary>Runs dotnet in the folder of the solutions, or below it.</summary>
    internal Task<CommandResult> DotnetAsync(string? below, params string[] arguments) =>
        Programs.RunAsync("dotnet", arguments, TimeSpan.FromMinutes(8), below is null ? _folder.Path : _folder.File(below));

    private async Task MakeAsync()
    {
        var packages = Checkout.Packages ?? await PackAsync();
        var machine = (await DotnetAsync(null, "nuget", "locals", "global-packages", "--list")).Succeeded().Output.Split(':', 2)[1].Trim();
        await File.WriteAllTextAsync(_folder.File("nuget.config"), Configuration(packages, machine));
        (await DotnetAsync(null, ["new", "install", Directory.GetFiles(packages, "Gantry.Templates.*.nupkg").Single(), .. Hive])).Succeeded();
        foreach (var solution in Solutions.Values)
        {
            (await DotnetAsync(null, ["new", .. solution.Template, "-n", solution.Name, .. Hive])).Succeeded();
        }

        // One restore and one build for all of them.
        var projects = Solutions.Values.SelectMany(solution => (string[])[solution.Project, solution.TestProject]).Select(path => $"<Project Path=\"{path}\" />");
        await File.WriteAllTextAsync(_folder.File("All.slnx"), $"<Solution>{string.Concat(projects)}</Solution>");
        (await DotnetAsync(null, "build", "All.slnx", "-v", "quiet", "-nologo")).Succeeded();
    }

    private async Task<string> PackAsync()
    {
        var packages = _folder.File("packages");
        (await Programs.RunAsync(Path.Combine(Checkout.Top, "tools", "pack"), ["-c", Checkout.Configuration, "--no-build", packages], TimeSpan.FromMinutes(5))).Succeeded();
        return packages;
    }

    private string[] Hive => ["--debug:custom-hive", _folder.File("hive")];

    private string Configuration(string packages, string machine) => $"""
        <configuration>
          <config><add key="globalPackagesFolder" value="{_folder.File("restored")}" /></config>
          <packageSources><clear /><add key="gantry" value="{packages}" /><add key="machine" value="{machine}" /></packageSources>
          <packageSourceMapping>
            <packageSource key="gantry"><package pattern="Gantry.*" /></packageSource>
            <packageSource key="machine"><package pattern="*" /></packageSource>
          </packageSourceMapping>
        </configuration>
        """;
}
