namespace Gantry.Dicom;

public abstract partial record MatchKey
{
    /// <summary>Range matching of VR DA, also of one date (PS3.4 §C.2.2.2.5): bounds are included, null where open.</summary>
    /// <param name="First">The first day that matches.</param>
    /// <param name="Last">The last day that matches.</param>
    public sealed record DateRange(DateOnly? First, DateOnly? Last) : MatchKey
    {
        /// <inheritdoc/>
        public override bool Matches(string value) =>
            DicomDate.TryParse(value, out var date) && !(date.Latest < First) && !(date.Earliest > Last);
    }

    /// <summary>Range matching of VR TM, also of one time (PS3.4 §C.2.2.2.5): bounds are included, null where open.</summary>
    /// <param name="First">The first time of day that matches.</param>
    /// <param name="Last">The last time of day that matches, in whole microseconds.</param>
    public sealed record TimeRange(TimeOnly? First, TimeOnly? Last) : MatchKey
    {
        /// <inheritdoc/>
        public override bool Matches(string value) =>
            DicomTime.TryParse(value, out var time) && !(time.Latest < First) && !(time.Earliest > Last);
    }

    /// <summary>Range matching of VR DT, also of one instant (PS3.4 §C.2.2.2.5): bounds are included, null where open.</summary>
    /// <param name="FirstUtc">The first instant that matches, in UTC.</param>
    /// <param name="LastUtc">The last instant that matches, in UTC, in whole microseconds.</param>
    /// <param name="LocalOffset">The offset from UTC of values without one.</param>
    public sealed record DateTimeRange(DateTime? FirstUtc, DateTime? LastUtc, TimeSpan LocalOffset) : MatchKey
    {
        /// <inheritdoc/>
        public override bool Matches(string value) =>
            DicomDateTime.TryParse(value, out var instant) && !(instant.LatestUtc(LocalOffset) < FirstUtc) && !(instant.EarliestUtc(LocalOffset) > LastUtc);
    }
}
