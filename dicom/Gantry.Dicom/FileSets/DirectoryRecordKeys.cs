using System.Globalization;

namespace Gantry.Dicom;

/// <summary>Takes the keys of a directory record from an instance.</summary>
internal static class DirectoryRecordKeys
{
    private const string ConceptModifier = "HAS CONCEPT MOD";

    /// <summary>The keys.</summary>
    /// <param name="type">The record's type.</param>
    /// <param name="instance">The instance that they come from.</param>
    /// <param name="place">The how-manieth of its kind it is, from 1: the number where a record needs one and the instance has none.</param>
    public static DicomDataSet Of(string type, DicomDataSet instance, int place)
    {
        var keys = new DicomDataSetBuilder();
        foreach (var key in DirectoryRecordTypes.KeysOf(type))
        {
            if (instance[key.Tag] is { IsEmpty: false } element && HasValue(instance, element))
            {
                keys.Set(key.Tag == Tags.ContentSequence ? Modifiers((DicomSequence)element) : element);
            }
            else if (key.Need == DirectoryRecordNeed.Value)
            {
                MakeUp(keys, key.Tag, place);
            }
            else if (key.Need == DirectoryRecordNeed.Presence)
            {
                keys.Set(key.Tag);
            }
        }

        if (type == "SR DOCUMENT" && VerifiedAt(instance) is { } verified)
        {
            keys.Set(Tags.VerificationDateTime, verified);
        }

        if (keys.Contains(Tags.ContentSequence) && keys.Build().GetItems(Tags.ContentSequence).IsEmpty)
        {
            keys.Remove(Tags.ContentSequence);
        }

        var built = keys.Build();
        return built.HasTextBeyondAscii() && instance[Tags.SpecificCharacterSet] is { } characterSet ? keys.Set(characterSet).Build() : built;
    }

    // Blanks alone are none.
    private static bool HasValue(DicomDataSet instance, DicomElement element) =>
        element is DicomSequence || !element.Vr.IsText || !string.IsNullOrWhiteSpace(instance.GetText(element.Tag));

    // Of a document's content, the record has what modifies its title (PS3.3 §F.5.25).
    private static DicomSequence Modifiers(DicomSequence content) =>
        new(content.Tag, [.. content.Items.Where(item => item.GetString(Tags.RelationshipType) == ConceptModifier)]);

    // A document has it with each observer who verified it; the record has the last (PS3.3 §F.5.25).
    private static string? VerifiedAt(DicomDataSet instance) =>
        instance.GetItems(Tags.VerifyingObserverSequence).Select(observer => observer.GetString(Tags.VerificationDateTime)).Where(at => !string.IsNullOrWhiteSpace(at)).Max(StringComparer.Ordinal);

    // For the record alone: the instance stays as it is.
    private static void MakeUp(DicomDataSetBuilder keys, Tag tag, int place)
    {
        var vr = DicomDictionary.GetVr(tag);
        _ = vr == Vr.DA ? keys.Set(tag, "19000101")
            : vr == Vr.TM ? keys.Set(tag, "000000")
            : vr == Vr.DT ? keys.Set(tag, "19000101000000")
            : vr == Vr.SQ ? keys.Set(tag, Array.Empty<DicomDataSet>())
            : vr == Vr.IS || vr == Vr.US || vr == Vr.UL ? keys.Set(tag, place)
            : vr == Vr.CS ? keys.Set(tag, Code(tag))
            : keys.Set(tag, (tag == Tags.PatientID ? "NOID" : "") + place.ToString(CultureInfo.InvariantCulture));
    }

    private static string Code(Tag tag) =>
        tag == Tags.Modality ? "OT" : tag == Tags.CompletionFlag ? "PARTIAL" : tag == Tags.VerificationFlag ? "UNVERIFIED" : "UNKNOWN";
}
