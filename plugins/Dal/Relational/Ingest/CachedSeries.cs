namespace Gantry.Dal.Relational.Ingest;

/// <summary>A series that is in the catalog, and where it belongs there.</summary>
internal sealed class CachedSeries(long id, long studyId, string studyUid, string patientKey)
{
    public long Id => id;

    public long StudyId => studyId;

    public string StudyUid => studyUid;

    public string PatientKey => patientKey;

    /// <summary>The SOP class of its instances, as its column has it.</summary>
    public required string SopClassUid { get; set; }

    /// <summary>True once a disagreement was logged: a series of a thousand instances has it a thousand times.</summary>
    public bool IsReported { get; set; }
}
