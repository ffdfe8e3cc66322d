using Gantry.Dicom.Imaging;

namespace Gantry.Plugins.DicomWeb;

/// <summary>The part of an image that a viewport shows (PS3.18 §8.3.5.1.3), or the region of the URI service (§9.1.2.2.6).</summary>
/// <param name="Left">Its left side.</param>
/// <param name="Top">Its upper side.</param>
/// <param name="Width">Its width; null to the right side of the image, less than 0 for one that is mirrored.</param>
/// <param name="Height">Its height, likewise.</param>
/// <param name="IsRelative">True for fractions of the image, false for pixels.</param>
internal sealed record SourceRegion(double Left, double Top, double? Width, double? Height, bool IsRelative)
{
    /// <summary>Reads left, top, width and height in pixels, each of which may be empty.</summary>
    public static bool TryParse(ReadOnlySpan<string> parts, out SourceRegion? region)
    {
        var values = new double?[4];
        region = null;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = RenderedParameters.Real(parts[i]);
            if (parts[i].Length > 0 && (values[i] is null || (i < 2 ? values[i] < 0 : values[i] == 0)))
            {
                return false;
            }
        }

        region = new SourceRegion(values[0] ?? 0, values[1] ?? 0, values[2], values[3], IsRelative: false);
        return true;
    }

    /// <summary>The part of an image of that size, as far as it is within it; null where nothing of it is.</summary>
    public ImageRegion? In(int columns, int rows)
    {
        var (across, down) = (Side(Left, Width, IsRelative ? 1 : columns), Side(Top, Height, IsRelative ? 1 : rows));
        return across is { } x && down is { } y ? new ImageRegion(x.From, y.From, x.To, y.To) : null;
    }

    private static (double From, double To)? Side(double begin, double? extent, double length)
    {
        var (from, to) = (begin / length, Math.Min((begin + Math.Abs(extent ?? length)) / length, 1));
        return from >= to ? null : extent < 0 ? (to, from) : (from, to);
    }
}
