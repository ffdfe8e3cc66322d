using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Find;

/// <summary>What an association's extended negotiation makes of a query (PS3.4 §C.5.1).</summary>
internal static class NegotiatedQuery
{
    /// <summary>The options that this service has; the others are answered with 0 when they are proposed.</summary>
    public const QueryRetrieveOptions Supported = QueryRetrieveOptions.Relational
        | QueryRetrieveOptions.CombinedDateTimeMatching
        | QueryRetrieveOptions.FuzzySemanticMatching
        | QueryRetrieveOptions.TimezoneQueryAdjustment
        | QueryRetrieveOptions.EmptyValueMatching
        | QueryRetrieveOptions.MultipleValueMatching;

    private static readonly (QueryLevel Level, Tag Tag)[] UniqueKeys =
    [
        (QueryLevel.Patient, Tags.PatientID), (QueryLevel.Study, Tags.StudyInstanceUID), (QueryLevel.Series, Tags.SeriesInstanceUID),
    ];

    /// <summary>The offset from UTC that a query's dates and times have, and its answers' are to have; null where none was agreed to, or none is given.</summary>
    public static TimeSpan? Offset(DicomDataSet identifier, QueryRetrieveOptions agreed) =>
        agreed.HasFlag(QueryRetrieveOptions.TimezoneQueryAdjustment) && DicomDateTime.TryParseOffset(identifier.GetText(Tags.TimezoneOffsetFromUTC), out var offset) ? offset : null;

    /// <summary>How the catalog is to match.</summary>
    public static MatchOptions Matching(DicomDataSet identifier, QueryRetrieveOptions agreed, TimeZoneInfo local) => new()
    {
        Timezone = Offset(identifier, agreed) is { } offset ? new TimezoneAdjustment(offset, local) : null,
        LocalOffset = Offset(identifier, agreed) ?? TimeSpan.Zero,
        CombinesDateAndTime = agreed.HasFlag(QueryRetrieveOptions.CombinedDateTimeMatching),
        MatchesNamesFuzzily = agreed.HasFlag(QueryRetrieveOptions.FuzzySemanticMatching),
        AllowsEmptyValue = agreed.HasFlag(QueryRetrieveOptions.EmptyValueMatching),
    };

    /// <summary>The first key that asks for more than was agreed, and why; null where none does.</summary>
    public static (Tag Key, string Comment)? Excess(InformationModel model, QueryLevel level, DicomDataSet identifier, QueryRetrieveOptions agreed)
    {
        if (!agreed.HasFlag(QueryRetrieveOptions.Relational))
        {
            foreach (var (_, key) in UniqueKeys.Where(unique => unique.Level >= model.Highest && unique.Level < level))
            {
                if (identifier.GetStrings(key) is not [{ Length: > 0 } value] || (key == Tags.PatientID && value.AsSpan().ContainsAny('*', '?')))
                {
                    return (key, "Relational queries were not negotiated: one value is needed.");
                }
            }
        }

        return !agreed.HasFlag(QueryRetrieveOptions.MultipleValueMatching)
            && identifier.FirstOrDefault(key => IsText(key.Vr) && identifier.GetStrings(key.Tag).Length > 1) is { } several
                ? (several.Tag, "Multiple value matching was not negotiated.")
                : null;
    }

    // Those that a query gives as text with values between backslashes; a list of UIDs needs no negotiation. The character set is no key.
    private static bool IsText(Vr vr) => vr == Vr.AE || vr == Vr.AS || vr == Vr.DA || vr == Vr.DS || vr == Vr.DT || vr == Vr.IS || vr == Vr.LO || vr == Vr.PN
        || vr == Vr.SH || vr == Vr.TM || vr == Vr.UC;
}
