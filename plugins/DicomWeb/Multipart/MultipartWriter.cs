using System.Buffers;
using System.Text;

namespace Gantry.Plugins.DicomWeb;

/// <summary>Writes the frame of a multipart body (PS3.18 §8.6.1.2, RFC 2046 §5.1.1); the caller writes the content of each part.</summary>
/// <param name="output">Where to; neither flushed nor completed here.</param>
/// <param name="boundary">What no part has in it: 32 random digits.</param>
internal sealed class MultipartWriter(IBufferWriter<byte> output, string boundary)
{
    private bool _hasParts;

    /// <summary>A boundary that is in nothing that was made before it.</summary>
    public static string NewBoundary() => Guid.NewGuid().ToString("N");

    /// <summary>The Content-Type of the whole.</summary>
    /// <param name="type">The media type of its parts.</param>
    /// <param name="boundary">The boundary.</param>
    public static string ContentType(string type, string boundary) => $"multipart/related; type=\"{type}\"; boundary={boundary}";

    /// <summary>Begins a part, after the end of the one before.</summary>
    /// <param name="contentType">Its media type.</param>
    /// <param name="location">Its URL; null for none.</param>
    public void Begin(string contentType, string? location)
    {
        Write(_hasParts ? "\r\n--" : "--");
        Write(boundary);
        Write("\r\nContent-Type: ");
        Write(contentType);
        if (location is not null)
        {
            Write("\r\nContent-Location: ");
            Write(location);
        }

        Write("\r\n\r\n");
        _hasParts = true;
    }

    /// <summary>Ends the last part, and the whole.</summary>
    public void End()
    {
        Write("\r\n--");
        Write(boundary);
        Write("--\r\n");
    }

    private void Write(string text) => Encoding.ASCII.GetBytes(text, output);
}
