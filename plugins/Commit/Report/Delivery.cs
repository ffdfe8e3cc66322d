namespace Gantry.Plugins.Commit;

/// <summary>What became of an attempt to report a result.</summary>
/// <param name="State">Whether the result arrived.</param>
/// <param name="Note">A sentence for administrators: how it arrived, or why not.</param>
internal sealed record Delivery(DeliveryState State, string Note)
{
    /// <summary>Not tried before this time, where it was not tried at all; null otherwise.</summary>
    public DateTimeOffset? NotBefore { get; init; }
}
