namespace Gantry.Contracts;

/// <summary>A device will never take an order. The message says why, without patient data.</summary>
public sealed class MediaDeviceException : Exception
{
    /// <summary>A refusal.</summary>
    public MediaDeviceException(string message) : base(message)
    {
    }

    /// <summary>A refusal, and what it comes from.</summary>
    public MediaDeviceException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
