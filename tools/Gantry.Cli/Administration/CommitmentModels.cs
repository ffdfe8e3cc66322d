using System.Text.Json.Serialization;

namespace Gantry.Cli.Administration;

internal sealed record CommitmentList(IReadOnlyList<CommitmentJob> Commitments);

/// <summary>A request for storage commitment that the server was asked.</summary>
internal sealed record CommitmentJob(
    string Uid,
    string? TransactionUid,
    string Peer,
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
    IReadOnlyList<CommittedInstance>? Instances = null);

/// <summary>An instance of it, and whether it is committed to.</summary>
internal sealed record CommittedInstance(string SopClassUid, string SopInstanceUid, string Result);

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
internal sealed partial class CommitmentJson : JsonSerializerContext;
