using System.Text.Json.Serialization;
using Gantry.Host.Access;
using Gantry.Host.Remote;

namespace Gantry.Host.Administration;

internal sealed record NodesView(IReadOnlyList<NodeEntry> Nodes);

/// <summary>What is to be changed of a known AE; null leaves it as it is.</summary>
internal sealed record NodeChange(
    string? Host, int? Port, string? Alias, IReadOnlyList<string>? Addresses, IReadOnlyList<string>? Operations, int? MaximumAssociations,
    IReadOnlyList<string>? Certificates, RemoteTls? Tls)
{
    public NodeEntry Of(string aeTitle) => new()
    {
        AETitle = aeTitle,
        Host = Host,
        Port = Port,
        Alias = Alias,
        Addresses = Addresses,
        Operations = Operations,
        MaximumAssociations = MaximumAssociations,
        Certificates = Certificates,
        Tls = Tls,
    };
}

/// <summary>What a caller is allowed: from where, what, and what it is called. No addresses are those that it was refused from.</summary>
internal sealed record AllowRequest(IReadOnlyList<string>? Addresses, IReadOnlyList<string>? Operations, string? Alias);

internal sealed record RefusalsView(IReadOnlyList<RefusalView> Refusals);

internal sealed record RefusalView(
    [property: JsonPropertyName("callingAETitle")] string? CallingAETitle,
    string? Address,
    string Reason,
    [property: JsonPropertyName("calledAETitle")] string? CalledAETitle,
    string Detail,
    long Count,
    DateTimeOffset First,
    DateTimeOffset Last)
{
    public static RefusalView Of(RefusedCaller refused) => new(
        refused.CallingAETitle.IsEmpty ? null : refused.CallingAETitle.Value,
        refused.Address?.ToString(),
        refused.Reason.ToString(),
        refused.CalledAETitle.IsEmpty ? null : refused.CalledAETitle.Value,
        refused.Detail,
        refused.Count,
        refused.First,
        refused.Last);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(NodesView))]
[JsonSerializable(typeof(NodeChange))]
[JsonSerializable(typeof(AllowRequest))]
[JsonSerializable(typeof(RefusalsView))]
internal sealed partial class AccessJson : JsonSerializerContext;
