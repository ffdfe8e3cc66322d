using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Gantry.Dicom.Network;
using Gantry.Host.Access;

namespace Gantry.Host.Remote;

/// <summary>A known AE as files and the admin API have it. What older files do not have is as it always was.</summary>
internal sealed record NodeEntry
{
    [JsonPropertyName("aeTitle")]
    public required string AETitle { get; init; }

    public string? Host { get; init; }

    public int? Port { get; init; }

    public string? Alias { get; init; }

    public IReadOnlyList<string>? Addresses { get; init; }

    public IReadOnlyList<string>? Operations { get; init; }

    public int? MaximumAssociations { get; init; }

    public IReadOnlyList<string>? Certificates { get; init; }

    public RemoteTls? Tls { get; init; }

    public static NodeEntry Of(KnownAE node) => new()
    {
        AETitle = node.AETitle.Value,
        Host = node.Host,
        Port = node.Host is null ? null : node.Port,
        Alias = node.Alias.Length == 0 ? null : node.Alias,
        Addresses = node.Addresses.IsEmpty ? null : [.. node.Addresses.Select(rule => rule.Text)],
        Operations = node.Operations == AccessOperations.Usual ? null : AccessOperationNames.Of(node.Operations),
        MaximumAssociations = node.MaximumAssociations,
        Certificates = node.Certificates.IsEmpty ? null : node.Certificates,
        Tls = node.Tls,
    };

    /// <summary>Reads the entry; what it does not say is as in another.</summary>
    /// <exception cref="FormatException">It cannot be so; the message is a sentence for the administrator.</exception>
    public KnownAE Over(KnownAE? before)
    {
        if (!Dicom.AETitle.TryParse(AETitle, out var title))
        {
            throw new FormatException($"'{AETitle}' is not an AE title, which has 1 to 16 characters of ASCII without backslash.");
        }

        var node = before ?? new KnownAE { AETitle = title };
        if (Host is not null || Port is not null)
        {
            node = node with { Host = CheckedHost(), Port = Port is > 0 and <= 65_535 ? Port.Value : throw NoAddress() };
        }

        return node with
        {
            Alias = Alias is null ? node.Alias : CheckedAlias(),
            Addresses = Addresses?.Select(Rule).ToImmutableArray() ?? node.Addresses,
            Operations = Operations is null ? node.Operations : CheckedOperations(),
            MaximumAssociations = MaximumAssociations is null or (>= 0 and <= 10_000)
                ? MaximumAssociations ?? node.MaximumAssociations
                : throw new FormatException("The most associations of an AE are a number from 0, for no limit, to 10000."),
            Certificates = Certificates?.Select(Fingerprint).ToImmutableArray() ?? node.Certificates,
            Tls = Tls is { Fingerprint: { } fingerprint } ? Tls with { Fingerprint = Fingerprint(fingerprint) } : Tls ?? node.Tls,
        };
    }

    public static AddressRule Rule(string text) => AddressRule.TryParse(text, out var rule)
        ? rule
        : throw new FormatException($"'{text}' is no address to call from: an IP address, a network as 10.1.0.0/16, a host name, or {AddressRule.AnyText}.");

    private static FormatException NoAddress() => new("A host name or address and a port from 1 to 65535 are needed.");

    private static string Fingerprint(string text) => CertificateTrust.ParseFingerprint(text)
        ?? throw new FormatException($"'{text}' is not the SHA-256 fingerprint of a certificate: 64 hexadecimal digits.");

    private string CheckedHost() => Host is { Length: > 0 } && Uri.CheckHostName(Host) != UriHostNameType.Unknown ? Host : throw NoAddress();

    private string CheckedAlias() => Alias!.Length <= 64 && !Alias.Any(char.IsControl)
        ? Alias.Trim()
        : throw new FormatException("An alias has at most 64 characters, and no control characters.");

    private AccessOperations CheckedOperations()
    {
        var (operations, unknown) = AccessOperationNames.Parse(Operations!);
        return operations ?? throw new FormatException($"'{unknown}' is not an operation: {AccessOperationNames.Known}, or all.");
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(NodeEntry[]))]
internal sealed partial class NodeJson : JsonSerializerContext;
