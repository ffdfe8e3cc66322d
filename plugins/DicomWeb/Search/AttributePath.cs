using System.Diagnostics.CodeAnalysis;
using Gantry.Dicom;

namespace Gantry.Plugins.DicomWeb;

/// <summary>Reads attribute IDs (PS3.18 §8.3.4): keywords or eight hexadecimal digits, those of sequences and their items joined by dots.</summary>
internal static class AttributePath
{
    private const int Deepest = 8;

    /// <summary>Reads one.</summary>
    /// <param name="text">The attribute ID.</param>
    /// <param name="path">The attribute, after the sequences around it.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out Tag[]? path)
    {
        path = null;
        var parts = text.Split('.');
        if (parts.Length > Deepest)
        {
            return false;
        }

        var tags = new Tag[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!TryParseTag(parts[i], out tags[i]) || (i < parts.Length - 1 && DicomDictionary.GetVr(tags[i]) is { IsKnown: true } vr && vr != Vr.SQ && vr != Vr.UN))
            {
                return false;
            }
        }

        path = tags;
        return true;
    }

    private static bool TryParseTag(string text, out Tag tag) =>
        DicomDictionary.TryGetTag(text, out tag) || (text.Length == 8 && Tag.TryParse(text, out tag) && tag.Group > 0x0002 && !tag.IsGroupLength);
}
