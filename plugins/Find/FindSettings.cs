using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Find;

/// <summary>The plugin's settings.</summary>
[PluginSettings]
public sealed record FindSettings
{
    /// <summary>
    /// True where a query must keep to what its association negotiated (PS3.4 §C.4.1.2, §C.5.1): a single-valued unique key of each level above unless queries are
    /// relational, and one value of each key but UIDs unless multiple value matching was agreed. Many peers ask more than they negotiate, so that it is false unless set.
    /// </summary>
    [Setting("Whether queries are refused that need relational queries or multiple value matching where the peer has not negotiated these.", AppliesLive = true)]
    public bool RefusesWhatWasNotNegotiated { get; init; }

    /// <summary>
    /// True where a key for Patient ID is also satisfied by another ID of the patient: in Other Patient IDs Sequence (0010,1002), or the retired Other Patient IDs
    /// (0010,1000). False unless set: PS3.4 knows the attribute of that name alone.
    /// </summary>
    [Setting("Whether a query by Patient ID also finds patients that have had this ID, or have it elsewhere.", AppliesLive = true)]
    public bool MatchesOtherPatientIds { get; init; }

    /// <summary>The most matches that a query is answered with; 0, as it is unless set, for no limit.</summary>
    [Setting("The most matches of a query; where there are more it ends with A700 after these. 0 is no limit.", AppliesLive = true), Range(0, 10_000_000)]
    public int MaximumMatches { get; init; }

    /// <summary>The AEs for which that is otherwise.</summary>
    [Setting("The AEs for which that is otherwise, each as AETITLE=500.", AppliesLive = true), RegularExpression(AETitlePattern.Form + "=[0-9]{1,7}")]
    public ImmutableArray<string> MaximumMatchesFor { get; init; } = [];

    /// <summary>
    /// The character set of answers (PS3.3 §C.12.1.1.2), as the defined terms that Specific Character Set has; empty, as it is unless set, for that of the query. An
    /// answer with other characters is in UTF-8 all the same, and so are those to queries that name none: PS3.4 §C.4.1.1.3.2 leaves the choice to the SCP.
    /// </summary>
    [Setting("The character set of answers, as ISO_IR 100; empty for that of the query. An answer with other characters is in UTF-8.", AppliesLive = true)]
    [RegularExpression(@"([A-Z0-9_ ]{0,16}(\\[A-Z0-9_ ]{1,16}){0,9})?")]
    public string CharacterSet { get; init; } = "";

    /// <summary>The AEs for which that is otherwise.</summary>
    [Setting("The AEs for which that is otherwise, each as AETITLE=ISO_IR 100.", AppliesLive = true)]
    [RegularExpression(AETitlePattern.Form + @"=([A-Z0-9_ ]{0,16}(\\[A-Z0-9_ ]{1,16}){0,9})?")]
    public ImmutableArray<string> CharacterSetFor { get; init; } = [];

    /// <summary>
    /// The time zone of dates and times of instances that do not tell their own: its name as the system knows it, as Europe/Berlin; empty, as it is unless set, for the
    /// server's own. It counts for queries that negotiate timezone query adjustment (PS3.4 §C.5.1.1).
    /// </summary>
    [Setting("The time zone of stored dates and times, as Europe/Berlin; empty for the server's own. It counts where timezone query adjustment is negotiated.", AppliesLive = true)]
    [RegularExpression("[A-Za-z0-9_+/ -]{0,64}")]
    public string TimeZone { get; init; } = "";

    /// <summary>The time zone of what is stored without one.</summary>
    /// <param name="zone">The zone; the server's own where none is set, or one that is unknown.</param>
    /// <returns>False where the system does not know the one that is set.</returns>
    public bool TryFindTimeZone(out TimeZoneInfo zone)
    {
        if (TimeZone.Length > 0 && TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var found))
        {
            zone = found;
            return true;
        }

        zone = TimeZoneInfo.Local;
        return TimeZone.Length == 0;
    }

    /// <summary>The most matches for an AE; null for no limit.</summary>
    public int? LimitFor(AETitle caller)
    {
        var limit = AETitlePattern.Find(MaximumMatchesFor, caller) is { } own ? int.Parse(own, CultureInfo.InvariantCulture) : MaximumMatches;
        return limit == 0 ? null : limit;
    }

    /// <summary>The character set of answers to a query of an AE.</summary>
    public SpecificCharacterSet AnswersTo(AETitle caller, DicomDataSet identifier)
    {
        var terms = AETitlePattern.Find(CharacterSetFor, caller) ?? CharacterSet;
        var set = terms.Length > 0 ? SpecificCharacterSet.Parse(terms) : identifier.CharacterSet;
        return set.IsKnown && !set.Terms.IsEmpty ? set : SpecificCharacterSet.Utf8;
    }
}
