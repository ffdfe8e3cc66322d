using Gantry.Contracts.Testing;

namespace VendorNamespace.Tests;

/// <summary>The plugin can be replaced while a server works: nothing of the version before stays in memory.</summary>
public sealed class UnloadTests
{
    [Fact]
    public Task It_is_collected_after_it_was_unloaded() => UnloadProbe.AssertUnloadsAsync(BuiltPlugin.Folder("vendor-plugin-id"), async plugin =>
    {
        Assert.Equal(204, (await plugin.AnswerAsync("POST", "/vendor-web-name/list", """["1.2.3"]""")).Status);
        Assert.Contains("1.2.3", (await plugin.AnswerAsync("GET", "/vendor-web-name/list")).Text, StringComparison.Ordinal);
    });
}
