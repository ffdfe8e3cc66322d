using Gantry.Dicom;

namespace Gantry.Host.Maintenance.Imports;

/// <summary>What is imported, and how.</summary>
/// <param name="Paths">Full paths of files, folders, DICOMDIRs and ZIP archives.</param>
/// <param name="AETitle">The AE that the instances count as coming from.</param>
/// <param name="Associations">The associations side by side, 1 to 64.</param>
/// <param name="BeginsAnew">True to begin with the first file although an interrupted import of the same could be gone on with.</param>
internal sealed record ImportOptions(IReadOnlyList<string> Paths, AETitle AETitle, int Associations, bool BeginsAnew)
{
    public const int DefaultAssociations = 4;
}
