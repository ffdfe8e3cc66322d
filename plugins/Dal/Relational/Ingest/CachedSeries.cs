namespace Gantry.Dal.Relational.Ingest;

/// <summary>A series that is in the catalog, and where it belongs there.</summary>
internal sealed class CachedSeries(long id, string studyUid, string patientKey)
{
    public long Id => id;

    public string StudyUid => studyUid;

    public string PatientKey => patientKey;

    /// <summary>True once a disagreement was logged: a series of a thousand instances has it a thousand times.</summary>
    public bool IsReported { get; set; }
}
