using System.Text.Json.Serialization;
using Gantry.Contracts;
using Gantry.Host.Dispatch.Retrievals;

namespace Gantry.Host.Administration;

internal sealed record RetrievalsView(IReadOnlyList<RetrievalView> Retrievals);

/// <summary>A C-MOVE or C-GET.</summary>
/// <param name="Id">What the log calls the operation.</param>
/// <param name="Command"><c>C-MOVE</c> or <c>C-GET</c>.</param>
/// <param name="Requestor">Who asked.</param>
/// <param name="Destination">Where the instances go.</param>
/// <param name="Plugin">The plugin that performs it, and its version.</param>
/// <param name="Level">The level asked for.</param>
/// <param name="Keys">The unique key of that level; none at the patient level, where it is patient data, unless such may be shown.</param>
/// <param name="BegunAt">When it began.</param>
/// <param name="Seconds">How long it goes on or took.</param>
/// <param name="Remaining">The instances that remain.</param>
/// <param name="Completed">Those that were taken.</param>
/// <param name="Failed">Those that failed.</param>
/// <param name="Warning">Those that were taken with a warning.</param>
/// <param name="Status">The status of the final response, in hexadecimal digits; null while it goes on.</param>
/// <param name="Comment">Its comment.</param>
/// <param name="Instances">What became of the instances so far.</param>
internal sealed record RetrievalView(
    string Id,
    string Command,
    string Requestor,
    string Destination,
    string Plugin,
    string Level,
    IReadOnlyList<string> Keys,
    DateTimeOffset BegunAt,
    double Seconds,
    int Remaining,
    int Completed,
    int Failed,
    int Warning,
    string? Status,
    string? Comment,
    IReadOnlyList<RetrievedInstanceView>? Instances)
{
    public static RetrievalView Of(Retrieval retrieval, DateTimeOffset now, bool withInstances, bool withPatientData)
    {
        var counters = retrieval.Counters.GetValueOrDefault();
        return new RetrievalView(
            retrieval.Id,
            retrieval.Command == DimseCommand.CMove ? "C-MOVE" : "C-GET",
            retrieval.Requestor.Value,
            retrieval.Destination.Value,
            retrieval.Plugin,
            retrieval.Level,
            retrieval.Level == "PATIENT" && !withPatientData ? [] : retrieval.Keys,
            retrieval.BegunAt,
            Math.Round(((retrieval.EndedAt ?? now) - retrieval.BegunAt).TotalSeconds, 1),
            counters.Remaining,
            counters.Completed,
            counters.Failed,
            counters.Warning,
            retrieval.Status?.ToString(),
            retrieval.Comment,
            withInstances ? [.. retrieval.Outcomes.Select(outcome => new RetrievedInstanceView(outcome.SopInstance.Value, outcome.Status?.ToString()))] : null);
    }
}

/// <summary>An instance, and the status that its receiver answered; null where it could not be sent.</summary>
internal sealed record RetrievedInstanceView(string SopInstanceUid, string? Status);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RetrievalsView))]
[JsonSerializable(typeof(RetrievalView))]
internal sealed partial class RetrievalJson : JsonSerializerContext;
