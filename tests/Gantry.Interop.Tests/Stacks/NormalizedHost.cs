namespace Gantry.Interop.Tests;

/// <summary>A host with a plugin that serves the normalized services.</summary>
public sealed class NormalizedHost : SharedGantry
{
    private protected override string? MakePlugins() => CopyOfPluginsWith("Normalized", "fixture.normalized");
}
