using System.Diagnostics;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>What a plugin does that ends the process: the supervisor starts the host again, and after the second time it goes on without the plugin.</summary>
public sealed class SupervisionTests
{
    private const string Id = "fixture.bad-citizen";

    [Theory, Trait("Row", "overflows the stack, fails fast, exits or crashes natively")]
    [InlineData("overflow the stack", "Handler.Recurse(Int32)")]
    [InlineData("fail fast", "Handler")]
    [InlineData("touch foreign memory", "Handler")]
    [InlineData("crash natively", "")]
    [InlineData("exit", "")]
    public async Task A_plugin_that_ends_the_host_twice_is_left_out_until_an_administrator_loads_it(string what, string where)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Its native way to end a process is of Unix.");
        using var folder = new TemporaryFolder();
        var plugins = folder.Folder("plugins");
        PluginFolders.Drop(Checkout.Fixture("BadCitizen", Id), plugins, Id);
        await using var gantry = await SupervisedGantry.StartAsync(folder, plugins);
        await gantry.HostServesAsync();
        Assert.Equal((DimseStatus.Success, "well"), await gantry.AskAsync(""));

        Assert.Null(await gantry.AskAsync(what));
        await gantry.HostServesAsync();
        Assert.Equal((DimseStatus.Success, "well"), await gantry.AskAsync(""));
        Assert.Null(await gantry.AskAsync(what));
        await gantry.HostServesAsync();

        var left = await gantry.PluginAsync(Id);
        Assert.Equal("Refused", left.GetProperty("state").GetString());
        var refusal = left.GetProperty("refusal").GetString()!;
        Assert.StartsWith("Left out: the host crashed 2 times in its code, last on ", refusal, StringComparison.Ordinal);
        Assert.Contains(where, refusal, StringComparison.Ordinal);
        Assert.EndsWith($"gantry plugins reload {Id} tries it again.", refusal, StringComparison.Ordinal);

        (await gantry.CliAsync("plugins", "reload", Id)).Succeeded();
        Assert.Equal((DimseStatus.Success, "well"), await gantry.AskAsync(""));
        Assert.Equal(0, await gantry.StopAsync());
    }

    [Fact, Trait("Row", "ends the process when it is started")]
    public async Task A_plugin_that_ends_the_host_at_its_start_is_left_out_and_the_host_starts()
    {
        using var folder = new TemporaryFolder();
        var plugins = folder.Folder("plugins");
        PluginFolders.Drop(Checkout.Fixture("BadCitizen", Id), plugins, Id);

        await using var gantry = await SupervisedGantry.StartAsync(folder, plugins, $"--Gantry:Plugins:{Id}:Does", "fail fast in start");
        await gantry.HostServesAsync();

        Assert.StartsWith("Left out: the host crashed 2 times in its code", (await gantry.PluginAsync(Id)).GetProperty("refusal").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, await gantry.StopAsync());
    }

    [Fact]
    public async Task A_host_that_is_killed_from_outside_is_started_again_and_no_plugin_is_blamed()
    {
        using var folder = new TemporaryFolder();
        await using var gantry = await SupervisedGantry.StartAsync(folder, folder.Folder("plugins"));
        await gantry.HostServesAsync();

        Kill(gantry.HostId);
        await gantry.HostServesAsync();

        Assert.False(File.Exists(Path.Combine(gantry.DataFolder, "crash.json")));
        Assert.Contains("ended with 137 and was not told to", gantry.Output, StringComparison.Ordinal);
        Assert.Equal(0, await gantry.StopAsync());
    }

    [Fact]
    public async Task A_host_that_is_told_to_stop_is_not_started_again()
    {
        using var folder = new TemporaryFolder();
        await using var gantry = await SupervisedGantry.StartAsync(folder, folder.Folder("plugins"));
        await gantry.HostServesAsync();
        using var host = Process.GetProcessById(gantry.HostId);

        Signals.AskToStop(host);

        Assert.Equal(0, await gantry.EndAsync());
    }

    [Fact]
    public async Task A_host_whose_supervisor_is_killed_stops_in_order()
    {
        using var folder = new TemporaryFolder();
        await using var gantry = await SupervisedGantry.StartAsync(folder, folder.Folder("plugins"));
        await gantry.HostServesAsync();
        using var host = Process.GetProcessById(gantry.HostId);

        gantry.Supervisor.Kill();

        await Until.TrueAsync(() => !File.Exists(Path.Combine(gantry.DataFolder, "admin.json")), "the host stops in order");
    }

    [Fact]
    public async Task Settings_that_are_not_usable_end_the_supervisor_with_2()
    {
        using var folder = new TemporaryFolder();
        await using var gantry = await SupervisedGantry.StartAsync(folder, folder.Folder("plugins"), "--Gantry:AETitle", "");

        Assert.Equal(2, await gantry.EndAsync());
    }

    private static void Kill(int id)
    {
        using var process = Process.GetProcessById(id);
        process.Kill();
    }
}
