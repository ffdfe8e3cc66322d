using System.Collections.Immutable;

namespace Gantry.Dicom;

/// <summary>A range of dates and one of times that match as one range of instants (PS3.4 §C.2.2.2.5.1).</summary>
/// <param name="DateTag">The attribute of VR DA.</param>
/// <param name="TimeTag">The attribute of VR TM.</param>
/// <param name="First">The first instant that matches; null where open.</param>
/// <param name="Last">The last instant that matches; null where open.</param>
public sealed record CombinedDateTimeKey(Tag DateTag, Tag TimeTag, DateTime? First, DateTime? Last)
{
    /// <summary>The attributes of VR DA that have one of VR TM beside them.</summary>
    internal static ImmutableArray<(Tag Date, Tag Time)> Pairs { get; } =
    [
        (Tags.StudyDate, Tags.StudyTime), (Tags.SeriesDate, Tags.SeriesTime), (Tags.AcquisitionDate, Tags.AcquisitionTime), (Tags.ContentDate, Tags.ContentTime),
        (Tags.PatientBirthDate, Tags.PatientBirthTime), (Tags.ScheduledProcedureStepStartDate, Tags.ScheduledProcedureStepStartTime),
        (Tags.ScheduledProcedureStepEndDate, Tags.ScheduledProcedureStepEndTime), (Tags.PerformedProcedureStepStartDate, Tags.PerformedProcedureStepStartTime),
        (Tags.PerformedProcedureStepEndDate, Tags.PerformedProcedureStepEndTime), (Tags.InstanceCreationDate, Tags.InstanceCreationTime),
    ];

    /// <summary>Whether an entity's date and time are within the range. An absent time counts as the whole day, an absent date matches nothing.</summary>
    public bool Matches(DicomDataSet entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        if (entity.GetDate(DateTag) is not { } date)
        {
            return false;
        }

        var instant = new DicomDateTime(date, entity.GetTime(TimeTag));
        return !(instant.Latest < First) && !(instant.Earliest > Last);
    }

    /// <summary>The pairs among the keys of an identifier.</summary>
    internal static ImmutableArray<CombinedDateTimeKey> Of(ImmutableArray<KeyValuePair<Tag, MatchKey>> keys)
    {
        var combined = ImmutableArray.CreateBuilder<CombinedDateTimeKey>();
        foreach (var (dateTag, timeTag) in Pairs)
        {
            if (keys.FirstOrDefault(key => key.Key == dateTag).Value is MatchKey.DateRange dates && keys.FirstOrDefault(key => key.Key == timeTag).Value is MatchKey.TimeRange times)
            {
                combined.Add(new(dateTag, timeTag, dates.First?.ToDateTime(times.First ?? TimeOnly.MinValue), dates.Last?.ToDateTime(times.Last ?? TimeOnly.MaxValue)));
            }
        }

        return combined.ToImmutable();
    }
}
