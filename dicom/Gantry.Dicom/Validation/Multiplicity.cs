using System.Globalization;

namespace Gantry.Dicom;

/// <summary>Value multiplicities as the standard prints them: <c>1</c>, <c>1-3</c>, <c>1-n</c>, <c>2-2n</c>, <c>0-1</c>.</summary>
internal static class Multiplicity
{
    /// <summary>Whether an element with a value may have so many. What cannot be understood allows any.</summary>
    public static bool Allows(string vm, int count)
    {
        var ends = vm.Split('-');
        if (!Number(ends[0], out var least))
        {
            return true;
        }

        if (ends.Length == 1)
        {
            return count == least;
        }

        if (!ends[1].EndsWith('n'))
        {
            return !Number(ends[1], out var most) || (count >= least && count <= most);
        }

        return count >= least && (!Number(ends[1][..^1], out var step) || count % step == 0);
    }

    private static bool Number(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
