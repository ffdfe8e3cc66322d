using System.Text.Json.Serialization;
using Gantry.Contracts;

namespace Gantry.Host.Administration;

/// <summary>Where the admin API is and what opens it: the content of <c>admin.json</c>.</summary>
internal sealed record AdminAccess(
    string Url, string Token, int DicomPort, int HttpPort, [property: JsonPropertyName("aeTitle")] string AETitle, int ProcessId,
    IReadOnlyDictionary<string, int> DicomPorts);

internal sealed record StatusView(
    [property: JsonPropertyName("aeTitle")] string AETitle,
    string DicomEndpoint,
    string HttpEndpoint,
    string DataFolder,
    string Version,
    DateTimeOffset StartedAt,
    AssociationsView Associations,
    CatalogCounts? Catalog,
    string? CatalogProblem,
    int PluginsServing,
    int PluginsRefused);

internal sealed record AssociationsView(int Current, long Total, long Rejected);

internal sealed record PluginView(
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
    long Faults,
    string? LastFault,
    DateTimeOffset? QuarantinedUntil,
    double? OldestOperationSeconds,
    int AbandonedOperations,
    CanaryView? Canary,
    IReadOnlyList<HealthView> Health,
    IReadOnlyList<StepView> Steps,
    AttemptView? Attempt,
    OfferView OfferChange,
    SignatureView? Signature,
    bool CanPause);

/// <summary>What the last change of a plugin changed of the offer to peers.</summary>
internal sealed record OfferView(IReadOnlyList<string> Came, IReadOnlyList<string> Went);

/// <summary>A version on trial beside the one that serves.</summary>
internal sealed record CanaryView(string Version, int Generation, string Gets, int Operations, long Performed, IReadOnlyList<HealthView> Health, IReadOnlyList<StepView> Steps);

/// <summary>How the last operations of a command ended.</summary>
internal sealed record HealthView(string Command, int Operations, int Failures, int Faults, double MedianMilliseconds);

/// <summary>How long a step of a version's life took, or has taken so far.</summary>
internal sealed record StepView(string Step, double Milliseconds, bool GoesOn);

/// <summary>A version that is being made, or was refused: the last step is where.</summary>
internal sealed record AttemptView(string Version, int Generation, IReadOnlyList<StepView> Steps);

internal sealed record SignatureView(string Signer, string Thumbprint, DateTimeOffset ValidUntil);

internal sealed record RetiredView(
    string Id, string Version, int Generation, DateTimeOffset RetiredAt, DateTimeOffset? UnloadedAt, DateTimeOffset? CollectedAt, int Operations,
    double? OldestOperationSeconds, int AbandonedOperations, bool IsKept, IReadOnlyList<StepView> Steps);

internal sealed record PluginsView(IReadOnlyList<PluginView> Plugins, IReadOnlyList<RetiredView> Retired);

internal sealed record FolderView(string? Id, string? Version, bool WouldLoad, IReadOnlyList<FindingView> Findings);

internal sealed record FindingView(string Severity, string Text);

internal sealed record ProblemView(string Title, int Status, string Detail);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(AdminAccess))]
[JsonSerializable(typeof(StatusView))]
[JsonSerializable(typeof(PluginView))]
[JsonSerializable(typeof(PluginsView))]
[JsonSerializable(typeof(WhyView))]
[JsonSerializable(typeof(FolderView))]
[JsonSerializable(typeof(ReindexView))]
[JsonSerializable(typeof(VerificationView))]
[JsonSerializable(typeof(CatalogSchemaView))]
[JsonSerializable(typeof(CatalogCheckView))]
[JsonSerializable(typeof(DatabaseTestView))]
[JsonSerializable(typeof(MoveView))]
[JsonSerializable(typeof(ProblemView))]
internal sealed partial class AdminJson : JsonSerializerContext;
