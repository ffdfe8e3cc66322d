using System.Globalization;

namespace Gantry.Dicom.Imaging;

/// <summary>The names of ISO 9660 level 1: 8 capitals, digits and underscores, and 3 more behind a dot (ECMA-119 §7.5, §10.1).</summary>
internal static class IsoNames
{
    private const int LongestName = 8;
    private const int LongestExtension = 3;
    private const int LongestJoliet = 64;

    /// <summary>A name that is allowed and that none of a folder's others has; the name itself where it is so.</summary>
    /// <param name="name">The name on the disk.</param>
    /// <param name="isFolder">True for a folder, which has no dot.</param>
    /// <param name="taken">The names that are taken; it becomes one of them.</param>
    public static string Unique(string name, bool isFolder, HashSet<string> taken)
    {
        var dot = isFolder ? -1 : name.LastIndexOf('.');
        var stem = Allowed(dot < 0 ? name : name[..dot], LongestName);
        var extension = dot < 0 ? "" : Allowed(name[(dot + 1)..], LongestExtension);
        for (var number = 0; ; number++)
        {
            var tail = number == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"_{number}");
            var unique = stem[..Math.Min(stem.Length, LongestName - tail.Length)] + tail + (isFolder ? "" : $".{extension}");
            if (taken.Add(unique))
            {
                return unique;
            }
        }
    }

    /// <summary>A name as Joliet can have it.</summary>
    /// <exception cref="IOException">It cannot.</exception>
    public static string Joliet(string name) =>
        name.Length <= LongestJoliet && name.All(character => character >= ' ' && !"*/:;?\\".Contains(character, StringComparison.Ordinal))
            ? name
            : throw new IOException($"{name} cannot be a name on a disc: it is longer than {LongestJoliet} characters, or has one of */:;?\\ in it.");

    private static string Allowed(string text, int longest) =>
        string.Concat(text.ToUpperInvariant().Take(longest).Select(character => char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character) ? character : '_')) is { Length: > 0 } allowed
            ? allowed
            : longest == LongestName ? "_" : "";
}
