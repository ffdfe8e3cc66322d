using System.Text.Json.Serialization;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Host.Administration;

/// <summary>How a C-ECHO was answered, and after how long.</summary>
internal sealed record EchoView(string Status, double Milliseconds);

/// <summary>What another AE is to send here: studies, or series of one study.</summary>
internal sealed record FetchOrder(string From, IReadOnlyList<string> Studies, IReadOnlyList<string>? Series = null, string? PatientId = null, int Priority = 0);

/// <summary>What is to be sent to another AE: UIDs of studies, series or instances; and what images are sent in where that AE takes it, null for as they are stored.</summary>
internal sealed record SendOrder(string To, IReadOnlyList<string> Uids, string? TransferSyntax = null);

internal sealed record FetchesView(IReadOnlyList<FetchView> Fetches);

/// <summary>What another AE sends here. Counts are as it tells them, and null before.</summary>
internal sealed record FetchView(
    string Uid, string From, string State, int Priority, IReadOnlyList<string> Studies, IReadOnlyList<string> Series, int? Remaining, int? Completed, int? Failed, int? Warning,
    string User, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt, string Note)
{
    public static FetchView Of(StoredJob stored)
    {
        var (job, fetch) = (stored.Job, Read(stored.Job));
        return new(
            job.Uid.Value, job.Peer.Value, StateOf(stored), job.Priority, UidsOf(fetch, Tags.StudyInstanceUID), UidsOf(fetch, Tags.SeriesInstanceUID),
            fetch?.Counters?.Remaining, fetch?.Counters?.Completed, fetch?.Counters?.Failed, fetch?.Counters?.Warning, fetch?.User ?? "", job.CreatedAt, stored.ChangedAt, job.Note);
    }

    private static string StateOf(StoredJob stored) => stored.Job.State switch
    {
        JobState.Idle => "paused",
        JobState.Pending => stored.Lease is null ? "waiting" : "running",
        JobState.Done => "done",
        _ => "failed",
    };

    private static FetchJob? Read(Job job)
    {
        try
        {
            return FetchJob.Read(job.Attributes);
        }
        catch (FormatException)
        {
            return null; // another version's: it is shown with what the job itself says
        }
    }

    private static IReadOnlyList<string> UidsOf(FetchJob? fetch, Tag tag) => fetch is null || fetch.Identifier.GetUids(tag) is not { IsDefault: false } uids ? [] : [.. uids.Select(uid => uid.Value)];
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(EchoView))]
[JsonSerializable(typeof(FetchOrder))]
[JsonSerializable(typeof(SendOrder))]
[JsonSerializable(typeof(FetchesView))]
internal sealed partial class RemoteJson : JsonSerializerContext;
