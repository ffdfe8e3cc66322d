using Gantry.Contracts;
using Gantry.Contracts.Testing;

namespace VendorNamespace.Tests;

/// <summary>The plugin can be replaced while a server works: nothing of the version before stays in memory.</summary>
public sealed class UnloadTests
{
    [Fact]
    public Task It_is_collected_after_it_was_unloaded() => UnloadProbe.AssertUnloadsAsync(BuiltPlugin.Folder("vendor-plugin-id"), async plugin =>
    {
        using var operation = new TestOperation();
        await plugin.ObserveAsync(operation.Completed(DimseCommand.CEcho));
        Assert.True(File.Exists(Path.Combine(plugin.Services.Context.DataFolder, "operations.csv")));
    });
}
