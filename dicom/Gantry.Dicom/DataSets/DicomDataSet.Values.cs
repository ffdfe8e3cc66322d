namespace Gantry.Dicom;

public sealed partial class DicomDataSet
{
    /// <summary>The first value as a date.</summary>
    /// <returns>Null where the element is absent, has no value or holds no date.</returns>
    public DicomDate? GetDate(Tag tag) => DicomDate.TryParse(GetString(tag), out var date) ? date : null;

    /// <summary>The first value as a time of day.</summary>
    /// <returns>Null where the element is absent, has no value or holds no time.</returns>
    public DicomTime? GetTime(Tag tag) => DicomTime.TryParse(GetString(tag), out var time) ? time : null;

    /// <summary>The first value as a date and time.</summary>
    /// <returns>Null where the element is absent, has no value or holds none.</returns>
    public DicomDateTime? GetDateTime(Tag tag) => DicomDateTime.TryParse(GetString(tag), out var value) ? value : null;

    /// <summary>The first value as a person name.</summary>
    /// <returns>Null where the element is absent or has no value.</returns>
    public PersonName? GetPersonName(Tag tag) => GetString(tag) is { } text ? PersonName.Parse(text) : null;
}
