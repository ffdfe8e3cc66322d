using System.Text.Json.Serialization;
using Gantry.Contracts;

namespace VendorNamespace;

/// <summary>An order as it lies on the disk: what is needed to make its pieces, and how far it is.</summary>
public sealed record VendorTypeOrder(string Id, string Folder, int Copies, DateTimeOffset TakenAt)
{
    public MediaOrderState State { get; init; }

    public int PiecesMade { get; init; }

    public string Note { get; init; } = "It waits for its turn.";

    [JsonIgnore]
    public bool HasEnded => State is MediaOrderState.Done or MediaOrderState.Failed;
}

// By source generation: System.Text.Json by reflection would keep the plugin in memory.
[JsonSerializable(typeof(VendorTypeOrder))]
internal sealed partial class VendorTypeJson : JsonSerializerContext;
