namespace Gantry.Dicom.Network;

/// <summary>What became of one instance.</summary>
/// <param name="Source">Where it came from.</param>
/// <param name="Result">What became of it.</param>
public sealed record StoreOutcome(StoreSource Source, StoreResult Result)
{
    /// <summary>The SOP class; empty where it could not be read.</summary>
    public Uid SopClassUid { get; init; }

    /// <summary>The SOP instance; empty where it could not be read.</summary>
    public Uid SopInstanceUid { get; init; }

    /// <summary>The transfer syntax that it was sent in; <c>default</c> where it was not.</summary>
    public TransferSyntax TransferSyntax { get; init; }

    /// <summary>The status of the last response; null where there was none.</summary>
    public DimseStatus? Status { get; init; }

    /// <summary>Why it was not stored, or what the peer's Error Comment (0000,0902) says, in a sentence; null where there is nothing to say.</summary>
    public string? Message { get; init; }

    /// <summary>The bytes of the data set as it is at its source; 0 where they are not known.</summary>
    public long Bytes { get; init; }

    /// <summary>How often it was sent.</summary>
    public int Attempts { get; init; }

    /// <summary>True where the peer has it.</summary>
    public bool IsStored => Result is StoreResult.Stored or StoreResult.StoredWithWarning;

    internal static StoreOutcome Of(StoreInstance instance, StoreResult result) => new(instance.Source, result)
    {
        SopClassUid = instance.SopClass,
        SopInstanceUid = instance.SopInstance,
        Bytes = instance.Length,
        Attempts = instance.Attempts,
    };
}
