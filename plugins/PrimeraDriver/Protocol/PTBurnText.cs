using System.Globalization;
using System.Text;

namespace Gantry.Plugins.PrimeraDriver;

/// <summary>The characters of files that PTBurn writes and reads: UTF-16 in its Unicode build, a code page in the other.</summary>
internal static class PTBurnText
{
    /// <summary>True where a file of PTBurn's is in UTF-16.</summary>
    public static bool IsUnicode(ReadOnlySpan<byte> bytes) => bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] || (bytes.Length >= 2 && bytes[0] != 0 && bytes[1] == 0);

    /// <summary>The text of a file, in whichever characters it is.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="codePage">The code page, where nothing says that it is another.</param>
    public static string Read(ReadOnlySpan<byte> bytes, string codePage) => bytes switch
    {
        [0xFF, 0xFE, .. var rest] => Encoding.Unicode.GetString(rest),
        [0xFE, 0xFF, .. var rest] => Encoding.BigEndianUnicode.GetString(rest),
        [0xEF, 0xBB, 0xBF, .. var rest] => Encoding.UTF8.GetString(rest),
        _ when IsUnicode(bytes) => Encoding.Unicode.GetString(bytes),
        _ => Of(codePage).GetString(bytes),
    };

    /// <summary>The bytes of a file; what a code page has not becomes a question mark.</summary>
    public static byte[] Write(string text, bool isUnicode, string codePage) =>
        isUnicode ? [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)] : Of(codePage).GetBytes(text);

    private static Encoding Of(string codePage)
    {
        var number = int.Parse(codePage, CultureInfo.InvariantCulture);
        return CodePagesEncodingProvider.Instance.GetEncoding(number) ?? Encoding.GetEncoding(number);
    }
}
