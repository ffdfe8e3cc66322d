using System.Text.Json.Serialization;
using Gantry.Contracts;

namespace Gantry.Plugins.ImageFile;

/// <summary>An order as it lies on the disk: what is needed to make its pieces, and how far it is.</summary>
internal sealed record KeptOrder
{
    public required string Id { get; init; }

    public required string Request { get; init; }

    public required string Folder { get; init; }

    public required string Medium { get; init; }

    public required string Volume { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset TakenAt { get; init; }

    public required int Copies { get; init; }

    /// <summary>The lines of the label, one beneath the other; empty for none.</summary>
    public string Label { get; init; } = "";

    public MediaOrderState State { get; init; }

    public MediaDeviceCondition Condition { get; init; }

    public int PiecesMade { get; init; }

    public string Note { get; init; } = "It waits for its turn.";

    [JsonIgnore]
    public bool HasEnded => State is MediaOrderState.Done or MediaOrderState.Failed;

    public static KeptOrder Of(MediaOrder order, DateTimeOffset now) => new()
    {
        Id = order.Id,
        Request = order.Request.Value,
        Folder = order.Folder,
        Medium = order.Medium,
        Volume = order.Volume,
        CreatedAt = order.CreatedAt,
        TakenAt = now,
        Copies = order.Copies,
        Label = LabelText.Of(order),
    };

    public MediaProgress ToProgress() => new(State, PiecesMade, Note) { Condition = Condition };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(KeptOrder))]
internal sealed partial class OrderJson : JsonSerializerContext;
