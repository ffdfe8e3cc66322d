using System.Text.Json.Serialization;
using Gantry.Contracts;

namespace Gantry.Host.Administration;

/// <summary>A request for storage commitment.</summary>
internal sealed record CommitmentView(
    string Uid,
    string? TransactionUid,
    string Peer,
    bool IsOutgoing,
    string State,
    int Requested,
    int Checked,
    int Failed,
    int Attempts,
    DateTimeOffset CreatedAt,
    DateTimeOffset ChangedAt,
    DateTimeOffset DueAt,
    DateTimeOffset? HeldUntil,
    string Note,
    string? SuccessorUid,
    IReadOnlyList<CommittedInstanceView>? Instances)
{
    public static CommitmentView Of(StoredJob stored, bool withInstances)
    {
        var job = stored.Job;
        var commitment = Read(job);
        return new(
            job.Uid.Value, commitment?.TransactionUid.Value, job.Peer.Value, job.IsOutgoing, job.State.ToString(), commitment?.Requested.Length ?? job.Instances.Length,
            commitment?.CheckedCount ?? 0, commitment?.Failed.Length ?? 0, stored.Attempts, job.CreatedAt, stored.ChangedAt, job.DueAt, stored.Lease?.EndsAt, job.Note,
            commitment is { SuccessorUid: { IsEmpty: false } next } ? next.Value : null,
            withInstances && commitment is not null ? ListInstances(commitment) : null);
    }

    private static Commitment? Read(Job job)
    {
        try
        {
            return Commitment.Read(job.Attributes);
        }
        catch (FormatException)
        {
            return null; // shown all the same, with the note that says so
        }
    }

    private static List<CommittedInstanceView> ListInstances(Commitment commitment)
    {
        var failed = commitment.Failed.GroupBy(failure => failure.Reference).ToDictionary(group => group.Key, group => group.First());
        return
        [
            .. commitment.Requested.Index().Select(asked => new CommittedInstanceView(
                asked.Item.SopClassUid.Value,
                asked.Item.SopInstanceUid.Value,
                asked.Index >= commitment.CheckedCount ? "not known yet"
                    : failed.TryGetValue(asked.Item, out var failure) ? $"{failure.FailureReason:X4}H {failure.Describe()}"
                    : "committed")),
        ];
    }
}

/// <summary>An instance of a request, and whether it is committed to.</summary>
internal sealed record CommittedInstanceView(string SopClassUid, string SopInstanceUid, string Result);

/// <summary>What another archive is asked to keep: instances, series or studies of the catalog.</summary>
internal sealed record CommitmentOrder(string To, IReadOnlyList<string> Uids);

/// <summary>An instance, and since when another archive is known to keep it; null where it is not known to.</summary>
internal sealed record HeldInstanceView(string SopClassUid, string SopInstanceUid, DateTimeOffset? ReportedAt, string? TransactionUid);

internal sealed record HeldInstancesView(string Peer, IReadOnlyList<HeldInstanceView> Instances);

internal sealed record CommitmentsView(IReadOnlyList<CommitmentView> Commitments);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CommitmentView))]
[JsonSerializable(typeof(CommitmentsView))]
[JsonSerializable(typeof(CommitmentOrder))]
[JsonSerializable(typeof(HeldInstancesView))]
internal sealed partial class CommitmentJson : JsonSerializerContext;
