using Gantry.Contracts;
using Gantry.Contracts.Testing;

namespace Gantry.Plugins.Retention.Tests;

public sealed class BuiltPluginTests
{
    [Fact]
    public Task It_runs_and_is_collected_after_it_was_unloaded() => UnloadProbe.AssertUnloadsAsync(BuiltPlugin.Folder("gantry.retention"), async plugin =>
    {
        var retention = plugin.GetService<IRetention>();
        Assert.Equal(0, (await retention.RunAsync(isDryRun: false, TestContext.Current.CancellationToken)).StudiesSeen);
        Assert.Null((await retention.DescribeAsync(TestContext.Current.CancellationToken)).NextRunAt);
    });
}
