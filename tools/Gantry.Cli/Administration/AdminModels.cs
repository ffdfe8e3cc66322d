using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Gantry.Cli.Administration;

/// <summary>What the host leaves in its data folder: where it is administered, and the token that allows it.</summary>
internal sealed record AdminFile(string Url, string Token, int ProcessId);

internal sealed record ServerStatus(
    string AeTitle,
    string DicomEndpoint,
    string HttpEndpoint,
    string DataFolder,
    string Version,
    DateTimeOffset StartedAt,
    AssociationCounts Associations,
    EntityCounts? Catalog,
    string? CatalogProblem,
    int PluginsServing,
    int PluginsRefused);

internal sealed record AssociationCounts(long Current, long Total, long Rejected);

internal sealed record EntityCounts(long Patients, long Studies, long Series, long Instances, long Bytes);

/// <summary>What the catalog holds, in all and by modality.</summary>
internal sealed record CatalogStatistics(EntityCounts Catalog, IReadOnlyList<ModalityCounts> Modalities);

/// <summary>What it holds of a modality; empty for series without one, null for all others together.</summary>
internal sealed record ModalityCounts(string? Modality, long Series, long Instances);

/// <summary>What came in some days.</summary>
internal sealed record ReceivedStatistics(DateOnly From, DateOnly To, IReadOnlyList<ReceivedCounts> Received);

/// <summary>What came on a day, from an AE or in a modality.</summary>
internal sealed record ReceivedCounts(string Name, long Instances, long Bytes);

/// <summary>What studies are deleted by, and the last run.</summary>
internal sealed record RetentionState(
    IReadOnlyList<string> Rules, long StoredBytes, long HighWaterBytes, long LowWaterBytes, IReadOnlyList<string> VolumeQuotas, IReadOnlyList<string> UnknownVolumes, int WaitingInstances, DateTimeOffset? NextRunAt, bool IsClockDoubted, RetentionRun? LastRun);

/// <summary>What a deletion takes.</summary>
internal sealed record Deletion(string Study, int Series, int Instances, long Bytes, bool IsWholeStudy, IReadOnlyList<string> Obstacles);

/// <summary>A run of retention.</summary>
internal sealed record RetentionRun(
    DateTimeOffset StartedAt, DateTimeOffset EndedAt, bool IsDryRun, long StudiesSeen, long StudiesDeleted, long Instances, long Bytes, long StudiesNotSafe, long StudiesUnclear, bool IsPartial,
    IReadOnlyList<RetiredStudy> Studies);

/// <summary>A study that it has deleted, or would have.</summary>
internal sealed record RetiredStudy(string Study, int Instances, long Bytes, string Reason);

internal sealed record PluginList(IReadOnlyList<Plugin> Plugins, IReadOnlyList<RetiredPlugin> Retired);

internal sealed record Plugin(
    string Id,
    string? Version,
    int? Generation,
    string State,
    string Folder,
    string? Description,
    IReadOnlyList<string> Provides,
    IReadOnlyList<string> Requires,
    IReadOnlyList<string> Serves,
    int Operations,
    string? Refusal,
    bool CanRollBack,
    double? OldestOperationSeconds = null,
    int AbandonedOperations = 0,
    CanaryPlugin? Canary = null,
    IReadOnlyList<CommandHealth>? Health = null,
    IReadOnlyList<StepTime>? Steps = null,
    LoadAttempt? Attempt = null,
    OfferChange? OfferChange = null,
    Signature? Signature = null);

/// <summary>What a change of a plugin has changed of the offer to peers.</summary>
internal sealed record OfferChange(IReadOnlyList<string> Came, IReadOnlyList<string> Went);

/// <summary>A version on trial beside the one that serves.</summary>
internal sealed record CanaryPlugin(string Version, int Generation, string Gets, int Operations, long Performed, IReadOnlyList<CommandHealth>? Health, IReadOnlyList<StepTime>? Steps = null);

/// <summary>How the last operations of a command ended.</summary>
internal sealed record CommandHealth(string Command, int Operations, int Failures, int Faults, double MedianMilliseconds);

/// <summary>How long a step of a version's life took, or has taken so far.</summary>
internal sealed record StepTime(string Step, double Milliseconds, bool GoesOn = false);

/// <summary>A version that is being made, or was refused: the last step is where.</summary>
internal sealed record LoadAttempt(string Version, int Generation, IReadOnlyList<StepTime> Steps);

