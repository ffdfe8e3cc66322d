using System.Text;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Storage;

/// <summary>A rule of coercion: what it does to which attribute of whose instances.</summary>
/// <param name="Callers">The calling AEs, as <see cref="AETitlePattern"/> has them.</param>
/// <param name="Verb">What it does.</param>
/// <param name="Tag">The attribute: one of text outside of items, before Original Attributes Sequence.</param>
/// <param name="Value">The characters, ASCII; empty for none.</param>
internal sealed record CoercionRule(string Callers, CoercionVerb Verb, Tag Tag, string Value)
{
    /// <summary>What the setting's texts look like.</summary>
    public const string Form = AETitlePattern.Form + "=((set|replace|prefix) [A-Za-z0-9]+=[ -~]{1,64}|remove [A-Za-z0-9]+)";

    /// <summary>Reads a rule: <c>CT*=prefix PatientID=NORTH-</c>.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static CoercionRule Parse(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var space = text.IndexOf(' ', equals + 1);
        var value = text.IndexOf('=', space + 1);
        if (equals <= 0 || space < 0 || !Enum.TryParse<CoercionVerb>(text[(equals + 1)..space], ignoreCase: true, out var verb) || (value < 0) != (verb == CoercionVerb.Remove))
        {
            throw new FormatException($"'{text}' is no rule of coercion.");
        }

        var keyword = value < 0 ? text[(space + 1)..] : text[(space + 1)..value];
        if (!DicomDictionary.TryGetTag(keyword, out var tag))
        {
            throw new FormatException($"The rule '{text}' names {keyword}, which is no keyword of PS3.6.");
        }

        var vr = DicomDictionary.GetVr(tag);
        return vr.IsText && vr != Vr.UI && tag.Group >= 0x0008 && tag < Tags.OriginalAttributesSequence && tag != Tags.SpecificCharacterSet
            ? new CoercionRule(text[..equals], verb, tag, value < 0 ? "" : text[(value + 1)..])
            : throw new FormatException($"The rule '{text}' names {keyword}, which cannot be coerced: text can be, but not UIDs, the character set, or what comes behind Original Attributes Sequence.");
    }

    /// <summary>What stands in the place of an element; the same where nothing changes.</summary>
    public DicomBytes? Apply(DicomBytes? element)
    {
        var old = element is null ? "" : Encoding.Latin1.GetString(element.Value.Span).Trim(' ', '\0');
        return Verb switch
        {
            CoercionVerb.Remove => null,
            CoercionVerb.Set => old == Value ? element : Make(Value),
            CoercionVerb.Replace => old.Length == 0 || old == Value ? element : Make(Value),
            _ => old.Length == 0 || old.StartsWith(Value, StringComparison.Ordinal) ? element : Make(Value + old),
        };
    }

    // Latin 1 and back is byte for byte, whatever the character set: what is put before a value is ASCII, with which each character set begins.
    private DicomBytes Make(string text)
    {
        var vr = DicomDictionary.GetVr(Tag);
        return new DicomBytes(Tag, vr, Encoding.Latin1.GetBytes((text.Length & 1) == 0 ? text : text + ' '));
    }
}
