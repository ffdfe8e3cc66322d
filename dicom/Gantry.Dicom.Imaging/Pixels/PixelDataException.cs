namespace Gantry.Dicom.Imaging;

/// <summary>Pixel data that are not what their data set describes, that are damaged, or that nobody here can decode or encode.</summary>
public sealed class PixelDataException : Exception
{
    /// <summary>Without a message.</summary>
    public PixelDataException()
    {
    }

    /// <summary>With a message: what is wrong, without values of the data set that may identify a patient.</summary>
    public PixelDataException(string message) : base(message)
    {
    }

    /// <summary>With a message and what caused it.</summary>
    public PixelDataException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
