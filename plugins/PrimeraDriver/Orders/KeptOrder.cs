using System.Text.Json.Serialization;
using Gantry.Contracts;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.PrimeraDriver;

/// <summary>An order as it lies on the disk: what its job needs, and how far it is.</summary>
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

    /// <summary>The file that is printed, as the robot sees it; empty for none.</summary>
    public string Label { get; init; } = "";

    /// <summary>The texts of the fields of the label, which may identify the patient; none once the order has ended.</summary>
    public IReadOnlyList<string> MergeFields { get; init; } = [];

    public OrderStage Stage { get; init; }

    /// <summary>The last phase in which the job was seen.</summary>
    public JobPhase Phase { get; init; }

    /// <summary>True from when it is to be given up.</summary>
    public bool IsAborting { get; init; }

    /// <summary>When PTBurn was last asked to abort it.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>From when on its job could not be written, or was not to be found, or was seen to have ended while its status said nothing yet.</summary>
    public DateTimeOffset? DoubtSince { get; init; }

    public MediaOrderState State { get; init; }

    public MediaDeviceCondition Condition { get; init; }

    public int PiecesMade { get; init; }

    public string Note { get; init; } = "It waits for its turn.";

    /// <summary>True once nothing of it lies in the job folder any more.</summary>
    public bool IsTidy { get; init; }

    /// <summary>True once nobody asks for it any more.</summary>
    public bool IsForgotten { get; init; }

    [JsonIgnore]
    public bool HasEnded => State is MediaOrderState.Done or MediaOrderState.Failed;

    public MediaProgress ToProgress() => new(State, PiecesMade, Note) { Condition = Condition };

    public KeptOrder Wait(MediaDeviceCondition condition, string note) => this with { State = MediaOrderState.Waiting, Condition = condition, Note = note };

    public KeptOrder End(MediaOrderState state, MediaDeviceCondition condition, int pieces, string note) =>
        this with { State = state, Condition = condition, PiecesMade = pieces, Note = note, MergeFields = [], DoubtSince = null };

    public KeptOrder Cancel(string note) => End(MediaOrderState.Failed, MediaDeviceCondition.Ready, PiecesMade, note);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(KeptOrder))]
internal sealed partial class OrderJson : JsonSerializerContext;
