using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Gantry.Contracts;

namespace Gantry.Plugins.Retention;

/// <summary>The plugin's settings. Without rules and without high water nothing is ever deleted.</summary>
[PluginSettings]
public sealed record RetentionSettings
{
    /// <summary>The rules.</summary>
    [Setting("Rules that delete studies by their age, each as AETITLE=after 3650 days since study, or since arrival; with ' for CT,MR' behind it for modalities and ' on NAME' for studies all of which lies on a volume of the store; AETITLE=keep keeps them always. AETITLE is who sent the study. The first that matches counts.", AppliesLive = true)]
    [RegularExpression(RetentionRule.Form)]
    public ImmutableArray<string> Rules { get; init; } = [];

    /// <summary>How full the store may be.</summary>
    [Setting("From how many GB in the store on the oldest studies are deleted that no rule keeps, by when they came; 0 for never.", AppliesLive = true), Range(0, 10_000_000)]
    public int HighWaterGigabytes { get; init; }

    /// <summary>How full the store is when that ends.</summary>
    [Setting("Down to how many GB; where it is not less than the high water, down to that.", AppliesLive = true), Range(0, 10_000_000)]
    public int LowWaterGigabytes { get; init; }

    /// <summary>How full single volumes may be.</summary>
    [Setting("How full single volumes of the store may be, each as NAME=900/800: from 900 GB of data sets on it on, the studies with anything there that came first are deleted that no rule keeps, down to 800 GB; NAME=900 down to that.", AppliesLive = true)]
    [RegularExpression(VolumeQuota.Form)]
    public ImmutableArray<string> VolumeQuotas { get; init; } = [];

    /// <summary>Whether another archive has to hold what is deleted.</summary>
    [Setting("True deletes only studies of which one archive of SafeArchives has committed to every instance (gantry commit STUDY --to AE).", AppliesLive = true)]
    public bool RequiresSafeCopy { get; init; } = true;

    /// <summary>The archives whose commitment counts.</summary>
    [Setting("The AE titles of the archives whose commitment counts.", AppliesLive = true), RegularExpression("[ -<>-\\[\\]-~]{1,16}")]
    public ImmutableArray<string> SafeArchives { get; init; } = [];

    /// <summary>How long every study is kept.</summary>
    [Setting("How long every study is kept after its last instance came, whatever rules say.", AppliesLive = true), Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan KeepAtLeast { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How often.</summary>
    [Setting("How often studies are looked at.", AppliesLive = true), Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan Interval { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long bytes stay after their study is no longer found.</summary>
    [Setting("How long the bytes of a study stay after it is no longer found, for those who are retrieving it.", AppliesLive = true), Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan Grace { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How fast.</summary>
    [Setting("How many studies are deleted in a minute, at most.", AppliesLive = true), Range(1, 60_000)]
    public int StudiesPerMinute { get; init; } = 120;

    /// <summary>True where there is anything to do.</summary>
    public bool IsActive => !Rules.IsEmpty || HighWaterGigabytes > 0 || !VolumeQuotas.IsEmpty;

    /// <summary>Of which instances of a study the store is asked for the volume, to decide on it for good.</summary>
    internal VolumeReading DecidingReading => NamedVolumes.Any() ? VolumeReading.All : VolumeReading.None;

    /// <summary>The volumes that rules and quotas name.</summary>
    internal IEnumerable<string> NamedVolumes =>
        Rules.Select(rule => RetentionRule.Parse(rule).Volume).Concat(VolumeQuotas.Select(quota => VolumeQuota.Parse(quota).Volume)).Where(volume => volume.Length > 0).Distinct();

    internal long HighWaterBytes => HighWaterGigabytes * 1_000_000_000L;

    internal long LowWaterBytes => Math.Min(LowWaterGigabytes, HighWaterGigabytes) * 1_000_000_000L;
}
