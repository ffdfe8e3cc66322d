using System.Globalization;

namespace Gantry.Dicom.Imaging;

/// <summary>What the marker segments of a JPEG frame say, looked at before it is decoded.</summary>
/// <param name="Header">The frame header.</param>
/// <param name="IsYbr">True where Adobe's segment says that it is luminance and chrominances, false where it says that it is not; null where it is silent.</param>
internal sealed record JpegStream(JpegFrameHeader Header, bool? IsYbr)
{
    // Each scan of a progressive frame goes over all of it, and a few bytes are a scan.
    private const int MostScans = 200;
    private const byte AdobeSegment = 0xEE;
    private const byte Baseline = 0xC0;
    private const byte Progressive = 0xC2;

    /// <exception cref="PixelDataException">It is not the frame described, none of a lossy process, or more work than a frame can be.</exception>
    public static JpegStream Read(ReadOnlySpan<byte> encoded, PixelDescription description)
    {
        var segments = new JpegSegments(encoded);
        JpegFrameHeader? header = null;
        bool? isYbr = null;
        for (var scans = 0; ;)
        {
            var marker = segments.TryNext(out var parameters);
            switch (marker)
            {
                case 0 or JpegMarker.EndOfImage:
                    return header is not null && scans > 0 ? new JpegStream(header, isYbr) : throw new PixelDataException("A JPEG frame ends before its first scan.");
                case >= Baseline and <= Progressive:
                    header = JpegFrameHeader.Read(parameters);
                    header.CheckIs(description);
                    CheckPrecision(header.Precision);
                    break;
                case JpegMarker.DefineHuffmanTables:
                    CheckTables(parameters);
                    break;
                case JpegMarker.StartOfScan when ++scans > MostScans || header is null:
                    throw new PixelDataException(header is null ? "A JPEG frame has a scan before its header." : "A JPEG frame has more scans than any encoder writes.");
                case AdobeSegment when parameters.Length >= 12 && parameters[..5].SequenceEqual("Adobe"u8):
                    isYbr = parameters[11] == 1;
                    break;
                default:
                    if (JpegMarker.IsStartOfFrame(marker))
                    {
                        throw new PixelDataException(string.Create(CultureInfo.InvariantCulture, $"The frame is not of JPEG baseline, extended or progressive: its header is {marker:X2}."));
                    }

                    break;
            }
        }
    }

    private static void CheckPrecision(int precision)
    {
        if (precision is not (8 or 12))
        {
            throw new PixelDataException(string.Create(CultureInfo.InvariantCulture, $"A lossy JPEG frame has samples of 8 or 12 bits, not of {precision}."));
        }
    }

    // A table without codes, or with more than there can be, sends the decoder round and round over memory that nobody has written.
    private static void CheckTables(ReadOnlySpan<byte> parameters)
    {
        while (parameters.Length > 0)
        {
            var (codes, space) = (0, 1 << 16);
            for (var length = 1; length <= 16 && parameters.Length >= 17; length++)
            {
                codes += parameters[length];
                space -= parameters[length] << (16 - length);
            }

            if (codes is < 1 or > 256 || space < 0 || parameters.Length < 17 + codes)
            {
                throw new PixelDataException("A Huffman table of a JPEG frame is none.");
            }

            parameters = parameters[(17 + codes)..];
        }
    }
}
