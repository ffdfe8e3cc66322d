namespace Gantry.Dicom;

/// <summary>A data set that cannot be de-identified: nothing of it was written.</summary>
public sealed class DeidentificationException : Exception
{
    /// <summary>Without a message.</summary>
    public DeidentificationException()
    {
    }

    /// <summary>With a message.</summary>
    public DeidentificationException(string message) : base(message)
    {
    }

    /// <summary>With a message and what caused it.</summary>
    public DeidentificationException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
