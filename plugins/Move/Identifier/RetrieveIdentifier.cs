using System.Collections.Immutable;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Move;

/// <summary>Reads the identifier of a retrieval: a level, and unique keys (PS3.4 §C.4.2.1.4).</summary>
internal static class RetrieveIdentifier
{
    private static readonly (QueryLevel Level, Tag Tag)[] UidKeys =
    [
        (QueryLevel.Study, Tags.StudyInstanceUID),
        (QueryLevel.Series, Tags.SeriesInstanceUID),
        (QueryLevel.Image, Tags.SOPInstanceUID),
    ];

    /// <summary>The instances chosen, or why the identifier chooses none.</summary>
    public static (InstanceSelection? Selection, RetrieveResponse? Refusal) Read(InformationModel model, DicomDataSet identifier)
    {
        if (identifier.GetStrings(Tags.QueryRetrieveLevel) is not [{ Length: > 0 } text] || model.Level(text) is not { } level)
        {
            return Refuse("Query/Retrieve Level is not one of this information model.", Tags.QueryRetrieveLevel);
        }

        var patient = model.Highest == QueryLevel.Patient ? identifier.GetText(Tags.PatientID) : null;
        if (patient is null ? level == QueryLevel.Patient : patient.AsSpan().ContainsAny("*?\\"))
        {
            return Refuse("Patient ID must be a single value without wild cards.", Tags.PatientID);
        }

        var selection = new InstanceSelection { PatientId = patient };
        foreach (var (keyLevel, tag) in UidKeys)
        {
            var values = identifier.GetStrings(tag);
            if (values.IsEmpty)
            {
                if (keyLevel == level)
                {
                    return Refuse("The unique key of the level is missing.", tag);
                }

                continue;
            }

            if (keyLevel > level)
            {
                return Refuse("A unique key is given for a level below the one retrieved.", tag);
            }

            var uids = identifier.GetUids(tag);
            if (uids.Length != values.Length)
            {
                return Refuse("A unique key is not a UID.", tag);
            }

            selection = With(selection, keyLevel, uids);
        }

        return (selection, null);
    }

    private static InstanceSelection With(InstanceSelection selection, QueryLevel level, ImmutableArray<Uid> uids) => level switch
    {
        QueryLevel.Study => selection with { Studies = uids },
        QueryLevel.Series => selection with { Series = uids },
        _ => selection with { Instances = uids },
    };

    private static (InstanceSelection?, RetrieveResponse?) Refuse(string comment, Tag offending) =>
        (null, new RetrieveResponse(DimseStatus.DoesNotMatchSopClass) { ErrorComment = comment, OffendingElements = [offending] });
}
