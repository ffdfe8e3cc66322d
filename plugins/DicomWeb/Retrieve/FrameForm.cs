using Gantry.Dicom;
using Gantry.Dicom.Imaging;

namespace Gantry.Plugins.DicomWeb;

/// <summary>How frames are sent: as they are stored, or decoded (PS3.18 §8.7.3.3, Table 8.7.3-5).</summary>
/// <param name="ContentType">The media type of a frame, with its transfer syntax.</param>
/// <param name="MediaType">The media type alone.</param>
/// <param name="IsDecoded">True for samples in little endian order.</param>
/// <param name="IsMultipart">True for frames in parts, false for one that is the body.</param>
internal sealed record FrameForm(string ContentType, string MediaType, bool IsDecoded, bool IsMultipart)
{
    /// <summary>The best form that the client takes; null where there is none.</summary>
    /// <param name="accepted">What it takes, the best first.</param>
    /// <param name="stored">What the frames are stored in.</param>
    /// <param name="isSingle">True where it is one frame.</param>
    /// <param name="codecs">Who decodes.</param>
    public static FrameForm? Choose(IEnumerable<MediaRange> accepted, TransferSyntax stored, bool isSingle, PixelCodecs codecs) =>
        accepted.Select(range => Of(range, stored, isSingle, codecs)).FirstOrDefault(form => form is not null);

    private static FrameForm? Of(MediaRange range, TransferSyntax stored, bool isSingle, PixelCodecs codecs)
    {
        var isMultipart = range.Takes("multipart/related");
        if (!isMultipart && !isSingle)
        {
            return null;
        }

        var type = isMultipart ? range["type"] ?? "*/*" : range.Type;
        var syntax = range["transfer-syntax"];
        bool Takes(string media) => type == "*/*" || type == media || (type.EndsWith("/*", StringComparison.Ordinal) && media.StartsWith(type[..^1], StringComparison.Ordinal));
        if (stored.IsEncapsulated && MediaTypeOf(stored) is { } own && (syntax == "*" || syntax == stored.Uid.Value || (syntax is null && type == own)))
        {
            // Viewers ask for application/octet-stream in any transfer syntax, and mean the frame as it is stored.
            if (Takes(own) || type == Service.OctetStream)
            {
                var media = Takes(own) ? own : Service.OctetStream;
                return new($"{media}; transfer-syntax={stored}", media, IsDecoded: false, isMultipart);
            }
        }

        var native = TransferSyntax.ExplicitVRLittleEndian;
        return Takes(Service.OctetStream) && (syntax is null or "*" || syntax == native.Uid.Value) && (!stored.IsEncapsulated || codecs.Decoded.Contains(stored))
            ? new($"{Service.OctetStream}; transfer-syntax={native}", Service.OctetStream, IsDecoded: true, isMultipart)
            : null;
    }

    /// <summary>The media type of the bit stream of a transfer syntax; null where it has none of its own.</summary>
    public static string? MediaTypeOf(TransferSyntax syntax) => syntax.Uid.Value switch
    {
        "1.2.840.10008.1.2.5" => "image/dicom-rle",
        "1.2.840.10008.1.2.4.50" or "1.2.840.10008.1.2.4.51" or "1.2.840.10008.1.2.4.57" or "1.2.840.10008.1.2.4.70" => "image/jpeg",
        "1.2.840.10008.1.2.4.80" or "1.2.840.10008.1.2.4.81" => "image/jls",
        "1.2.840.10008.1.2.4.90" or "1.2.840.10008.1.2.4.91" => "image/jp2",
        "1.2.840.10008.1.2.4.92" or "1.2.840.10008.1.2.4.93" => "image/jpx",
        "1.2.840.10008.1.2.4.110" or "1.2.840.10008.1.2.4.111" or "1.2.840.10008.1.2.4.112" => "image/jxl",
        "1.2.840.10008.1.2.4.201" or "1.2.840.10008.1.2.4.202" or "1.2.840.10008.1.2.4.203" => "image/jphc",
        _ => null,
    };
}
