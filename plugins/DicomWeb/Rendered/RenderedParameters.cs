using System.Collections.Immutable;
using System.Globalization;
using Gantry.Dicom.Imaging;

namespace Gantry.Plugins.DicomWeb;

/// <summary>The query parameters of rendered resources (PS3.18 §8.3.5.1).</summary>
/// <param name="Quality">The quality of a JPEG: 1 to 100.</param>
/// <param name="Width">The most pixels in a row; null for those of the image.</param>
/// <param name="Height">The most pixels in a column; null for those of the image.</param>
/// <param name="Window">The window; null for that of the instance.</param>
internal sealed record RenderedParameters(int Quality, int? Width, int? Height, VoiWindow? Window)
{
    private const int DefaultQuality = 90, LongestSide = 16_384;

    /// <summary>Reads them.</summary>
    /// <param name="parameters">The query parameters.</param>
    /// <param name="fault">What is wrong with them, in a sentence; null where they are good.</param>
    public static RenderedParameters Read(ImmutableArray<KeyValuePair<string, string>> parameters, out string? fault)
    {
        var read = new RenderedParameters(DefaultQuality, null, null, null);
        fault = null;
        foreach (var (name, value) in parameters)
        {
            switch (name)
            {
                case "accept" or "charset":
                    break;
                case "quality" when Number(value, 100) is { } quality:
                    read = read with { Quality = quality };
                    break;
                case "viewport" when value.Split(',') is [var width, var height] && Number(width, LongestSide) is { } w && Number(height, LongestSide) is { } h:
                    read = read with { Width = w, Height = h };
                    break;
                case "window" when WindowOf(value) is { } window:
                    read = read with { Window = window };
                    break;
                case "quality":
                    fault ??= "quality is 1 to 100.";
                    break;
                case "viewport":
                    fault ??= $"viewport is the width and the height in pixels, each 1 to {LongestSide}.";
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

    /// <summary>How a frame is rendered so that it fits.</summary>
    /// <param name="columns">The columns of the frame.</param>
    /// <param name="rows">Its rows.</param>
    public RenderOptions OptionsFor(int columns, int rows)
    {
        var scale = Math.Min(Width is { } width ? (double)width / columns : 1, Height is { } height ? (double)height / rows : 1);
        var side = Math.Max(columns, rows);
        return new RenderOptions { Window = Window, MaximumSide = scale < 1 ? Math.Max(1, (int)(side * scale)) : side };
    }

    private static VoiWindow? WindowOf(string value)
    {
        if (value.Split(',') is not [var first, var second, var name] || !Real(first, out var center) || !Real(second, out var width))
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

    private static bool Real(string text, out double value) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    private static int? Number(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number : null;
}
