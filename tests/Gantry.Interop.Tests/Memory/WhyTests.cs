using System.Text.Json;

namespace Gantry.Interop.Tests;

/// <summary>A plugin that stays in memory is told by the path that holds it.</summary>
public sealed class WhyTests(LeakyHost host) : IClassFixture<LeakyHost>
{
    public static TheoryData<int, string, string> Leaks => new(LeakyHost.Leaks.Select((leak, number) => (number, leak.Leak, leak.Root)));

    [Theory, MemberData(nameof(Leaks)), Trait("Row", "stays in memory")]
    public async Task The_path_that_holds_a_generation_is_shown(int number, string leak, string root)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsWindows(), "Processes cannot be looked into here.");
        var (id, unloaded) = await host.LoadAndUnloadAsync(number, patience: 1);
        Assert.Equal(1, unloaded.ExitCode);

        var why = await host.Gantry.CliAsync("plugins", "why", id, "--json");

        Assert.Equal(1, why.ExitCode);
        using var json = JsonDocument.Parse(why.Output);
        var generation = json.RootElement.GetProperty("generations").EnumerateArray().Single();
        var path = string.Join('\n', generation.GetProperty("path").EnumerateArray().Select(line => line.GetString()));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{leak}: {generation.GetProperty("objects")} objects, {generation.GetProperty("milliseconds")} ms\n{path}\n{generation.GetProperty("problem")}");
        Assert.Contains(root, path, StringComparison.Ordinal);
        Assert.Contains("Gantry.Fixtures.BadCitizen.", path, StringComparison.Ordinal);
        Assert.Contains("\"pluginsServing\": 0", (await host.Gantry.CliAsync("status", "--json")).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_plugin_that_is_gone_nothing_is_held()
    {
        var (id, unloaded) = await host.LoadAndUnloadAsync(LeakyHost.Leaks.Count, patience: 60);
        unloaded.Succeeded();

        var why = (await host.Gantry.CliAsync("plugins", "why", id)).Succeeded();

        Assert.Equal([$"Nothing of {id} is in memory but what serves."], why.Lines.Where(line => line.Length > 0));
    }
}
