using Gantry.Contracts.Testing;

namespace Gantry.Dal.SqlServer.Tests;

/// <summary>The plugin as a host has it: built folder, resident driver, collectible code.</summary>
public sealed class BuiltFolderTests
{
    /// <summary>Without a server this is as far as it goes: loaded, composed, started, and refused, for its driver wants what these tests run without.</summary>
    [Fact]
    public async Task It_is_loaded_with_its_driver_and_refused_with_a_sentence()
    {
        using var services = new TestServices("gantry.sqlserver");
        services.Context.With("ConnectionString", "Server=127.0.0.1,1;Database=gantry;User ID=a;Password=b;Connect Timeout=3;Encrypt=false");
        var refusal = await Assert.ThrowsAnyAsync<Exception>(async () => await PluginHarness.LoadAsync(BuiltPlugin.Folder("gantry.sqlserver"), services));
        Assert.Contains("SQL Server's driver needs culture data", refusal.Message, StringComparison.Ordinal);
    }
}
