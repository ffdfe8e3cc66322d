namespace Gantry.Dicom.Network;

/// <summary>What an event brings with it for the action.</summary>
internal readonly record struct UlArguments
{
    public UlArguments()
    {
    }

    public AssociateRq? Rq { get; init; }

    public AssociateAc? Ac { get; init; }

    public AssociateRj? Rj { get; init; }

    public AbortSource AbortSource { get; init; }

    public AbortReason AbortReason { get; init; }

    public string Detail { get; init; } = "";

    public static UlArguments Unexpected(PduType type) =>
        new() { AbortReason = AbortReason.UnexpectedPdu, Detail = $"{type} was not expected." };
}
