using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Find;

/// <summary>A query/retrieve information model (PS3.4 §C.3).</summary>
/// <param name="Root">Where it begins.</param>
/// <param name="Highest">The first of its levels.</param>
/// <param name="Lowest">The last of its levels.</param>
internal sealed record InformationModel(QueryRoot Root, QueryLevel Highest, QueryLevel Lowest)
{
    public const string PatientRoot = "1.2.840.10008.5.1.4.1.2.1.1";
    public const string StudyRoot = "1.2.840.10008.5.1.4.1.2.2.1";

    /// <summary>Patient/Study Only: retired, still asked for.</summary>
    public const string PatientStudyOnly = "1.2.840.10008.5.1.4.1.2.3.1";

    /// <summary>The model of a SOP class; null where it is none.</summary>
    public static InformationModel? Of(Uid sopClass) => sopClass.Value switch
    {
        PatientRoot => new(QueryRoot.Patient, QueryLevel.Patient, QueryLevel.Image),
        StudyRoot => new(QueryRoot.Study, QueryLevel.Study, QueryLevel.Image),
        PatientStudyOnly => new(QueryRoot.Patient, QueryLevel.Patient, QueryLevel.Study),
        _ => null,
    };

    /// <summary>The level of a Query/Retrieve Level (0008,0052); null where the model has no such level.</summary>
    public QueryLevel? Level(string text)
    {
        QueryLevel? level = text switch
        {
            "PATIENT" => QueryLevel.Patient,
            "STUDY" => QueryLevel.Study,
            "SERIES" => QueryLevel.Series,
            "IMAGE" => QueryLevel.Image,
            _ => null,
        };
        return level >= Highest && level <= Lowest ? level : null;
    }
}
