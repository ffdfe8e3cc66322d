using System.Text.Json.Serialization;

namespace Gantry.Cli.Administration;

internal sealed record NodeList(IReadOnlyList<Node> Nodes);

/// <summary>A known AE; what is not said is as it usually is.</summary>
internal sealed record Node(
    string AeTitle,
    string? Host = null,
    int? Port = null,
    string? Alias = null,
    IReadOnlyList<string>? Addresses = null,
    IReadOnlyList<string>? Operations = null,
    int? MaximumAssociations = null,
    IReadOnlyList<string>? Certificates = null,
    NodeTls? Tls = null);

internal sealed record NodeTls(string? ServerName, bool AnyName, string? Fingerprint);

/// <summary>What is to be changed of a known AE; null leaves it as it is.</summary>
internal sealed record NodeChange
{
    public string? Host { get; init; }

    public int? Port { get; init; }

    public string? Alias { get; init; }

    public IReadOnlyList<string>? Addresses { get; init; }

    public IReadOnlyList<string>? Operations { get; init; }

    public int? MaximumAssociations { get; init; }

    public IReadOnlyList<string>? Certificates { get; init; }

    public NodeTls? Tls { get; init; }
}

internal sealed record AllowRequest(IReadOnlyList<string>? Addresses, IReadOnlyList<string>? Operations, string? Alias);

internal sealed record RefusalList(IReadOnlyList<RefusedAE> Refusals);

internal sealed record RefusedAE(
    string? CallingAETitle, string? Address, string Reason, string? CalledAETitle, string Detail, long Count, DateTimeOffset First, DateTimeOffset Last);

internal sealed record AssociationList(IReadOnlyList<OpenAssociation> Associations);

internal sealed record OpenAssociation(
    long Id,
    string Direction,
    string? Peer,
    string CallingAETitle,
    string CalledAETitle,
    string? Listener,
    string? Tls,
    string? Certificate,
    string? UserIdentity,
    IReadOnlyList<AcceptedContext> PresentationContexts,
    IReadOnlyList<OpenOperation> Operations,
    long BytesReceived,
    long BytesSent,
    double AgeSeconds,
    double IdleSeconds);

internal sealed record AcceptedContext(int Id, string AbstractSyntax, string Name, string TransferSyntax);

internal sealed record OpenOperation(string Command, string SopClass, string? Plugin, double Seconds);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(NodeList))]
[JsonSerializable(typeof(NodeChange))]
[JsonSerializable(typeof(AllowRequest))]
[JsonSerializable(typeof(RefusalList))]
[JsonSerializable(typeof(AssociationList))]
internal sealed partial class AccessJson : JsonSerializerContext;
