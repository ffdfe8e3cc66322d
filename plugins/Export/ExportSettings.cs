using System.ComponentModel.DataAnnotations;
using Gantry.Contracts;

namespace Gantry.Plugins.Export;

/// <summary>The plugin's settings.</summary>
[PluginSettings]
public sealed record ExportSettings
{
    /// <summary>How many exports are written at a time; 1 to 64; 4 unless set. More wait for their turn.</summary>
    [Setting("How many exports are written at a time; more wait for their turn."), Range(1, 64)]
    public int Parallel { get; init; } = 4;

    /// <summary>The most instances of an export; 1 to 1,000,000; 50,000 unless set.</summary>
    [Setting("The most instances of an export.", AppliesLive = true), Range(1, 1_000_000)]
    public int MaximumInstances { get; init; } = 50_000;
}
