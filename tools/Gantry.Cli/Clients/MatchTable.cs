using Gantry.Cli.Output;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Cli.Clients;

/// <summary>Matches as a table: what people look for first at a level, and what they asked for themselves.</summary>
internal sealed class MatchTable
{
    private readonly (string Heading, Tag Tag)[] _columns;
    private readonly TextTable _table;

    /// <param name="level">The level; null for the modality worklist.</param>
    /// <param name="asked">The attributes that were asked for.</param>
    public MatchTable(QueryRetrieveLevel? level, IEnumerable<Tag> asked)
    {
        var usual = ColumnsOf(level);
        _columns = [.. usual, .. asked.Where(tag => tag != Tags.Modality && usual.All(column => column.Tag != tag)).Distinct().Select(tag => (NameOf(tag), tag))];
        _table = new TextTable([.. _columns.Select(column => column.Heading)]);
    }

    public void Add(DicomDataSet match)
    {
        var step = match.GetItems(Tags.ScheduledProcedureStepSequence);
        _table.Add([.. _columns.Select(column => Text(match.Contains(column.Tag) || step.IsEmpty ? match : step[0], column.Tag))]);
    }

    public void Write(CommandContext context) => _table.Write(context);

    private static (string Heading, Tag Tag)[] ColumnsOf(QueryRetrieveLevel? level) => level switch
    {
        QueryRetrieveLevel.Patient => [("Patient", Tags.PatientName), ("Patient ID", Tags.PatientID), ("Born", Tags.PatientBirthDate), ("Sex", Tags.PatientSex)],
        QueryRetrieveLevel.Study =>
        [
            ("Patient", Tags.PatientName), ("Patient ID", Tags.PatientID), ("Date", Tags.StudyDate), ("Modalities", Tags.ModalitiesInStudy),
            ("Description", Tags.StudyDescription), ("Accession", Tags.AccessionNumber), ("Series", Tags.NumberOfStudyRelatedSeries),
            ("Instances", Tags.NumberOfStudyRelatedInstances), ("Study Instance UID", Tags.StudyInstanceUID),
        ],
        QueryRetrieveLevel.Series =>
        [
            ("Number", Tags.SeriesNumber), ("Modality", Tags.Modality), ("Description", Tags.SeriesDescription), ("Body part", Tags.BodyPartExamined),
            ("Instances", Tags.NumberOfSeriesRelatedInstances), ("Series Instance UID", Tags.SeriesInstanceUID),
        ],
        QueryRetrieveLevel.Image => [("Number", Tags.InstanceNumber), ("SOP class", Tags.SOPClassUID), ("SOP Instance UID", Tags.SOPInstanceUID)],
        _ =>
        [
            ("Patient", Tags.PatientName), ("Patient ID", Tags.PatientID), ("Date", Tags.ScheduledProcedureStepStartDate), ("Time", Tags.ScheduledProcedureStepStartTime),
            ("Modality", Tags.Modality), ("Station", Tags.ScheduledStationAETitle), ("Description", Tags.ScheduledProcedureStepDescription), ("Accession", Tags.AccessionNumber),
        ],
    };

    private static string Text(DicomDataSet match, Tag tag)
    {
        if (match.GetVr(tag) == Vr.DA && match.GetDate(tag)?.Earliest is { } date)
        {
            return date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        }

        if (tag == Tags.SOPClassUID && match.TryGetUid(tag, out var sopClass))
        {
            return DicomUidRegistry.GetName(sopClass);
        }

        return match[tag] is DicomSequence ? "..." : SafeText.Of(string.Join(' ', match.GetStrings(tag)));
    }

    private static string NameOf(Tag tag) => DicomDictionary.TryGet(tag, out var entry) ? entry.Name : tag.ToString();
}
