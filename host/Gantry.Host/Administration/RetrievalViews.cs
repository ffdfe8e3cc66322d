using System.Text.Json.Serialization;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Host.Dispatch.Retrievals;

namespace Gantry.Host.Administration;

/// <param name="Retrievals">The retrievals.</param>
/// <param name="Fault">Why those that were interrupted are not among them; null where they are.</param>
internal sealed record RetrievalsView(IReadOnlyList<RetrievalView> Retrievals, string? Fault = null);

/// <summary>A C-MOVE or C-GET.</summary>
/// <param name="Id">What the log calls the operation; of one that was interrupted the UID of its record.</param>
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
/// <param name="Comment">Its comment; of one that was interrupted, what is to be known of it.</param>
/// <param name="State">What becomes of one that was interrupted: <c>waits</c> for its turn, <c>goes on</c>, <c>interrupted</c> until it is resumed, <c>ended</c> or <c>cancelled</c>; null for others.</param>
/// <param name="DueAt">When one that waits goes on.</param>
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
    string? State,
    DateTimeOffset? DueAt,
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
            Shown(retrieval.Level, retrieval.Keys, withPatientData),
            retrieval.BegunAt,
            Math.Round(((retrieval.EndedAt ?? now) - retrieval.BegunAt).TotalSeconds, 1),
            counters.Remaining,
            counters.Completed,
            counters.Failed,
            counters.Warning,
            retrieval.Status?.ToString(),
            retrieval.Comment,
            null,
            null,
            withInstances ? [.. retrieval.Outcomes.Select(outcome => new RetrievedInstanceView(outcome.SopInstance.Value, outcome.Status?.ToString()))] : null);
    }

    /// <summary>One that was interrupted, as its record has it.</summary>
    public static RetrievalView Of(StoredJob stored, DateTimeOffset now, bool withInstances, bool withPatientData)
    {
        var (job, retrieval) = (stored.Job, Read(stored.Job));
        var counters = retrieval?.Counters ?? default;
        var level = retrieval?.Identifier.GetString(Tags.QueryRetrieveLevel) ?? "";
        var (isPending, isHeld) = (job.State == JobState.Pending, stored.Lease is { } lease && lease.EndsAt > now);
        return new RetrievalView(
            job.Uid.Value,
            "C-MOVE",
            retrieval?.Requestor.Value ?? "",
            job.Peer.Value,
            "",
            level,
            Shown(level, Retrieval.KeysOf(level, retrieval?.Identifier), withPatientData),
            job.CreatedAt,
            Math.Round(((isPending ? now : stored.ChangedAt) - job.CreatedAt).TotalSeconds, 1),
            counters.Remaining,
            counters.Completed,
            counters.Failed,
            counters.Warning,
            null,
            job.Note,
            job.State switch
            {
                JobState.Pending => isHeld ? "goes on" : "waits",
                JobState.Idle => "interrupted",
                JobState.Done => "ended",
                _ => "cancelled",
            },
            isPending && !isHeld ? job.DueAt : null,
            withInstances ? [.. (retrieval?.Instances ?? []).Select(instance => new RetrievedInstanceView(instance.Reference.SopInstanceUid.Value, instance.Status?.ToString()))] : null);
    }

    /// <summary>What a record says; null where it is none of a retrieval.</summary>
    public static RetrievalJob? Read(Job job)
    {
        try
        {
            return RetrievalJob.Read(job.Attributes);
        }
        catch (FormatException)
        {
            return null; // shown all the same, with the note that says so
        }
    }

    private static IReadOnlyList<string> Shown(string level, IReadOnlyList<string> keys, bool withPatientData) => level == "PATIENT" && !withPatientData ? [] : keys;
}

/// <summary>An instance, and the status that its receiver answered; null where it could not be sent.</summary>
internal sealed record RetrievedInstanceView(string SopInstanceUid, string? Status);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RetrievalsView))]
[JsonSerializable(typeof(RetrievalView))]
internal sealed partial class RetrievalJson : JsonSerializerContext;
