namespace Gantry.Contracts;

/// <summary>How far an order is.</summary>
/// <param name="State">Where it is.</param>
/// <param name="PiecesMade">How many pieces are made; those that were rejected do not count.</param>
/// <param name="Note">A sentence for administrators: what is done now, what is waited for, why it failed, or where the pieces are. No patient data.</param>
public sealed record MediaProgress(MediaOrderState State, int PiecesMade, string Note)
{
    /// <summary>What an order that waits waits for, and what one that failed failed by; <see cref="MediaDeviceCondition.Ready"/>, as it is unless set, for nothing that concerns the device.</summary>
    public MediaDeviceCondition Condition { get; init; }

    /// <summary>True once nothing more will happen.</summary>
    public bool HasEnded => State is MediaOrderState.Done or MediaOrderState.Failed;
}
