using System.Collections.Immutable;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;

namespace Gantry.Plugins.DicomWeb;

/// <summary>What a client takes instances as: one media range after the other, and the transfer syntax of each (PS3.18 §8.7.3.5).</summary>
internal static class TransferChoice
{
    private const string Parameter = "transfer-syntax", Any = "*";

    /// <summary>The media ranges that instances can be sent in, the best first.</summary>
    public static ImmutableArray<MediaRange> Of(ImmutableArray<MediaRange> accepted) => [.. accepted.Where(range => IsMultipart(range) || range.Type == Service.Dicom)];

    /// <summary>True for several instances, or one, in parts; also where the client takes anything.</summary>
    public static bool IsMultipart(MediaRange range) => range.Takes("multipart/related") && range["type"] is null or Service.Dicom or "*/*" or "application/*";

    /// <summary>The transfer syntax for an instance; null where there is none that the client takes and the server has.</summary>
    /// <param name="stored">What it is stored in.</param>
    /// <param name="range">What the client takes.</param>
    /// <param name="codecs">Who decodes.</param>
    public static TransferSyntax? For(TransferSyntax stored, MediaRange range, PixelCodecs codecs)
    {
        var wanted = range[Parameter];
        var native = TransferSyntax.ExplicitVRLittleEndian;
        if (wanted == Any)
        {
            // These two are never sent by the web (PS3.18 §8.7.3.2).
            return stored == TransferSyntax.ImplicitVRLittleEndian || stored.IsBigEndian ? native : stored;
        }

        if (wanted == stored.Uid.Value && stored != TransferSyntax.ImplicitVRLittleEndian && !stored.IsBigEndian)
        {
            return stored;
        }

        return wanted is null || wanted == native.Uid.Value ? !stored.IsEncapsulated || codecs.Decoded.Contains(stored) ? native : null : null;
    }
}
