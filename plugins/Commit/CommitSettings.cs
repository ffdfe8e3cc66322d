using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Commit;

/// <summary>The plugin's settings.</summary>
[PluginSettings]
public sealed record CommitSettings
{
    /// <summary>On which association results are reported.</summary>
    [Setting("Where a result is reported: on the association of the request while that lasts and else on a new one, on that of the request alone, or on a new one.", AppliesLive = true)]
    public ReportRoute ReportOn { get; init; } = ReportRoute.SameElseNew;

    /// <summary>The AEs for which that is otherwise.</summary>
    [Setting("The AEs for which that is otherwise, each as AETITLE=NewAssociation.", AppliesLive = true)]
    [RegularExpression(AETitlePattern.Form + "=(SameElseNew|SameAssociation|NewAssociation)")]
    public ImmutableArray<string> ReportOnFor { get; init; } = [];

    /// <summary>The most instances of one request.</summary>
    [Setting("The most instances of one request; one with more is refused.", AppliesLive = true), Range(1, 100_000)]
    public int MaximumInstances { get; init; } = 25_000;

    /// <summary>The requests worked on at a time.</summary>
    [Setting("How many requests are checked or reported at a time.", AppliesLive = true), Range(1, 64)]
    public int MaximumParallel { get; init; } = 4;

    /// <summary>True where instances without a digest are not committed to.</summary>
    [Setting("Commits only to instances that have a digest; else one without it is committed to when it can be read to its end.", AppliesLive = true)]
    public bool RequiresDigest { get; init; }

    /// <summary>The time to the second attempt to report.</summary>
    [Setting("How long after a failed attempt to check or report the next one comes; the pause then doubles.", AppliesLive = true), Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest time between two attempts.</summary>
    [Setting("The longest such pause.", AppliesLive = true), Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LongestRetryInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long it is tried to report a result.</summary>
    [Setting("How long it is tried to report a result.", AppliesLive = true), Range(typeof(TimeSpan), "00:01:00", "60.00:00:00")]
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromDays(3);

    /// <summary>How long requests are kept once they are reported or given up.</summary>
    [Setting("How long a request is remembered after it was reported or given up; its Transaction UID cannot be used again until then.", AppliesLive = true)]
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long the association of a request to another archive is kept open for the answer.</summary>
    [Setting("How long, after another archive was asked, the association is kept open for its answer; later it comes on an association that the archive opens.", AppliesLive = true)]
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan WaitForAnswer { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the answer of another archive is awaited before it is asked anew.</summary>
    [Setting("How long the answer of another archive is awaited before it is asked anew.", AppliesLive = true), Range(typeof(TimeSpan), "00:01:00", "60.00:00:00")]
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long the answers of other archives are kept.</summary>
    [Setting("How long the answers of other archives are kept: what says that an instance may be deleted here.", AppliesLive = true), Range(typeof(TimeSpan), "1.00:00:00", "36500.00:00:00")]
    public TimeSpan KeepAnswersFor { get; init; } = TimeSpan.FromDays(3_650);

    /// <summary>On which association results are reported to an AE.</summary>
    public ReportRoute RouteTo(AETitle peer) => AETitlePattern.Find(ReportOnFor, peer) is { } route ? Enum.Parse<ReportRoute>(route) : ReportOn;

    /// <summary>The pause after an attempt that failed: as long as has been tried so far, so that it doubles, within its bounds.</summary>
    public TimeSpan PauseAfter(TimeSpan tried) =>
        tried < RetryInterval ? RetryInterval : tried > LongestRetryInterval ? LongestRetryInterval > RetryInterval ? LongestRetryInterval : RetryInterval : tried;
}
