using System.Globalization;

namespace Gantry.Dicom.Imaging;

/// <summary>Finds where frames begin without an offset table, by looking at the fragments.</summary>
internal static class FrameScan
{
    /// <summary>The offsets of the frames that are there.</summary>
    /// <exception cref="PixelDataException">Where frames of several fragments begin cannot be told.</exception>
    public static long[] FindStarts(FragmentSource source, int frames)
    {
        if (frames == 1)
        {
            return source.TryGet(0, out _) ? [0] : [];
        }

        var fragments = new List<Fragment>();
        for (long offset = 0; source.TryGet(offset, out var fragment); offset = fragment.Next)
        {
            fragments.Add(fragment);
        }

        if (fragments.Count <= frames)
        {
            return [.. fragments.Select(fragment => fragment.Offset)];
        }

        var starts = fragments.Where(fragment => IsStart(source, fragment)).Select(fragment => fragment.Offset).ToArray();
        return starts.Length == frames ? starts : throw new PixelDataException(string.Create(
            CultureInfo.InvariantCulture, $"The {frames} frames are in {fragments.Count} fragments without an offset table: where each begins cannot be told."));
    }

    // SOI of JPEG and JPEG-LS, SOC of JPEG 2000, and the signature box that must not be there.
    private static bool IsStart(FragmentSource source, Fragment fragment)
    {
        if (fragment.Length < 4)
        {
            return false;
        }

        Span<byte> first = stackalloc byte[4];
        source.Read(fragment, first);
        return first is [0xFF, 0xD8, 0xFF, _] or [0xFF, 0x4F, 0xFF, 0x51] or [0, 0, 0, 0x0C];
    }
}
