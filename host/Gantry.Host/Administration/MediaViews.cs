using System.Text.Json.Serialization;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Host.Administration;

/// <summary>A request for media.</summary>
internal sealed record MediaView(
    string Uid,
    string Peer,
    string ExecutionStatus,
    string ExecutionStatusInfo,
    string Device,
    string Profile,
    string Label,
    int Instances,
    int Copies,
    int Parts,
    int PiecesMade,
    DateTimeOffset CreatedAt,
    DateTimeOffset ChangedAt,
    string Note,
    IReadOnlyList<MediaFileSetView>? FileSets,
    IReadOnlyList<MediaFailureView>? Failed,
    bool Deidentified,
    IReadOnlyList<string>? Warnings)
{
    public static MediaView Of(StoredJob stored, bool withInstances)
    {
        var job = stored.Job;
        var media = Read(job);
        return new(
            job.Uid.Value, job.Peer.Value, media?.Status.ToString().ToUpperInvariant() ?? "", media?.Info ?? "", media?.Device ?? "", media?.Profile ?? "",
            media?.Request.GetString(Tags.LabelText) ?? "",
            media?.Request.GetItems(Tags.ReferencedSOPSequence).Length ?? 0, media?.Copies ?? 0, media?.Parts.Length ?? 0, media?.PiecesMade ?? 0, job.CreatedAt, stored.ChangedAt, job.Note,
            withInstances ? media?.Parts.Select(part => new MediaFileSetView(part.OrderId, part.FileSetId, part.FileSetUid.Value)).ToList() : null,
            withInstances ? media?.Failed.Select(failure => new MediaFailureView(failure.Reference.SopClassUid.Value, failure.Reference.SopInstanceUid.Value, failure.Describe())).ToList() : null,
            media?.Deidentification is not null, withInstances ? media?.Warnings : null);
    }

    /// <summary>What was asked for, and how far it is; null where the job does not say.</summary>
    public static MediaJob? Read(Job job)
    {
        try
        {
            return MediaJob.Read(job.Attributes);
        }
        catch (FormatException)
        {
            return null; // shown all the same, with the note that says so
        }
    }
}

/// <summary>A part of a request: a content, and its order at the device.</summary>
internal sealed record MediaFileSetView(string Order, string Id, string Uid);

/// <summary>An instance that cannot be on the media.</summary>
internal sealed record MediaFailureView(string SopClassUid, string SopInstanceUid, string Reason);

internal sealed record MediaListView(IReadOnlyList<MediaView> Media);

/// <summary>A device.</summary>
internal sealed record MediaDeviceView(string Name, IReadOnlyList<string> Media, string Condition, string Note)
{
    public static MediaDeviceView Of(MediaDeviceReport report) =>
        new(report.Name, [.. report.Media.Select(medium => medium.Name)], report.State.Condition.ToString(), report.State.Note);
}

internal sealed record MediaDevicesView(IReadOnlyList<MediaDeviceView> Devices);

/// <summary>What media are to be made of: studies, series or instances of the catalog.</summary>
internal sealed record MediaOrderView(
    IReadOnlyList<string> Uids, string? Device, string? Profile, string? FileSetId, string? Label, string? Disposition, bool? Split, bool? Lossy, bool? Viewer, int Copies = 1,
    MediaPriority Priority = MediaPriority.Medium, bool Deidentify = false, IReadOnlyList<ConfidentialityOptions>? Retain = null)
{
    /// <summary>How it is de-identified; null where it is not.</summary>
    /// <exception cref="BadHttpRequestException">It is not to be, and something is to be retained then.</exception>
    [JsonIgnore]
    public ConfidentialityOptions? Deidentification => Deidentify
        ? (Retain ?? []).Aggregate(ConfidentialityOptions.None, (all, one) => all | one)
        : Retain is { Count: > 0 } ? throw new BadHttpRequestException("'retain' says what stays where 'deidentify' is true.") : null;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MediaView))]
[JsonSerializable(typeof(MediaListView))]
[JsonSerializable(typeof(MediaDevicesView))]
[JsonSerializable(typeof(MediaOrderView))]
internal sealed partial class MediaViewJson : JsonSerializerContext;
