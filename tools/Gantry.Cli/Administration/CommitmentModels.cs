using System.Text.Json.Serialization;

namespace Gantry.Cli.Administration;

internal sealed record CommitmentList(IReadOnlyList<CommitmentJob> Commitments);

/// <summary>A request for storage commitment that the server was asked, or, where it is outgoing, that it asks another archive.</summary>
internal sealed record CommitmentJob(
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
    string? SuccessorUid = null,
    IReadOnlyList<CommittedInstance>? Instances = null);

/// <summary>An instance of it, and whether it is committed to.</summary>
internal sealed record CommittedInstance(string SopClassUid, string SopInstanceUid, string Result);

/// <summary>What another archive is to be asked to keep.</summary>
internal sealed record CommitmentOrder(string To, IReadOnlyList<string> Uids);

/// <summary>Instances, and which of them an archive is known to keep.</summary>
internal sealed record HeldInstances(string Peer, IReadOnlyList<HeldInstance> Instances);

/// <summary>An instance, and since when the archive is known to keep it; null where it is not known to.</summary>
internal sealed record HeldInstance(string SopClassUid, string SopInstanceUid, DateTimeOffset? ReportedAt = null, string? TransactionUid = null);

/// <summary>Which requests to list.</summary>
internal sealed record CommitmentQuery(bool All, string? Peer, string? Instance, int Limit);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CommitmentList))]
[JsonSerializable(typeof(CommitmentJob))]
[JsonSerializable(typeof(CommitmentOrder))]
[JsonSerializable(typeof(HeldInstances))]
internal sealed partial class CommitmentJson : JsonSerializerContext;
