using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Host.Plugins.Composition;

/// <summary>Says which SOP classes a <see cref="SopClassGroup"/> has.</summary>
internal static class SopClassGroups
{
    private const string StandardRoot = "1.2.840.10008.";
    private const string StorageRoot = "1.2.840.10008.5.1.4.1.1.";

    public static bool Contains(SopClassGroup group, Uid sopClass) => group == SopClassGroup.Storage && IsStorage(sopClass);

    // What the registry of this build does not know is a newer storage class where the standard keeps those, and a private one outside the standard's
    // root: an archive that refuses what it has no name for loses images.
    private static bool IsStorage(Uid sopClass)
    {
        if (StorageSopClasses.Contains(sopClass))
        {
            return true;
        }

        return sopClass.Value.StartsWith(StandardRoot, StringComparison.Ordinal)
            ? sopClass.Value.StartsWith(StorageRoot, StringComparison.Ordinal) && !DicomUidRegistry.TryGet(sopClass, out _)
            : !sopClass.IsEmpty;
    }
}
