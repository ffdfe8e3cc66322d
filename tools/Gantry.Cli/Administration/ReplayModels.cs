using System.Text.Json.Serialization;

namespace Gantry.Cli.Administration;

/// <summary>What became of requests that the server asked again.</summary>
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

internal sealed record ReplayedRequest(
    long Number, DateTimeOffset At, string Command, string RemoteAETitle, IReadOnlyList<ReplayDifference> SinceRecorded, IReadOnlyList<ReplayDifference> OnTrial);

internal sealed record ReplayDifference(string Field, string Expected, string Actual);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ReplayReport))]
internal sealed partial class ReplayJson : JsonSerializerContext;
