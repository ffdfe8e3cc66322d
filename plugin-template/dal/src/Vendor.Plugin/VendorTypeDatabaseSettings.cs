using Gantry.Contracts;

namespace VendorNamespace;

/// <summary>The plugin's settings: administrators see, check and change them through the server, which knows them from here.</summary>
[PluginSettings]
public sealed record VendorTypeDatabaseSettings
{
    [Setting("The database file, absolute or below the plugin's data folder.")]
    public string File { get; init; } = "catalog.db";
}
