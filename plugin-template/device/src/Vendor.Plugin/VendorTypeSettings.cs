using System.ComponentModel.DataAnnotations;
using Gantry.Contracts;

namespace VendorNamespace;

/// <summary>The plugin's settings: administrators see, check and change them through the server, which knows them from here.</summary>
[PluginSettings]
public sealed record VendorTypeSettings
{
    [Setting("Where media are put; a relative path is below the plugin's data folder.", AppliesLive = true), StringLength(1_000, MinimumLength = 1)]
    public string Folder { get; init; } = "media";
}
