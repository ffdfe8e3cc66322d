namespace Gantry.Dicom.Network;

/// <summary>A peer answered a request with a failure; the association can be used on.</summary>
public sealed class DimseException : Exception
{
    /// <summary>Without a message.</summary>
    public DimseException()
    {
    }

    /// <summary>With a message.</summary>
    public DimseException(string message) : base(message)
    {
    }

    /// <summary>With a message and what caused it.</summary>
    public DimseException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>With what was asked for, and the response.</summary>
    public DimseException(string operation, DimseRsp response) : base($"{operation} was answered with status {response?.Status}. {response?.ErrorComment}".TrimEnd()) =>
        Status = response?.Status ?? default;

    /// <summary>The status.</summary>
    public DimseStatus Status { get; }
}
