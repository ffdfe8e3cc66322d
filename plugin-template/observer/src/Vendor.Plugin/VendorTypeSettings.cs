using Gantry.Contracts;

namespace VendorNamespace;

/// <summary>The plugin's settings: administrators see, check and change them through the server, which knows them from here.</summary>
[PluginSettings]
public sealed record VendorTypeSettings
{
    [Setting("Whether C-ECHO is written, too.", AppliesLive = true)]
    public bool WritesEcho { get; init; } = true;
}
