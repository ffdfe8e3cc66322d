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

    /// <summary>
    /// True where a key for Patient ID is also satisfied by another ID of the patient: in Other Patient IDs Sequence (0010,1002), or the retired Other Patient IDs
    /// (0010,1000). False unless set: PS3.4 knows the attribute of that name alone.
    /// </summary>
    [Setting("Whether a query by Patient ID also finds patients that have had this ID, or have it elsewhere.", AppliesLive = true)]
    public bool MatchesOtherPatientIds { get; init; }
}
