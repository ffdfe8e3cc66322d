using Gantry.Cli.Administration;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Cli.Clients;

/// <summary>Makes the identifier of a retrieval of what was given on the command line.</summary>
internal static class RetrieveIdentifier
{
    /// <exception cref="CliException">What to retrieve is not said, or a value does not fit its attribute.</exception>
    public static DicomDataSet Of(QueryRetrieveLevel? given, IReadOnlyCollection<KeyValuePair<Tag, string>> keys)
    {
        var level = given ?? LevelOption.Of(keys);
        var needed = level switch
        {
            QueryRetrieveLevel.Study => Tags.StudyInstanceUID,
            QueryRetrieveLevel.Series => Tags.SeriesInstanceUID,
            QueryRetrieveLevel.Image => Tags.SOPInstanceUID,
            _ => Tags.PatientID,
        };
        if (!keys.Any(key => key.Key == needed && key.Value.Trim('*').Length > 0))
        {
            throw new CliException("What to retrieve? Give --study UID, with it --series UID and --instance UID, or --patient-id ID for all of a patient.");
        }

        var identifier = new DicomDataSetBuilder().Set(Tags.QueryRetrieveLevel, level.ToString().ToUpperInvariant());
        foreach (var (tag, value) in keys)
        {
            try
            {
                identifier.Set(tag, value);
            }
            catch (ArgumentException exception)
            {
                throw new CliException($"{tag}: {exception.Message}", exception);
            }
        }

        return identifier.Build();
    }
}
