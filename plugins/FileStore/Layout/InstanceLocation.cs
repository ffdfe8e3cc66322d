using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gantry.Dicom;

namespace Gantry.Plugins.FileStore;

/// <summary>
/// Where an instance lies below a folder of instances: two folders named by a hash of the study, which keep folders small, or by month and day, then the study,
/// then SOP Instance UID and a random number, so that no two instances ever share a file.
/// </summary>
/// <remarks>Made of hexadecimal digits and UIDs alone: nothing a peer sends can lead out of the folder.</remarks>
internal readonly record struct InstanceLocation
{
    /// <summary>Stands for the study of instances that have none.</summary>
    public const string NoStudy = "no-study";

    private const string Extension = ".dcm";
    private const int RandomDigits = 32;

    private InstanceLocation(string text) => Text = text;

    /// <summary>The location as the catalog keeps it: parts joined by slashes.</summary>
    public string Text { get; }

    /// <summary>The folders from the outermost to the study's own, each relative to the folder of instances.</summary>
    public IEnumerable<string> Folders
    {
        get
        {
            var first = Text.IndexOf('/', StringComparison.Ordinal);
            return [Text[..first], Text[..(first + 3)], Text[..Text.LastIndexOf('/')]];
        }
    }

    /// <summary>A new location for an instance.</summary>
    /// <param name="study">Its study; empty for none.</param>
    /// <param name="sopInstance">The instance.</param>
    /// <param name="layout">How folders are named.</param>
    /// <param name="now">When it came; UTC.</param>
    public static InstanceLocation New(Uid study, Uid sopInstance, StoreLayout layout = StoreLayout.Study, DateTime now = default)
    {
        // Instances without a study would otherwise all be in one folder.
        var hash = Hash(study.IsEmpty ? sopInstance : study);
        var folders = layout == StoreLayout.Date ? now.ToString("yyyy-MM/dd", CultureInfo.InvariantCulture) : $"{hash[..2]}/{hash[2..4]}";
        return new($"{folders}/{(study.IsEmpty ? NoStudy : study.Value)}/{sopInstance}-{RandomNumberGenerator.GetHexString(RandomDigits, lowercase: true)}{Extension}");
    }

    /// <summary>Reads what <see cref="Text"/> gave.</summary>
    /// <returns>False for everything that this store would not have written.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out InstanceLocation location)
    {
        location = default;
        if (text?.Split('/') is not [var first, var second, var study, var file] || !file.EndsWith(Extension, StringComparison.Ordinal)
            || file.Length <= RandomDigits + Extension.Length + 1)
        {
            return false;
        }

        var end = file.Length - Extension.Length - RandomDigits;
        if (!(IsHexadecimal(first, 2) ? IsHexadecimal(second, 2) : IsMonth(first) && IsDay(second)) || file[end - 1] != '-' || !IsHexadecimal(file[end..^Extension.Length], RandomDigits)
            || !IsUid(file[..(end - 1)]) || (study != NoStudy && !IsUid(study)))
        {
            return false;
        }

        location = new(text);
        return true;
    }

    /// <summary>True for the name of an outermost folder.</summary>
    public static bool IsPart(string name) => IsHexadecimal(name, 2) || IsMonth(name);

    /// <summary>The file's path.</summary>
    public string In(string folderOfInstances) => Path.Combine(folderOfInstances, Text.Replace('/', Path.DirectorySeparatorChar));

    private static string Hash(Uid uid) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(uid.Value)).AsSpan(0, 2));

    // Uid.TryParse drops padding, which has no place in a file name.
    private static bool IsUid(string text) => Uid.TryParse(text, out var uid) && uid.Value == text;

    private static bool IsMonth(string text) => text is [_, _, _, _, '-', _, _] && text[..4].All(char.IsAsciiDigit) && IsNumber(text[5..], 12);

    private static bool IsDay(string text) => text.Length == 2 && IsNumber(text, 31);

    private static bool IsNumber(string text, int most) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most;

    private static bool IsHexadecimal(string text, int length) => text.Length == length && text.All(char.IsAsciiHexDigitLower);
}
