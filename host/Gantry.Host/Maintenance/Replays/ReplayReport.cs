namespace Gantry.Host.Maintenance.Replays;

/// <summary>What became of requests that were asked again.</summary>
/// <param name="Replayed">How many were asked.</param>
/// <param name="Rehearsed">How many of them were rehearsed: nothing of them was done.</param>
/// <param name="Different">Those that were answered otherwise than recorded: what is stored may have changed since, too.</param>
/// <param name="DifferentOnTrial">Those that versions on trial answered otherwise than the ones that serve.</param>
/// <param name="LeftOut">Those that were not asked, by the reason.</param>
/// <param name="Trials">The versions on trial, each as what serves and what is on trial.</param>
/// <param name="RecordedMilliseconds">The time that all asked had taken.</param>
/// <param name="Milliseconds">The time that they took now, each with an association of its own.</param>
/// <param name="TrialMilliseconds">The time that they took on trial; null where nothing is.</param>
/// <param name="Requests">The first of those with a difference.</param>
internal sealed record ReplayReport(
    int Replayed,
    int Rehearsed,
    int Different,
    int DifferentOnTrial,
    IReadOnlyDictionary<string, int> LeftOut,
    IReadOnlyList<string> Trials,
    double RecordedMilliseconds,
    double Milliseconds,
    double? TrialMilliseconds,
    IReadOnlyList<ReplayedRequest> Requests);

/// <summary>A request with a difference.</summary>
/// <param name="Number">The number of its record.</param>
/// <param name="At">When it was asked first.</param>
/// <param name="Command">The command.</param>
/// <param name="RemoteAETitle">Who asked.</param>
/// <param name="SinceRecorded">What is other than recorded.</param>
/// <param name="OnTrial">What is other on trial.</param>
internal sealed record ReplayedRequest(
    long Number, DateTimeOffset At, string Command, string RemoteAETitle, IReadOnlyList<ReplayDifference> SinceRecorded, IReadOnlyList<ReplayDifference> OnTrial);
