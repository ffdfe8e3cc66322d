namespace Gantry.Dicom.Network;

/// <summary>The peer rejected the association (PS3.8 §9.3.4).</summary>
public sealed class AssociationRejectedException : AssociationException
{
    /// <summary>A rejection about which nothing is known.</summary>
    public AssociationRejectedException()
    {
    }

    /// <summary>A rejection about which nothing but the message is known.</summary>
    public AssociationRejectedException(string message) : base(message)
    {
    }

    /// <summary>A rejection with the exception that tells more.</summary>
    public AssociationRejectedException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>A rejection.</summary>
    public AssociationRejectedException(AssociationEnd end) : base(end)
    {
    }
}
