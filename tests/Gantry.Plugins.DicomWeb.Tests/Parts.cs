using System.Text;

namespace Gantry.Plugins.DicomWeb.Tests;

/// <summary>Takes a multipart body apart, by itself.</summary>
internal static class Parts
{
    public static IReadOnlyList<(string Headers, byte[] Content)> Of(string contentType, byte[] body)
    {
        var boundary = contentType[(contentType.IndexOf("boundary=", StringComparison.Ordinal) + 9)..];
        var text = Encoding.Latin1.GetString(body);
        Assert.StartsWith("--" + boundary + "\r\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\r\n--" + boundary + "--\r\n", text, StringComparison.Ordinal);
        return
        [
            .. ("\r\n" + text)[..^(boundary.Length + 8)].Split("\r\n--" + boundary + "\r\n").Skip(1).Select(part =>
            {
                var end = part.IndexOf("\r\n\r\n", StringComparison.Ordinal);
                return (part[..end], Encoding.Latin1.GetBytes(part[(end + 4)..]));
            }),
        ];
    }
}
