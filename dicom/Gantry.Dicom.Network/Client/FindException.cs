namespace Gantry.Dicom.Network;

/// <summary>A C-FIND ended with a failure; the association can be used on.</summary>
public sealed class FindException : Exception
{
    /// <summary>Without a message.</summary>
    public FindException()
    {
    }

    /// <summary>With a message.</summary>
    public FindException(string message) : base(message)
    {
    }

    /// <summary>With a message and what caused it.</summary>
    public FindException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>With the final response.</summary>
    public FindException(DimseRsp response) : base($"C-FIND ended with status {response?.Status}. {response?.ErrorComment}".TrimEnd()) =>
        Status = response?.Status ?? default;

    /// <summary>The final status.</summary>
    public DimseStatus Status { get; }
}
