using System.ComponentModel.DataAnnotations;
using Gantry.Contracts;

namespace Gantry.Plugins.Move;

/// <summary>The plugin's settings.</summary>
[PluginSettings]
public sealed record MoveSettings
{
    /// <summary>The sub-operations after which a pending response is sent.</summary>
    [Setting("After how many sub-operations the requestor is told how far a retrieval is.", AppliesLive = true), Range(1, 10_000)]
    public int SubOperationsPerResponse { get; init; } = 10;

    /// <summary>The longest time without a pending response.</summary>
    [Setting("After how long the requestor is told so, however few sub-operations ended.", AppliesLive = true), Range(typeof(TimeSpan), "00:00:00.1000000", "00:05:00")]
    public TimeSpan ResponseInterval { get; init; } = TimeSpan.FromSeconds(1);
}
