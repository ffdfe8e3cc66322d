using System.Buffers.Binary;
using System.Globalization;

namespace Gantry.Dicom.Imaging;

/// <summary>The image and tile size of a JPEG 2000 codestream: SIZ (ITU-T T.800 §A.5.1).</summary>
internal static class Jpeg2000Header
{
    // Native code makes tables for each tile before it has seen one.
    private const long MostTiles = 4_096;
    private const int SizBytes = 38;

    /// <summary>The codestream in the bytes of a frame, which should be nothing else: some writers put boxes around it.</summary>
    /// <exception cref="PixelDataException">There is none.</exception>
    public static ReadOnlySpan<byte> FindCodestream(ReadOnlySpan<byte> encoded)
    {
        ReadOnlySpan<byte> start = [0xFF, 0x4F, 0xFF, 0x51];
        var at = encoded.StartsWith(start) ? 0 : encoded.StartsWith((ReadOnlySpan<byte>)[0, 0, 0, 0x0C, (byte)'j', (byte)'P']) ? encoded.IndexOf(start) : -1;
        return at >= 0 ? encoded[at..] : throw new PixelDataException("A JPEG 2000 frame does not begin with SOC and SIZ.");
    }

    /// <summary>Compares with what the data set says, before anything is allocated.</summary>
    /// <exception cref="PixelDataException">It is another frame.</exception>
    public static void CheckIs(ReadOnlySpan<byte> codestream, PixelDescription description)
    {
        var siz = codestream[4..];
        var components = siz.Length < SizBytes ? 0 : BinaryPrimitives.ReadUInt16BigEndian(siz[36..]);
        if (components == 0 || siz.Length < SizBytes + (3 * components))
        {
            throw new PixelDataException("The SIZ marker segment of a JPEG 2000 frame is not whole.");
        }

        long right = Number(siz, 4), bottom = Number(siz, 8), left = Number(siz, 12), top = Number(siz, 16), tileWidth = Number(siz, 20), tileHeight = Number(siz, 24);
        long tileLeft = Number(siz, 28), tileTop = Number(siz, 32);
        var isAsDescribed = right - left == description.Columns && bottom - top == description.Rows && components == description.SamplesPerPixel;
        for (var component = 0; component < components; component++)
        {
            var parameters = siz.Slice(SizBytes + (3 * component), 3);
            isAsDescribed &= (parameters[0] & 0x7F) + 1 <= description.BitsAllocated && parameters[1] == 1 && parameters[2] == 1;
        }

        if (!isAsDescribed)
        {
            throw new PixelDataException(string.Create(
                CultureInfo.InvariantCulture,
                $"The JPEG 2000 frame is {right - left} x {bottom - top} of {components} components; the data set says {description.Columns} x {description.Rows} of {description.SamplesPerPixel}, in {description.BitsAllocated} bits."));
        }

        if (tileWidth == 0 || tileHeight == 0 || tileLeft > left || tileTop > top || Tiles(right - tileLeft, tileWidth) * Tiles(bottom - tileTop, tileHeight) > MostTiles)
        {
            throw new PixelDataException("A JPEG 2000 frame has more tiles than an image needs.");
        }
    }

    private static uint Number(ReadOnlySpan<byte> siz, int at) => BinaryPrimitives.ReadUInt32BigEndian(siz[at..]);

    private static long Tiles(long length, long tile) => (length + tile - 1) / tile;
}
