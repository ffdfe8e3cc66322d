using System.ComponentModel.DataAnnotations;
using Gantry.Contracts;

namespace VendorNamespace;

/// <summary>The plugin's settings: administrators see, check and change them through the server, which knows them from here.</summary>
[PluginSettings]
public sealed record VendorTypeSettings
{
    [Setting("How many studies a user can keep.", AppliesLive = true), Range(1, 10_000)]
    public int MaximumStudies { get; init; } = 200;
}
