using System.Globalization;
using Gantry.Cli.Administration;
using Gantry.Dicom.Imaging;

namespace Gantry.Cli.Commands;

/// <summary>A window as it is written on a command line, and in the parameter of that name of DICOMweb: 40,400 or 40,400,sigmoid.</summary>
internal static class WindowArgument
{
    /// <exception cref="CliException">It is none.</exception>
    public static VoiWindow? Parse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return text.Split(',') is [var center, var width, .. var rest] && Number(center) is { } c && Number(width) is { } w && Function(rest) is { } function
            ? new VoiWindow(c, w, function)
            : throw new CliException($"--window is two numbers, centre and width, as 40,400, and then linear, linear-exact or sigmoid where it is not linear: not {text}.");
    }

    private static VoiFunction? Function(string[] rest) => rest switch
    {
        [] or ["linear"] => VoiFunction.Linear,
        ["linear-exact"] => VoiFunction.LinearExact,
        ["sigmoid"] => VoiFunction.Sigmoid,
        _ => null,
    };

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
