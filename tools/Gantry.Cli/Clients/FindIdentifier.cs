using Gantry.Cli.Administration;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Cli.Clients;

/// <summary>Makes the identifier of a query of what was given on the command line.</summary>
internal static class FindIdentifier
{
    /// <param name="level">The level; null for the modality worklist.</param>
    /// <param name="keys">The keys.</param>
    /// <exception cref="CliException">A value does not fit its attribute.</exception>
    public static DicomDataSet Of(QueryRetrieveLevel? level, IReadOnlyCollection<KeyValuePair<Tag, string>> keys)
    {
        var identifier = level is { } known ? QueryIdentifier.Of(known) : new DicomDataSetBuilder();
        var step = Worklist(level is null, identifier);
        foreach (var (tag, value) in keys)
        {
            try
            {
                // Studies have several modalities, and steps of a worklist their own.
                if (tag == Tags.Modality && level is QueryRetrieveLevel.Study or QueryRetrieveLevel.Patient)
                {
                    identifier.Set(Tags.ModalitiesInStudy, value);
                }
                else if (step is not null && (step.Contains(tag) || tag == Tags.StudyDate))
                {
                    step.Set(tag == Tags.StudyDate ? Tags.ScheduledProcedureStepStartDate : tag, value);
                }
                else
                {
                    identifier.Set(tag, value);
                }
            }
            catch (ArgumentException exception)
            {
                throw new CliException($"{tag}: {exception.Message}", exception);
            }
        }

        if (step is not null)
        {
            identifier.Set(Tags.ScheduledProcedureStepSequence, step.Build());
        }

        return identifier.Build();
    }

    private static DicomDataSetBuilder? Worklist(bool isWorklist, DicomDataSetBuilder identifier)
    {
        if (!isWorklist)
        {
            return null;
        }

        foreach (var tag in (Tag[])[Tags.PatientName, Tags.PatientID, Tags.PatientBirthDate, Tags.PatientSex, Tags.AccessionNumber, Tags.StudyInstanceUID, Tags.RequestedProcedureID, Tags.RequestedProcedureDescription])
        {
            identifier.Set(tag);
        }

        var step = new DicomDataSetBuilder();
        foreach (var tag in (Tag[])[Tags.Modality, Tags.ScheduledStationAETitle, Tags.ScheduledProcedureStepStartDate, Tags.ScheduledProcedureStepStartTime, Tags.ScheduledProcedureStepDescription, Tags.ScheduledProcedureStepID])
        {
            step.Set(tag);
        }

        return step;
    }
}
