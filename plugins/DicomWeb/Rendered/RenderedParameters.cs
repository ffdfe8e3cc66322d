using System.Collections.Immutable;
using System.Globalization;
using Gantry.Dicom.Imaging;

namespace Gantry.Plugins.DicomWeb;

/// <summary>The query parameters of rendered resources (PS3.18 §8.3.5.1).</summary>
/// <param name="Quality">The quality of a JPEG: 1 to 100.</param>
/// <param name="Width">The most pixels in a row; null for those of the image.</param>
/// <param name="Height">The most pixels in a column; null for those of the image.</param>
/// <param name="Source">The part of the image that is rendered; null for the whole.</param>
/// <param name="Window">The window; null for that of the instance.</param>
internal sealed record RenderedParameters(int Quality, int? Width, int? Height, SourceRegion? Source, VoiWindow? Window)
{
    /// <summary>The most pixels of a side.</summary>
    public const int LongestSide = 16_384;

    private const int DefaultQuality = 90;

    /// <summary>Those of a client that asks for nothing.</summary>
    public static RenderedParameters Default { get; } = new(DefaultQuality, null, null, null, null);

    /// <summary>Reads them.</summary>
    /// <param name="parameters">The query parameters.</param>
    /// <param name="fault">What is wrong with them, in a sentence; null where they are good.</param>
    public static RenderedParameters Read(ImmutableArray<KeyValuePair<string, string>> parameters, out string? fault)
    {
        var read = Default;
        fault = null;
        foreach (var (name, value) in parameters)
        {
            switch (name)
            {
                case "accept" or "charset":
                case "iccprofile" when value == "no":
                    break;
                case "quality" when Number(value, 100) is { } quality:
                    read = read with { Quality = quality };
                    break;
                case "viewport" when Viewport(value, read) is { } sized:
                    read = sized;
                    break;
                case "window" when WindowOf(value.Split(',')) is { } window:
                    read = read with { Window = window };
                    break;
                case "quality":
                    fault ??= "quality is 1 to 100.";
                    break;
                case "viewport":
                    fault ??= $"viewport is the width and the height in pixels, each 1 to {LongestSide}; and after them, where it is a part of the image, its left, top, width and height.";
                    break;
                case "window":
                    fault ??= "window is center,width,function; the function is linear, linear-exact or sigmoid.";
                    break;
                default:
                    fault ??= $"'{name}' is no parameter of a rendered image that is known here.";
                    break;
            }
        }

        return read;
    }

    /// <summary>How a frame is rendered so that it fits; null where the part that is asked for is outside of it.</summary>
    /// <param name="columns">The columns of the frame.</param>
    /// <param name="rows">Its rows.</param>
    public RenderOptions? OptionsFor(int columns, int rows)
    {
        var region = Source?.In(columns, rows);
        if (Source is not null && region is null)
        {
            return null;
        }

        var (width, height) = region is null ? (columns, rows) : (Math.Abs(region.Right - region.Left) * columns, Math.Abs(region.Bottom - region.Top) * rows);
        var scale = Math.Min(Width is { } most ? most / width : 1, Height is { } highest ? highest / height : 1);
        var side = Math.Max(width, height);
        return new RenderOptions { Window = Window, Region = region, MaximumSide = Math.Max(1, (int)(scale < 1 ? side * scale : Math.Ceiling(side))) };
    }

    /// <summary>A whole number from 1.</summary>
    public static int? Number(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number : null;

    /// <summary>A number; null where it is none.</summary>
    public static double? Real(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;

    /// <summary>A window of center, width and function; null where it is none.</summary>
    public static VoiWindow? WindowOf(string[] parts)
    {
        if (parts is not [var first, var second, var name] || Real(first) is not { } center || Real(second) is not { } width)
        {
            return null;
        }

        VoiFunction? function = name switch
        {
            "linear" => VoiFunction.Linear,
            "linear-exact" => VoiFunction.LinearExact,
            "sigmoid" => VoiFunction.Sigmoid,
            _ => null,
        };
        return function is { } known && (known == VoiFunction.Linear ? width >= 1 : width > 0) ? new VoiWindow(center, width, known) : null;
    }

    // vw,vh or vw,vh,sx,sy,sw,sh, of which the last four may be empty (§8.3.5.1.3).
    private static RenderedParameters? Viewport(string value, RenderedParameters read)
    {
        var parts = value.Split(',');
        if (parts.Length is not (2 or 6) || Number(parts[0], LongestSide) is not { } width || Number(parts[1], LongestSide) is not { } height)
        {
            return null;
        }

        read = read with { Width = width, Height = height };
        return parts.Length == 2 ? read : SourceRegion.TryParse(parts.AsSpan(2), out var source) ? read with { Source = source } : null;
    }
}
