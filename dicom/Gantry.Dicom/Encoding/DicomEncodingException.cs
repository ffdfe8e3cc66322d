using System.Globalization;

namespace Gantry.Dicom;

/// <summary>Bytes that are not a data set in the transfer syntax they claim, or a data set that a transfer syntax cannot hold.</summary>
public sealed class DicomEncodingException : Exception
{
    /// <summary>Without a message.</summary>
    public DicomEncodingException()
    {
    }

    /// <summary>With a message.</summary>
    public DicomEncodingException(string message) : base(message)
    {
    }

    /// <summary>With a message and what caused it.</summary>
    public DicomEncodingException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>With a message and the place.</summary>
    /// <param name="message">What is wrong, without values of the data set.</param>
    /// <param name="offset">Bytes from the start of the data set.</param>
    /// <param name="tag">The element it happened at.</param>
    public DicomEncodingException(string message, long offset, Tag tag)
        : base(string.Create(CultureInfo.InvariantCulture, $"{message} At {tag}, offset {offset}."))
    {
        Offset = offset;
        Tag = tag;
    }

    /// <summary>Bytes from the start of the data set, inflated where it is deflated; -1 where the place is not known.</summary>
    public long Offset { get; } = -1;

    /// <summary>The element it happened at, where the place is known.</summary>
    public Tag Tag { get; }

    /// <summary>True where nothing was found wrong: <see cref="DataSetReaderOptions.MaximumBytes"/> alone ended the reading.</summary>
    public bool IsMaximumBytes { get; init; }
}
