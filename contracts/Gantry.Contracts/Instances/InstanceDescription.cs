using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>What is known of an instance before its bytes arrive: it goes into the file meta information (PS3.10 §7.1).</summary>
public sealed record InstanceDescription
{
    /// <summary>The SOP class.</summary>
    public required Uid SopClass { get; init; }

    /// <summary>The SOP instance.</summary>
    public required Uid SopInstance { get; init; }

    /// <summary>The transfer syntax of the bytes to come.</summary>
    public required TransferSyntax TransferSyntax { get; init; }

    /// <summary>Who sent it; empty where nobody did.</summary>
    public AETitle SendingAETitle { get; init; }

    /// <summary>Who received it; empty where it was not received.</summary>
    public AETitle ReceivingAETitle { get; init; }

    /// <summary>
    /// The SHA-256 of the data set as it was received, where other bytes are stored: it was compressed on its way. A store that keeps digests keeps this one, too.
    /// Empty, the default, where it is stored as it was received.
    /// </summary>
    public ReadOnlyMemory<byte> ReceivedDigest { get; init; }
}
