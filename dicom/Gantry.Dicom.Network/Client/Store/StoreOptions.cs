namespace Gantry.Dicom.Network;

/// <summary>How instances are stored.</summary>
public sealed record StoreOptions
{
    /// <summary>
    /// The most associations that send side by side: 1 to 64; 4 unless set, and never more than the client has. Further ones than the first are opened while many
    /// instances wait, and done without where the peer does not take them. With more than one the order of instances is not kept.
    /// </summary>
    public int MaximumAssociations
    {
        get;
        init => field = Range.Check(value, 1, 64);
    } = 4;

    /// <summary>The Priority (0000,0700).</summary>
    public Priority Priority { get; init; }

    /// <summary>
    /// Whether an uncompressed instance is converted to another uncompressed transfer syntax where the peer does not take its own; true unless set. Values stay
    /// what they are.
    /// </summary>
    public bool ConvertsNative { get; init; } = true;

    /// <summary>
    /// Asked which of some instances, in their order, are to be sent, before they are; null where all are. The others' outcome is <see cref="StoreResult.PassedOver"/>.
    /// What it throws ends the whole.
    /// </summary>
    public Func<IReadOnlyList<StoreCandidate>, CancellationToken, ValueTask<IReadOnlyList<bool>>>? Choose { get; init; }

    /// <summary>Told of each instance's outcome, one at a time, as soon as it is known; null for nobody. What it throws ends the whole.</summary>
    public IProgress<StoreOutcome>? Progress { get; init; }
}
