using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Move;

/// <summary>A query/retrieve information model (PS3.4 §C.3), as C-MOVE and C-GET name it.</summary>
/// <param name="Highest">The first of its levels.</param>
/// <param name="Lowest">The last of its levels.</param>
internal sealed record InformationModel(QueryLevel Highest, QueryLevel Lowest)
{
    public const string PatientRootMove = "1.2.840.10008.5.1.4.1.2.1.2";
    public const string PatientRootGet = "1.2.840.10008.5.1.4.1.2.1.3";
    public const string StudyRootMove = "1.2.840.10008.5.1.4.1.2.2.2";
    public const string StudyRootGet = "1.2.840.10008.5.1.4.1.2.2.3";

    /// <summary>Patient/Study Only: retired, still asked for.</summary>
    public const string PatientStudyOnlyMove = "1.2.840.10008.5.1.4.1.2.3.2";

    /// <summary>Patient/Study Only: retired, still asked for.</summary>
    public const string PatientStudyOnlyGet = "1.2.840.10008.5.1.4.1.2.3.3";

    /// <summary>The model of a SOP class; null where it is none.</summary>
    public static InformationModel? Of(Uid sopClass) => sopClass.Value switch
    {
        PatientRootMove or PatientRootGet => new(QueryLevel.Patient, QueryLevel.Image),
        StudyRootMove or StudyRootGet => new(QueryLevel.Study, QueryLevel.Image),
        PatientStudyOnlyMove or PatientStudyOnlyGet => new(QueryLevel.Patient, QueryLevel.Study),
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
