using System.Text.Json.Serialization;

namespace Gantry.Cli.Administration;

internal sealed record MediaRequestList(IReadOnlyList<MediaRequest> Media);

/// <summary>A request for media that the server has.</summary>
internal sealed record MediaRequest(
    string Uid,
    string Peer,
    string ExecutionStatus,
    string ExecutionStatusInfo,
    string Device,
    string Profile,
    int Instances,
    int Copies,
    int Parts,
    int PiecesMade,
    DateTimeOffset CreatedAt,
    DateTimeOffset ChangedAt,
    string Note,
    IReadOnlyList<MediaFileSet>? FileSets = null,
    IReadOnlyList<MediaInstance>? Failed = null,
    bool Deidentified = false,
    IReadOnlyList<string>? Warnings = null)
{
    /// <summary>True once nothing more will happen.</summary>
    [JsonIgnore]
    public bool HasEnded => ExecutionStatus is "DONE" or "FAILURE";
}

/// <summary>A part of it: a content, and its order at the device.</summary>
internal sealed record MediaFileSet(string Order, string Id, string Uid);

/// <summary>An instance that cannot be on the media.</summary>
internal sealed record MediaInstance(string SopClassUid, string SopInstanceUid, string Reason);

internal sealed record MediaDeviceList(IReadOnlyList<MediaDevice> Devices);

/// <summary>A device of the server.</summary>
internal sealed record MediaDevice(string Name, IReadOnlyList<string> Media, string Condition, string Note);

/// <summary>What the server is to make media of.</summary>
internal sealed record ServerMediaOrder(
    IReadOnlyList<string> Uids, string? Device, string? Profile, string? FileSetId, string? Label, bool? Split, bool? Lossy, bool? Viewer, int Copies, string Priority,
    bool Deidentify, IReadOnlyList<string>? Retain);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MediaRequestList))]
[JsonSerializable(typeof(MediaRequest))]
[JsonSerializable(typeof(MediaDeviceList))]
[JsonSerializable(typeof(ServerMediaOrder))]
internal sealed partial class MediaJson : JsonSerializerContext;
