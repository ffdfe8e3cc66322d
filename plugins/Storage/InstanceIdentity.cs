using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Storage;

/// <summary>What tells an instance and its place in the hierarchy.</summary>
/// <param name="SopClass">The SOP class.</param>
/// <param name="SopInstance">The SOP instance.</param>
/// <param name="Study">The study; empty where instances of the SOP class belong to none.</param>
internal sealed record InstanceIdentity(Uid SopClass, Uid SopInstance, Uid Study)
{
    /// <summary>The attributes as the catalog keeps them.</summary>
    public DicomDataSet InCatalog(DicomDataSet attributes) => Study.IsEmpty ? NonPatientObjects.InCatalog(attributes, SopClass) : attributes;

    /// <summary>Reads the UIDs of a data set and checks them against what it was said to be: by its command, or by its file (PS3.4 §B.2.3).</summary>
    /// <returns>The identity, or why the data set is refused.</returns>
    public static (InstanceIdentity? Identity, FinalResponse? Refusal) Read(Uid affectedSopClass, Uid affectedSopInstance, DicomDataSet attributes)
    {
        if (attributes.GetString(Tags.SOPInstanceUID) is { } text && !Uid.TryParse(text, out _))
        {
            return (null, Refusal.InvalidUid);
        }

        if (!attributes.TryGetUid(Tags.SOPClassUID, out var sopClass))
        {
            return (null, Refusal.Missing(Tags.SOPClassUID));
        }

        if (!attributes.TryGetUid(Tags.SOPInstanceUID, out var sopInstance))
        {
            return (null, Refusal.Missing(Tags.SOPInstanceUID));
        }

        if (sopClass != affectedSopClass)
        {
            return (null, Refusal.Mismatch(Tags.SOPClassUID));
        }

        if (sopInstance != affectedSopInstance)
        {
            return (null, Refusal.Mismatch(Tags.SOPInstanceUID));
        }

        var hasStudy = attributes.TryGetUid(Tags.StudyInstanceUID, out var study);
        var hasSeries = attributes.TryGetUid(Tags.SeriesInstanceUID, out _);
        if (hasStudy && hasSeries)
        {
            return (new(sopClass, sopInstance, study), null);
        }

        return NonPatientObjects.Contains(sopClass) && !attributes.Contains(Tags.StudyInstanceUID) && !attributes.Contains(Tags.SeriesInstanceUID)
            ? (new(sopClass, sopInstance, default), null)
            : (null, Refusal.Missing([.. new[] { (hasStudy, Tags.StudyInstanceUID), (hasSeries, Tags.SeriesInstanceUID) }.Where(tag => !tag.Item1).Select(tag => tag.Item2)]));
    }
}
