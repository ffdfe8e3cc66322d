using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Gantry.Dicom;

public sealed partial class DicomDataSet
{
    /// <summary>The first value as text, padding dropped; binary numbers in decimal, attribute tags as eight hexadecimal digits.</summary>
    /// <returns>Null where the element is absent, has no value, or is not text or numbers (a sequence, bytes).</returns>
    public string? GetString(Tag tag)
    {
        if (!TryGetBytes(tag, out var element, out var vr))
        {
            return null;
        }

        var text = vr.IsText ? ValueText.First(element.Value.Span, vr, this) : PrintBinary(element, vr, 0);
        return text is "" ? null : text;
    }

    /// <summary>All values as text, each as <see cref="GetString"/> gives it; a value without characters is empty.</summary>
    /// <returns>None where the element is absent, has no value, or is not text or numbers.</returns>
    public ImmutableArray<string> GetStrings(Tag tag)
    {
        if (!TryGetBytes(tag, out var element, out var vr))
        {
            return [];
        }

        if (vr.IsText)
        {
            return ImmutableCollectionsMarshal.AsImmutableArray(ValueText.All(element.Value.Span, vr, this));
        }

        var values = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; PrintBinary(element, vr, i) is { } text; i++)
        {
            values.Add(text);
        }

        return values.ToImmutable();
    }

    /// <summary>The whole value field as text: padding at the end dropped, backslashes kept, whether they separate values or are data (LT, ST, UR, UT).</summary>
    /// <returns>Null where the element is absent, has no value, or is not text or numbers.</returns>
    public string? GetText(Tag tag)
    {
        if (!TryGetBytes(tag, out var element, out var vr))
        {
            return null;
        }

        var text = vr.IsText ? ValueText.Whole(element.Value.Span, vr, this) : string.Join('\\', GetStrings(tag));
        return text.Length == 0 ? null : text;
    }

    /// <summary>The first value as a UID.</summary>
    /// <returns>False where the element is absent, has no value or holds no UID.</returns>
    public bool TryGetUid(Tag tag, out Uid uid) => Uid.TryParse(GetString(tag), out uid);

    /// <summary>The UIDs of the element, in order; values that are no UIDs are left out.</summary>
    public ImmutableArray<Uid> GetUids(Tag tag)
    {
        var uids = ImmutableArray.CreateBuilder<Uid>();
        foreach (var text in GetStrings(tag))
        {
            if (Uid.TryParse(text, out var uid))
            {
                uids.Add(uid);
            }
        }

        return uids.ToImmutable();
    }

    private static string? PrintBinary(ValueField element, Vr vr, int index)
    {
        var isTag = vr == Vr.AT;
        var bytes = isTag ? 4 : vr.IsLongForm && vr != Vr.SV && vr != Vr.UV ? 0 : ValueNumbers.BytesOf(vr);
        if (bytes == 0 || (index + 1) * bytes > element.Value.Length)
        {
            return null;
        }

        var span = element.Value.Span.Slice(index * bytes, bytes);
        return isTag
            ? ((ValueNumbers.ToInt64(span, Vr.US, element.IsBigEndian) << 16) | ValueNumbers.ToInt64(span[2..], Vr.US, element.IsBigEndian)).ToString("X8", null)
            : ValueNumbers.Print(span, vr, element.IsBigEndian);
    }
}
