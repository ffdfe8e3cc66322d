using System.Text.Json.Serialization;
using Gantry.Contracts;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.DiscRecorder;

/// <summary>An order as it lies on the disk: what is needed to make its discs, and how far it is.</summary>
public sealed record KeptOrder : IKeptOrder
{
    public required string Id { get; init; }

    public required string Folder { get; init; }

    public required string Medium { get; init; }

    public required string Volume { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset TakenAt { get; init; }

    public required int Copies { get; init; }

    public required MediaPriority Priority { get; init; }

    public MediaOrderState State { get; init; }

    public MediaDeviceCondition Condition { get; init; }

    public int PiecesMade { get; init; }

    /// <summary>The discs that were bad since the last good one.</summary>
    public int Rejects { get; init; }

    /// <summary>The disc that is being recorded; null for none.</summary>
    public RecordingProcess? Recording { get; init; }

    /// <summary>True from when it was cancelled while a disc was being recorded, which is finished.</summary>
    public bool IsCancelled { get; init; }

    public string Note { get; init; } = "It waits for its turn.";

    [JsonIgnore]
    public bool HasEnded => State is MediaOrderState.Done or MediaOrderState.Failed;

    public MediaProgress ToProgress() => new(State, PiecesMade, Note) { Condition = Condition };

    public KeptOrder Wait(MediaDeviceCondition condition, string note) => this with { State = MediaOrderState.Waiting, Condition = condition, Note = note };

    public KeptOrder Create(string note) => this with { State = MediaOrderState.Creating, Condition = MediaDeviceCondition.Ready, Note = note };

    public KeptOrder End(MediaOrderState state, MediaDeviceCondition condition, string note) => this with { State = state, Condition = condition, Note = note, Recording = null };

    public KeptOrder Cancel() => Recording is null ? End(MediaOrderState.Failed, MediaDeviceCondition.Ready, "Cancelled.") : this with { IsCancelled = true };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(KeptOrder))]
internal sealed partial class OrderJson : JsonSerializerContext;
