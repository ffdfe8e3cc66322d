namespace Gantry.Dicom;

/// <summary>What was negotiated for matching (PS3.4 §C.5.1.1), and what the standard leaves to the SCP.</summary>
public sealed record MatchOptions
{
    /// <summary>Nothing negotiated; times without an offset are UTC.</summary>
    public static MatchOptions Default { get; } = new();

    /// <summary>True where date and time ranges are matched as one (PS3.4 §C.2.2.2.5.1). False unless set.</summary>
    public bool CombinesDateAndTime { get; init; }

    /// <summary>True where the key <c>""</c> asks for entities without a value (PS3.4 §C.2.2.2.7). False unless set.</summary>
    public bool AllowsEmptyValue { get; init; }

    /// <summary>True where person names are matched as <see cref="MatchKey.FuzzyName"/> says (PS3.4 §C.2.2.2.1). False unless set.</summary>
    public bool MatchesNamesFuzzily { get; init; }

    /// <summary>
    /// How dates and times of entities are adjusted before they are matched and told, where timezone query adjustment was negotiated (PS3.4 §C.4.1.1.3.1). Null,
    /// for not at all, unless set. <see cref="LocalOffset"/> is then to be the offset that was requested.
    /// </summary>
    public TimezoneAdjustment? Timezone { get; init; }

    /// <summary>The offset from UTC of values of VR DT without one. Zero unless set.</summary>
    public TimeSpan LocalOffset { get; init; }
}
