namespace Gantry.Dicom.Network;

/// <summary>The association has ended, or never began; it is of no further use.</summary>
public class AssociationException : IOException
{
    /// <summary>An end about which nothing is known.</summary>
    public AssociationException()
    {
    }

    /// <summary>An end about which nothing but the message is known.</summary>
    public AssociationException(string message) : base(message)
    {
    }

    /// <summary>An end that another exception brought about.</summary>
    public AssociationException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>The end of an association.</summary>
    public AssociationException(AssociationEnd end) : base(end?.ToString()) => End = end;

    /// <summary>How the association ended; null where that is not known.</summary>
    public AssociationEnd? End { get; }
}
