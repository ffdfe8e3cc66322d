using Gantry.Contracts;
using Gantry.Dal.Relational.Model;

namespace Gantry.Dal.Relational.Query;

/// <summary>A column that statements of queries name, with the alias that its table has in them.</summary>
/// <param name="Row">The class of the table's rows.</param>
/// <param name="Property">The property that the column is of.</param>
/// <param name="Alias">The alias of the table; the tables of the levels have those of <see cref="LevelTables"/>.</param>
/// <param name="IsNumber">True for a key that the database made.</param>
internal sealed record KeyColumn(Type Row, string Property, string Alias, bool IsNumber = false)
{
    public static readonly KeyColumn Patient = Number<Patient>(nameof(Model.Patient.Id), "p");
    public static readonly KeyColumn PatientId = Text<Patient>(nameof(Model.Patient.PatientId), "p");
    public static readonly KeyColumn NameKey = Text<Patient>(nameof(Model.Patient.NameKey), "p");
    public static readonly KeyColumn IdeographicNameKey = Text<Patient>(nameof(Model.Patient.IdeographicNameKey), "p");
    public static readonly KeyColumn PhoneticNameKey = Text<Patient>(nameof(Model.Patient.PhoneticNameKey), "p");
    public static readonly KeyColumn Study = Number<Study>(nameof(Model.Study.Id), "s");
    public static readonly KeyColumn StudyUid = Text<Study>(nameof(Model.Study.Uid), "s");
    public static readonly KeyColumn StudyDate = Text<Study>(nameof(Model.Study.Date), "s");
    public static readonly KeyColumn AccessionNumber = Text<Study>(nameof(Model.Study.AccessionNumber), "s");
    public static readonly KeyColumn Series = Number<Series>(nameof(Model.Series.Id), "e");
    public static readonly KeyColumn SeriesStudy = Number<Series>(nameof(Model.Series.StudyFk), "e");
    public static readonly KeyColumn SeriesUid = Text<Series>(nameof(Model.Series.Uid), "e");
    public static readonly KeyColumn Modality = Text<Series>(nameof(Model.Series.Modality), "e");
    public static readonly KeyColumn Instance = Number<Instance>(nameof(Model.Instance.Id), "i");
    public static readonly KeyColumn InstanceUid = Text<Instance>(nameof(Model.Instance.Uid), "i");
    public static readonly KeyColumn SopClassUid = Text<Instance>(nameof(Model.Instance.SopClassUid), "i");
    public static readonly KeyColumn SourceAETitle = Text<Instance>(nameof(Model.Instance.SourceAETitle), "i");

    /// <summary>The key of a level's table.</summary>
    public static KeyColumn Of(QueryLevel level) => level switch
    {
        QueryLevel.Patient => Patient,
        QueryLevel.Study => Study,
        QueryLevel.Series => Series,
        _ => Instance,
    };

    public static KeyColumn Text<T>(string property, string alias) => new(typeof(T), property, alias);

    public static KeyColumn Number<T>(string property, string alias) => new(typeof(T), property, alias, IsNumber: true);
}
