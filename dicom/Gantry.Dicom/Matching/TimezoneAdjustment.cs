using System.Collections.Immutable;

namespace Gantry.Dicom;

/// <summary>
/// Tells dates and times of entities as a peer elsewhere reads its clock (timezone query adjustment, PS3.4 §C.4.1.1.3.1): values of VR DT, and dates together with
/// their times. A date without a time, and a time without a date, stay what they are, and so do dates and times of birth; values of VR DT with an offset keep their instant.
/// </summary>
/// <param name="Requested">The offset from UTC of the peer: Timezone Offset From UTC (0008,0201) of the query.</param>
/// <param name="Local">The time zone of entities that have no Timezone Offset From UTC of their own.</param>
/// <remarks>Immutable, and safe for concurrent use.</remarks>
public sealed record TimezoneAdjustment(TimeSpan Requested, TimeZoneInfo Local)
{
    /// <summary>The most days by which a date changes.</summary>
    public const int MostDays = 2;

    private static readonly ImmutableArray<(Tag Date, Tag Time)> Pairs = [.. CombinedDateTimeKey.Pairs.Where(pair => pair.Date != Tags.PatientBirthDate)];

    /// <summary>The entity with its dates and times in the requested offset; itself where nothing changes.</summary>
    public DicomDataSet Apply(DicomDataSet entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return Apply(entity, null);
    }

    // An item without an offset of its own has that of what it stands in.
    private DicomDataSet Apply(DicomDataSet entity, TimeSpan? inherited)
    {
        var own = DicomDateTime.TryParseOffset(entity.GetText(Tags.TimezoneOffsetFromUTC), out var offset) ? offset : inherited;
        DicomDataSetBuilder? adjusted = null;
        foreach (var (dateTag, timeTag) in Pairs)
        {
            if (entity.GetDate(dateTag) is { Day: not null } date && entity.GetTime(timeTag) is { } time && Shifted(date, time, own) is { } instant)
            {
                adjusted ??= new DicomDataSetBuilder(entity);
                adjusted.Set(dateTag, instant.Date.ToString()).Set(timeTag, instant.Time.ToString()!);
            }
        }

        foreach (var element in entity)
        {
            if (element is DicomSequence sequence)
            {
                DicomDataSet[] items = [.. sequence.Items.Select(item => Apply(item, own))];
                if (items.Index().Any(item => !ReferenceEquals(item.Item, sequence.Items[item.Index])))
                {
                    (adjusted ??= new DicomDataSetBuilder(entity)).Set(element.Tag, items);
                }
            }
            else if (entity.VrOf(element) == Vr.DT && AdjustedDateTimes(entity.GetStrings(element.Tag), own) is { } values)
            {
                (adjusted ??= new DicomDataSetBuilder(entity)).Set(element.Tag, values);
            }
        }

        return adjusted?.Build() ?? entity;
    }

    private string? AdjustedDateTimes(ImmutableArray<string> values, TimeSpan? own)
    {
        string[] adjusted =
        [
            .. values.Select(value => DicomDateTime.TryParse(value, out var instant) && instant is { Date.Day: not null, Time: { } time, Offset: null }
                && Shifted(instant.Date, time, own) is { } shifted ? shifted.ToString() : value),
        ];
        return adjusted.SequenceEqual(values) ? null : string.Join('\\', adjusted);
    }

    // As precise as it was: only what is known of the time is told.
    private DicomDateTime? Shifted(DicomDate date, DicomTime time, TimeSpan? own)
    {
        var told = date.Earliest.ToDateTime(time.Second == 60 ? new TimeOnly(time.Hour, time.Minute ?? 59, 59) : time.Earliest);
        var difference = Requested - (own ?? Local.GetUtcOffset(told));
        if (difference == TimeSpan.Zero || told.Ticks + difference.Ticks < 0 || told.Ticks + difference.Ticks > DateTime.MaxValue.Ticks)
        {
            return null;
        }

        var shifted = told + difference;
        return new(
            DicomDate.Of(DateOnly.FromDateTime(shifted)),
            time with { Hour = shifted.Hour, Minute = time.Minute is null && difference.Minutes == 0 ? null : shifted.Minute });
    }
}
