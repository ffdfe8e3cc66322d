using Gantry.Contracts;

namespace Gantry.Plugins.Find;

/// <summary>The plugin's settings.</summary>
[PluginSettings]
public sealed record FindSettings
{
    /// <summary>
    /// True where a query must keep to what its association negotiated (PS3.4 §C.4.1.2, §C.5.1): a single-valued unique key of each level above unless queries are
    /// relational, and one value of each key but UIDs unless multiple value matching was agreed. Many peers ask more than they negotiate, so that it is false unless set.
    /// </summary>
    [Setting("Whether queries are refused that need relational queries or multiple value matching where the peer has not negotiated these.", AppliesLive = true)]
    public bool RefusesWhatWasNotNegotiated { get; init; }
}
