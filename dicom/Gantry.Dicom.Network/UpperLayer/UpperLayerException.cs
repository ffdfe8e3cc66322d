namespace Gantry.Dicom.Network;

/// <summary>What the peer sent breaks the upper layer protocol; the association answers with A-ABORT (PS3.8 §9.2, event 19).</summary>
public sealed class UpperLayerException : Exception
{
    /// <summary>A violation for which no reason is specified.</summary>
    public UpperLayerException()
    {
    }

    /// <summary>A violation for which no reason is specified.</summary>
    public UpperLayerException(string message) : base(message)
    {
    }

    /// <summary>A violation for which no reason is specified.</summary>
    public UpperLayerException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>A violation with the reason that the A-ABORT carries.</summary>
    public UpperLayerException(AbortReason reason, string message) : base(message) => Reason = reason;

    /// <summary>The reason that the A-ABORT carries.</summary>
    public AbortReason Reason { get; }
}
