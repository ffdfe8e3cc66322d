using System.Text.Json.Serialization;
using Gantry.Contracts;

namespace Gantry.Host.Conformance;

/// <summary>What this server conforms to at one moment (PS3.2): what is loaded, and how it is set.</summary>
internal sealed record ConformanceStatement
{
    public required string Product { get; init; }

    public required string Version { get; init; }

    public required DateTimeOffset WrittenAt { get; init; }

    [JsonPropertyName("aeTitle")]
    public required string AETitle { get; init; }

    public required string Endpoint { get; init; }

    public required ImplementationStatement Implementation { get; init; }

    public required AssociationStatement Associations { get; init; }

    public required IReadOnlyList<ServiceStatement> Services { get; init; }

    /// <summary>The SOP classes that the group Storage has by name.</summary>
    public required IReadOnlyList<NamedUid> StorageSopClasses { get; init; }

    /// <summary>The transfer syntaxes that Native means.</summary>
    public required IReadOnlyList<NamedUid> NativeTransferSyntaxes { get; init; }

    /// <summary>The transfer syntaxes that Any has by name; it means every other one, too.</summary>
    public required IReadOnlyList<NamedUid> AnyTransferSyntaxes { get; init; }

    public required IReadOnlyList<PluginStatement> Plugins { get; init; }

    /// <summary>The remote AEs that are configured, without their addresses: a statement is shown to others.</summary>
    public required IReadOnlyList<string> RemoteNodes { get; init; }

    public required IReadOnlyList<string> CharacterSets { get; init; }

    public required IReadOnlyList<string> Security { get; init; }
}

/// <summary>How the implementation names itself (PS3.7 §D.3.3.2).</summary>
internal sealed record ImplementationStatement(string ClassUid, string VersionName);

/// <summary>Sizes, counts and times of associations; lengths in bytes.</summary>
internal sealed record AssociationStatement(
    int MaximumPduLength,
    int MaximumAssociations,
    int OperationsAtATime,
    TimeSpan ArtimTimeout,
    TimeSpan IdleTimeout,
    TimeSpan ReceiveTimeout,
    TimeSpan WriteTimeout,
    TimeSpan ReleaseTimeout,
    TimeSpan ResponseTimeout,
    TimeSpan ConnectTimeout,
    IReadOnlyList<string> Policies);

/// <summary>A DIMSE service that the AE performs or uses.</summary>
/// <param name="Command">As <c>C-STORE</c>.</param>
/// <param name="Role">SCP or SCU.</param>
/// <param name="Plugin">The plugin that serves it; null for the host itself.</param>
/// <param name="PluginVersion">The plugin's version.</param>
/// <param name="SopClasses">The SOP classes that are named one by one.</param>
/// <param name="Group">Storage where every storage SOP class is served besides, private and newer ones too; null where none is.</param>
/// <param name="TransferSyntaxes">Native or Any.</param>
/// <param name="Selection">How a transfer syntax is chosen.</param>
internal sealed record ServiceStatement(
    string Command,
    string Role,
    string? Plugin,
    string? PluginVersion,
    IReadOnlyList<NamedUid> SopClasses,
    string? Group,
    string TransferSyntaxes,
    string Selection);

internal sealed record NamedUid(string Uid, string Name, bool IsRetired);

/// <summary>A plugin that serves, and what it says of itself.</summary>
internal sealed record PluginStatement(string Id, string Version, string Description, IReadOnlyList<ConformanceDetail> Details);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(ConformanceStatement))]
internal sealed partial class ConformanceJson : JsonSerializerContext;