/// <summary>Who signed what serves.</summary>
internal sealed record Signature(string Signer, string Thumbprint, DateTimeOffset ValidUntil);

internal sealed record RetiredPlugin(
    string Id,
    string Version,
    int Generation,
    DateTimeOffset RetiredAt,
    DateTimeOffset? UnloadedAt,
    DateTimeOffset? CollectedAt,
    int Operations,
    double? OldestOperationSeconds = null,
    int AbandonedOperations = 0,
    bool IsKept = false,
    IReadOnlyList<StepTime>? Steps = null)
{
    /// <summary>True where nothing more will happen to it: it is gone from memory, or stopped and kept there, as the server's settings say.</summary>
    [JsonIgnore]
    public bool IsDone => CollectedAt is not null || (IsKept && UnloadedAt is not null);

    [JsonIgnore]
    public string Name => $"{Id} {Version} (generation {Generation})";
}

/// <summary>What a change left: the plugin as it is now, and the generation it replaced; null where none served.</summary>
internal sealed record PluginChange(Plugin Plugin, RetiredPlugin? Retired);

/// <summary>What loading a folder would do.</summary>
internal sealed record FolderReport(string? Id, string? Version, bool WouldLoad, IReadOnlyList<FolderFinding> Findings);

internal sealed record FolderFinding(string Severity, string Text);

/// <summary>The retired generations of a plugin that are in memory.</summary>
internal sealed record HeldGenerations(string Id, IReadOnlyList<HeldGeneration> Generations);

/// <summary>What holds one of them, from the root to the plugin's own; or why that is not known.</summary>
internal sealed record HeldGeneration(string Name, IReadOnlyList<string> Path, string? Problem, int Objects, long Milliseconds);

/// <summary>How far the verification of the instance store has come, and what was found.</summary>
internal sealed record VerificationReport(
    string State,
    bool IsScrub,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    int PartsDone,
    int Parts,
    long Intact,
    long Whole,
    long Damaged,
    long Unreadable,
    long Unlisted,
    long Missing,
    long Bytes,
    IReadOnlyList<VerificationFinding> Findings,
    string? Failure);

/// <summary>An instance with which something is wrong.</summary>
internal sealed record VerificationFinding(string Fault, string Location, string? SopInstance, string Detail);

/// <summary>How far a rebuild of the catalog has come.</summary>
internal sealed record ReindexReport(
    string State, int PartsDone, int Parts, long Added, long Present, long Unreadable, long Removed, string? Failure);

/// <summary>The tables of the catalog's database: the migrations they have been through, and those still to come.</summary>
internal sealed record CatalogSchema(string Database, IReadOnlyList<string> Applied, IReadOnlyList<string> Pending);

/// <summary>What is wrong with the catalog's database.</summary>
internal sealed record DatabaseTest(string Plugin, string Database, IReadOnlyList<string> Applied, IReadOnlyList<string> Pending);

internal sealed record CatalogCheck(IReadOnlyList<string> Faults);

/// <summary>An error as application/problem+json (RFC 9457).</summary>
internal sealed record Problem(string? Title, string? Detail);

/// <summary>Which database serves, which is kept like it, and how far that is.</summary>
internal sealed record DatabaseMove(
    string? Current,
    string? Standby,
    string State,
    bool IsToSwitch,
    DateTimeOffset? StartedAt,
    DateTimeOffset? SwitchedAt,
    string? Kind,
    long Compared,
    long Written,
    long Removed,
    int Pending,
    long Verified,
    string? Digest,
    string? Problem);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    WriteIndented = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(AdminFile))]
[JsonSerializable(typeof(ServerStatus))]
[JsonSerializable(typeof(CatalogStatistics))]
[JsonSerializable(typeof(ReceivedStatistics))]
[JsonSerializable(typeof(RetentionState))]
[JsonSerializable(typeof(RetentionRun))]
[JsonSerializable(typeof(Deletion))]
[JsonSerializable(typeof(PluginList))]
[JsonSerializable(typeof(PluginChange))]
[JsonSerializable(typeof(HeldGenerations))]
[JsonSerializable(typeof(FolderReport))]
[JsonSerializable(typeof(PluginSettingList))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(ReindexReport))]
[JsonSerializable(typeof(VerificationReport))]
[JsonSerializable(typeof(CatalogSchema))]
[JsonSerializable(typeof(CatalogCheck))]
[JsonSerializable(typeof(DatabaseTest))]
[JsonSerializable(typeof(DatabaseMove))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class AdminJson : JsonSerializerContext;
