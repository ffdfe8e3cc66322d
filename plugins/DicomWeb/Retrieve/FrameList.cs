using System.Globalization;

namespace Gantry.Plugins.DicomWeb;

/// <summary>Reads lists of frames, as <c>1,3,4</c> (PS3.18 §10.1.6).</summary>
internal static class FrameList
{
    private const int Most = 10_000;

    /// <summary>The frames, in the order asked for; null where it is no such list.</summary>
    public static IReadOnlyList<int>? Parse(string text)
    {
        var parts = text.Split(',');
        if (parts.Length > Most)
        {
            return null;
        }

        var frames = new List<int>(parts.Length);
        foreach (var part in parts)
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var frame) || frame == 0)
            {
                return null;
            }

            frames.Add(frame);
        }

        return frames;
    }
}
