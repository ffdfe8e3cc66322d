namespace Gantry.Dicom.Network;

/// <summary>No presentation context was accepted for what is to be sent; the association can be used on.</summary>
public sealed class PresentationContextException : InvalidOperationException
{
    /// <summary>Without a message.</summary>
    public PresentationContextException()
    {
    }

    /// <summary>With a message.</summary>
    public PresentationContextException(string message) : base(message)
    {
    }

    /// <summary>With a message and what caused it.</summary>
    public PresentationContextException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
