namespace Gantry.Dicom.Network;

/// <summary>How and why an association ended.</summary>
/// <param name="Reason">How.</param>
/// <param name="Detail">Why, in a sentence for a log; without patient data.</param>
public sealed record AssociationEnd(AssociationEndReason Reason, string Detail)
{
    /// <summary>What the A-ASSOCIATE-RJ said; null where there was none.</summary>
    public AssociateRj? Rejection { get; init; }

    /// <summary>The source of the A-ABORT, received or sent; null where there was none.</summary>
    public AbortSource? AbortSource { get; init; }

    /// <summary>The reason of the A-ABORT, received or sent; significant where the source is the service-provider.</summary>
    public AbortReason? AbortReason { get; init; }

    /// <summary>True where nothing went wrong.</summary>
    public bool IsGraceful => Reason == AssociationEndReason.Released;

    /// <summary>Reason and detail.</summary>
    public override string ToString() => Reason + ": " + Detail;
}
